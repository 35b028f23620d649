"""Rows that would be recorded and may not be: another's unit, a series that is not imported, no source, a revision out
of turn. `rows` are positions in the observations; only those are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.load.tables.table import Found
from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.engine.words import msg

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Allowed:
    """For which units somebody may record, and in which series."""

    units: Collection[str]
    series: Collection[str]


def find_not_allowed(observations: Observations, rows: Rows, allowed: Allowed, found: Found) -> None:
    """Note each row whose series is recorded in another way, or whose unit is another's."""
    of_series = msg("The series {series} is not imported.")
    of_unit = msg("The unit {unit} lies outside what your organisation answers for.")

    def series(row: int) -> None:
        found.of(row).add(
            observations.place(row),
            of_series,
            msg(
                "Reports of bodies, verified values, decisions, targets and published scores come from the acts "
                "that make them, with their procedure."
            ),
            msg("Import these series only: {possible}."),
            series=observations.series.at(row),
            possible=", ".join(allowed.series),
        )

    def unit(row: int) -> None:
        found.of(row).add(
            observations.place(row),
            of_unit,
            msg("Values are recorded by the analysts of the centre, or of the scope in which the unit lies."),
            msg("Remove the row, or give the file to an analyst of the centre."),
            unit=observations.unit.at(row),
        )

    count = len(observations)
    wrong_series = _where(observations.series, rows, count, lambda text: text not in allowed.series)
    found.add_each(wrong_series, of_series, series)
    others = np.setdiff1d(rows, wrong_series, assume_unique=True)
    found.add_each(_where(observations.unit, others, count, lambda text: text not in allowed.units), of_unit, unit)


def find_without_source(observations: Observations, rows: Rows, found: Found) -> None:
    """Note each row that names no source."""
    what = msg("The value names no source.")

    def add(row: int) -> None:
        found.of(row).add(
            observations.place(row),
            what,
            msg("Everybody may check where a value comes from."),
            msg(
                "Write the source into the column source, or give that of the whole table (for the command: --source)."
            ),
        )

    found.add_each(_where(observations.source, rows, len(observations), lambda text: not text.strip()), what, add)


def find_out_of_turn(observations: Observations, rows: Rows, found: Found) -> None:
    """Note each of these rows, which name a revision that is recorded otherwise or cannot be the next one."""
    what = msg("Revision {revision} of {unit}, {variable}, {period} is recorded otherwise, or is not the next one.")

    def add(row: int) -> None:
        one = observations.at(row)
        found.of(row).add(
            one.place,
            what,
            msg("What is recorded is never changed, and revisions follow each other without a gap."),
            msg("Leave out the column revision: then what differs becomes the next revision, with its reason."),
            revision=one.revision,
            unit=one.unit,
            variable=one.variable,
            period=one.period,
        )

    found.add_each(rows, what, add)


def _where(column: Coded, rows: Rows, count: int, is_wrong: Callable[[str], bool]) -> Rows:
    wrong = np.array([is_wrong(name) for name in column.names], dtype=np.bool_)
    return rows[wrong[column.all_codes(count)[rows]]]
