"""The first row of any table."""

from __future__ import annotations

from collections.abc import Sequence

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.table import Found
from tarazy.engine.words import msg

MOST_COLUMNS = 2_000


def header_is_sound(header: Sequence[str], where: str, found: Found) -> bool:
    """Whether every column has one name of its own."""
    sound = True
    if len(header) > MOST_COLUMNS:
        found.add(
            where,
            msg("The table has {count} columns; at most {most} are read."),
            msg("A table this wide is most likely turned on its side, or has cells far out that nobody sees."),
            msg("Give it as a long table: unit, period, variable, value."),
            count=len(header),
            most=MOST_COLUMNS,
        )
        return False
    for position, name in enumerate(header, start=1):
        if not name.strip():
            found.add(
                where,
                msg("The column {position} has no name."),
                msg("A column without a name cannot be read."),
                msg("Name it, or remove it with everything in it."),
                position=position,
            )
            sound = False
        elif name in header[: position - 1]:
            found.add(
                where,
                msg("The column {column} stands twice."),
                msg("Of two columns with one name nobody knows which one counts."),
                msg("Remove one of them, or give it its right name."),
                column=shown(name),
            )
            sound = False
    return sound


def no_rows(name: str, found: Found) -> None:
    found.add(
        name,
        msg("The table has a header and no rows."),
        msg("There is nothing to read."),
        msg("Write a row for each observation below the header."),
    )
