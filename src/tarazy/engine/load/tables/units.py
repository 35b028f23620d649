"""A table of units -> Units."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tarazy.engine.load.tables import rules
from tarazy.engine.load.tables.cells import Flaw
from tarazy.engine.load.tables.columns import cells, code_column, hold_codes, instant_column
from tarazy.engine.load.tables.observations import unit_flaw
from tarazy.engine.load.tables.table import Found, Table, table_of
from tarazy.engine.model.coded import Coded
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.words import ProblemsFound, msg

CODES: Final = ("unit", "kind", "peer_group")
NAMES: Final = ("name_kk", "name_ru", "name_en")
OPTIONAL: Final = ("parent", "valid_from", "valid_to")


def units_from_frame(frame: pl.DataFrame) -> Units:
    """Units from a Polars frame: columns unit, kind, peer_group, and if present name_kk, name_ru, name_en, parent,
    valid_from, valid_to.

    `valid_from` is the first day, `valid_to` the first day no longer; empty = without limit.

    >>> units = units_from_frame(pl.DataFrame({"unit": ["KZ-11", "KZ-10"], "kind": "oblast", "peer_group": "region"}))
    >>> units.ids.tolist()
    ['KZ-10', 'KZ-11']

    Raises ProblemsFound with every problem.
    """
    found = Found("frame")
    named = any(name in frame.columns for name in NAMES)
    units = read_units_table(table_of(frame), found, NAMES if named else ())
    if units is None or found:
        raise ProblemsFound(found.listed())
    return units


def read_units_table(table: Table, found: Found, names: tuple[str, ...] = NAMES) -> Units | None:
    """The units of a table, sorted by id, with every problem noted; None if columns are missing."""
    columns = table.columns
    for name in columns:
        if name not in (*CODES, *NAMES, *OPTIONAL):
            rules.unknown_column(table, name, (*CODES, *NAMES, *OPTIONAL), found)
    missing = [name for name in (*CODES, *names) if name not in columns]
    for name in missing:
        _missing_column(table, name, found)
    if missing or not hold_codes(table, CODES, found):
        return None
    ids, kinds, peer_groups = (code_column(table, name, found, unit_flaw) for name in CODES)
    if "parent" in columns:
        code_column(table, "parent", found, _parent_flaw)
    valid_from, valid_to = (_days(table, name, found) for name in ("valid_from", "valid_to"))
    _find_twice(table, ids, found)
    _find_backwards(table, valid_from, valid_to, found)
    texts = _names(table, found) if names else None
    count = len(table)
    all_ids, all_kinds, all_groups = (
        np.array(column.names, dtype=np.str_)[column.all_codes(count)] for column in (ids, kinds, peer_groups)
    )
    order = np.argsort(all_ids, kind="stable")
    return Units(
        all_ids[order],
        all_kinds[order],
        all_groups[order],
        valid_from[order],
        valid_to[order],
        None if texts is None else tuple(texts[i] for i in order),
    )


def units_without_table(ids: tuple[str, ...]) -> Units:
    """Units of which only the ids are known: of no kind, all in one peer group, valid for ever."""
    count = len(ids)
    none, never = np.full(count, "", dtype=np.str_), np.full(count, np.datetime64("NaT", "D"))
    return Units(np.sort(np.array(ids, dtype=np.str_)), none, none, never, never)


def _missing_column(table: Table, name: str, found: Found) -> None:
    found.add(
        table.locate(-1, ""),
        msg("The list of units has no column {column}."),
        msg("Every unit has an id, a kind, a peer group and a name in each language."),
        msg("Add the column. The columns are: {columns}."),
        column=name,
        columns=", ".join((*CODES, *NAMES)),
    )


def _parent_flaw(text: str) -> Flaw | None:
    return unit_flaw(text) if text else None


def _days(table: Table, name: str, found: Found) -> NDArray[np.datetime64]:
    if name not in table.columns:
        return np.full(len(table), np.datetime64("NaT", "D"))
    return instant_column(table, name, found).astype("datetime64[D]")


def _find_twice(table: Table, ids: Coded, found: Found) -> None:
    codes = ids.all_codes(len(table))
    if len(ids.names) == len(codes):
        return
    first: dict[int, int] = {}
    for row, code in enumerate(codes.tolist()):
        if first.setdefault(code, row) != row and ids.names[code]:
            found.add(
                table.locate(row, "unit"),
                msg("The unit {name} stands twice; first in {first}."),
                msg("An id means one unit and is never used again."),
                msg("Remove one of the two rows."),
                name=ids.names[code],
                first=table.locate(first[code], "unit"),
            )


def _find_backwards(
    table: Table, valid_from: NDArray[np.datetime64], valid_to: NDArray[np.datetime64], found: Found
) -> None:
    for row in np.flatnonzero(valid_to <= valid_from):
        found.add(
            table.locate(int(row), "valid_to"),
            msg("The unit ends on {valid_to}, not after it begins on {valid_from}."),
            msg("The day in valid_to is the first on which the unit no longer exists."),
            msg("Correct one of the two days."),
            valid_from=str(valid_from[row]),
            valid_to=str(valid_to[row]),
        )


def _names(table: Table, found: Found) -> list[Text]:
    columns = [cells(table, name).cast(pl.String).fill_null("").to_list() for name in NAMES]
    for name, column in zip(NAMES, columns, strict=True):
        for row in (row for row, text in enumerate(column) if not text or text.isspace()):
            found.add(
                table.locate(row, name),
                msg("The column {column} is empty here."),
                msg("Every unit has a name in each of the three languages."),
                msg("Write the name."),
                column=name,
            )
    return [Text(*names) for names in zip(*columns, strict=True)]
