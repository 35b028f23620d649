"""What must hold of the columns and rows of a table of observations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.cells import Flaw, code_flaw
from tarazy.engine.load.tables.columns import number_column
from tarazy.engine.load.tables.table import Found, Table
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.observations import STATUSES_WITHOUT_VALUE, Observations, Revisions
from tarazy.engine.words import msg

_COLUMNS_ARE_KNOWN = msg("A column that nobody reads would hide a mistake in its name.")


def unknown_column(table: Table, name: str, possible: Sequence[str], found: Found) -> None:
    flaw = code_flaw(name)
    if flaw:
        wrong_header(table, name, flaw, found)
        return
    place = table.locate(-1, name)
    meant = nearest(name, [column for column in possible if column not in table.columns])
    if meant:
        found.add(
            place,
            msg("The column {column} is not known."),
            _COLUMNS_ARE_KNOWN,
            msg("Perhaps it is to be named {meant}; else remove it."),
            column=shown(name),
            meant=meant,
        )
    else:
        found.add(
            place,
            msg("The column {column} is not known here."),
            _COLUMNS_ARE_KNOWN,
            msg("Remove it. Known columns: {columns}."),
            column=shown(name),
            columns=", ".join(possible),
        )


def wrong_header(table: Table, name: str, flaw: Flaw, found: Found) -> None:
    """A header with an unseen character, or in a wide table one that is no variable."""
    found.add(
        table.locate(-1, name),
        flaw.what,
        flaw.why,
        flaw.mend,
        column=shown(name),
        text=shown(name),
        rows=1,
        **flaw.said,
    )


def missing_column(table: Table, name: str, found: Found) -> None:
    columns = ", ".join(shown(column) for column in table.columns)
    if name == "period":
        mend = msg("Add the column, or give the one period of the whole table, as 2024 (for a command: --period 2024).")
    else:
        mend = msg(
            "Add the column; a table of observations has unit, period, variable, value, or unit, period and a "
            "column a variable."
        )
    found.add(
        table.locate(-1, ""),
        msg("The column {column} is missing."),
        msg("The first row names the columns; it names: {columns}."),
        mend,
        column=name,
        columns=columns,
    )


def no_variables(table: Table, found: Found) -> None:
    found.add(
        table.locate(-1, ""),
        msg("The table has no column with values."),
        msg("Besides unit and period it needs a column a variable, or the columns variable and value."),
        msg("Add the columns with the values."),
    )


def scores_of_what(table: Table, found: Found) -> None:
    found.add(
        table.name,
        msg("These are scores, but nothing says of which methodology."),
        msg("A score is read as place/name:node, and the table of scores names only the node."),
        msg("Keep run.json, which was written with it, beside the file."),
    )


def not_negative(table: Table, name: str, found: Found) -> Vector | None:
    """`se` or `n`, NaN where not stated."""
    if name not in table.columns:
        return None
    values, _ = number_column(table, name, found)
    for row in np.flatnonzero(values < 0):
        found.of(row).add(
            table.locate(int(row), name),
            msg("The number {number} in column {column} is below zero."),
            msg("A standard error and a number of respondents cannot be negative."),
            msg("Correct the number, or leave the cell empty if it is not known."),
            column=name,
            number=float(values[row]),
        )
    if name == "n":
        _whole(table, name, values, found)
    return values


def _whole(table: Table, name: str, values: Vector, found: Found) -> None:
    for row in np.flatnonzero(values != np.floor(values)):
        if not np.isnan(values[row]):
            found.of(row).add(
                table.locate(int(row), name),
                msg("The number {number} in column {column} is not a whole one."),
                msg("Respondents are counted."),
                msg("Correct the number, or leave the cell empty if it is not known."),
                column=name,
                number=float(values[row]),
            )


def revisions(table: Table, found: Found) -> Revisions | None:
    """1, 2, ...; None if the table has no such column."""
    if "revision" not in table.columns:
        return None
    values, empty = number_column(table, "revision", found)
    sound = (values >= 1) & (values == np.floor(values)) & (values < 2**31)
    for row in np.flatnonzero(~sound & (empty | ~np.isnan(values))):
        found.of(row).add(
            table.locate(int(row), "revision"),
            msg("In column {column} stands {text}, which is no revision."),
            msg("Revisions are counted 1, 2, 3 and so on, so that the last one can be told."),
            msg("Write 1 for a first value, 2 for its first correction."),
            column="revision",
            text="" if empty[row] else f"{values[row]:g}",
        )
    return np.where(sound, values, 1).astype(np.int32)


def reasons_of_revisions(table: Table, observations: Observations, found: Found) -> None:
    if observations.revision is None:
        return
    given = np.array([bool(text.strip()) for text in observations.reason.names])
    for row in np.flatnonzero((observations.revision > 1) & ~given[observations.reason.all_codes(len(observations))]):
        found.of(row).add(
            table.locate(int(row), "reason"),
            msg("Revision {revision} gives no reason."),
            msg("A value that was corrected says why, for everybody who used the earlier one."),
            msg("Write the reason into the column reason."),
            revision=int(observations.revision[row]),
        )


def values_and_statuses(table: Table, observations: Observations, empty: NDArray[np.bool_], found: Found) -> None:
    """An empty value says why; a value cannot at once be said not to exist."""
    has_statuses = any(observations.status.names)
    if not has_statuses and not empty.any():
        return
    without = np.array([text in STATUSES_WITHOUT_VALUE for text in observations.status.names])
    says_none = without[observations.status.all_codes(len(observations))]
    what = msg("The value is empty and no status says why.")
    silent = np.flatnonzero(empty & ~says_none)

    def add_silent(row: int) -> None:
        found.of(row).add(
            table.locate(row, "value"),
            what,
            msg("No value can mean five different things."),
            msg(
                "Write a status: O missing, M cannot exist, Q suppressed, L not collected, X excluded by a "
                "decision; or remove the row."
            ),
        )

    found.add_each(silent, what, add_silent)
    contradicted = msg("The value {number} stands beside the status {status}, which says that there is none.")
    both = np.flatnonzero(~empty & says_none & ~np.isnan(observations.value))

    def add_both(row: int) -> None:
        found.of(row).add(
            table.locate(row, "status"),
            contradicted,
            msg("One of the two is wrong."),
            msg("Remove the value or the status."),
            number=float(observations.value[row]),
            status=observations.status.at(row),
        )

    found.add_each(both, contradicted, add_both)
    _exclusions_name_their_decision(table, observations, found)


def _exclusions_name_their_decision(table: Table, observations: Observations, found: Found) -> None:
    named = np.array([bool(text.strip()) for text in observations.source.names])
    excluded = observations.status.rows_with("X", len(observations))
    for row in np.flatnonzero(excluded & ~named[observations.source.all_codes(len(observations))]):
        found.of(row).add(
            table.locate(int(row), "source"),
            msg("The status X says that a decision excludes this value, but no decision is named."),
            msg("Only a decision excludes a value, and everybody may read which."),
            msg("Write the decision into the column source."),
        )
