"""Other codes of units (KATO, BIN, ISO): attributes with dates, given instead of ids."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.columns import coded_column, instant_column
from tarazy.engine.load.tables.table import Found, OfRows
from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.period import last_day
from tarazy.engine.words import ProblemsFound, msg
from tarazy.exchange.tables import read_table

COLUMNS = ("unit", "scheme", "code", "valid_from", "valid_to")


class Held(NamedTuple):
    """A code of a unit from the first day on, up to the first day no longer; NaT = without limit."""

    unit: str
    code: str
    valid_from: np.datetime64
    valid_to: np.datetime64


class Codes(NamedTuple):
    """The codes of one scheme."""

    scheme: str
    held: tuple[Held, ...]

    def unit(self, code: str, day: np.datetime64) -> str:
        """The unit that has the code on a day; for a back-cast, which lies before, the one that has it at all. "" if
        there is none.
        """
        having = [held for held in self.held if held.code == code]
        on_the_day = {
            held.unit
            for held in having
            if (np.isnat(held.valid_from) or held.valid_from <= day)
            and (np.isnat(held.valid_to) or day < held.valid_to)
        }
        units = on_the_day or {held.unit for held in having}
        return units.pop() if len(units) == 1 else ""


def _no_table(path: Path, scheme: str, found: Found) -> None:
    found.add(
        str(path),
        msg("There is no table of codes, so nobody knows which unit has which code of the scheme {scheme}."),
        msg("Other codes than ids are looked up in codes.csv beside the list of units."),
        msg("Put it there, with the columns {columns}; or give the units by their ids, without --code."),
        scheme=scheme,
        columns=", ".join(COLUMNS),
    )


def read_codes(path: Path, scheme: str) -> Codes:
    """The codes of a scheme from a table with the columns unit, scheme, code, valid_from, valid_to.

    Raises ProblemsFound with every problem.
    """
    found = Found(str(path))
    if not path.is_file():
        _no_table(path, scheme, found)
        raise ProblemsFound(found.listed())
    table = read_table(path, found)
    columns = () if table is None else table.columns
    if table is not None and not set(COLUMNS) <= set(columns):
        found.add(
            str(path),
            msg("The table of codes lacks a column; it needs: {columns}."),
            msg("A code belongs to a unit from one day to another."),
            msg("Add the column."),
            columns=", ".join(COLUMNS),
        )
    if table is None or found:
        raise ProblemsFound(found.listed())
    unit, schemes, code = (coded_column(table, name) for name in COLUMNS[:3])
    valid_from, valid_to = (instant_column(table, name, found).astype("datetime64[D]") for name in COLUMNS[3:])
    held = tuple(
        Held(unit.at(row), code.at(row), valid_from[row], valid_to[row])
        for row in range(len(table))
        if schemes.at(row) == scheme
    )
    if not held:
        found.add(
            str(path),
            msg("No unit has a code of the scheme {scheme}."),
            msg("The table has codes of: {schemes}."),
            msg("Name one of these with --code."),
            scheme=scheme,
            schemes=", ".join(sorted(set(schemes.names))),
        )
    if found:
        raise ProblemsFound(found.listed())
    return Codes(scheme, held)


def in_ids(observations: Observations, codes: Codes, found: Found) -> Observations:
    """The same observations with ids of units in place of codes; which unit a code means depends on the period."""
    count = len(observations)
    periods = observations.period
    pair = observations.unit.all_codes(count).astype(np.int64) * len(periods.names) + periods.all_codes(count)
    pairs, first, inverse = np.unique(pair, return_index=True, return_inverse=True)
    units = []
    for at, (number, row) in enumerate(zip(pairs.tolist(), first.tolist(), strict=True)):
        code, period = observations.unit.names[number // len(periods.names)], periods.names[number % len(periods.names)]
        unit = codes.unit(code, np.datetime64(last_day(period), "D"))
        if not unit:
            _unknown_code(observations, codes, row, found.of(np.flatnonzero(inverse == at)))
        units.append(unit)
    chosen = Coded.of(units)
    return dataclasses.replace(observations, unit=Coded(chosen.names, chosen.all_codes(len(units))[inverse]))


def _unknown_code(observations: Observations, codes: Codes, row: int, of: OfRows) -> None:
    of.add(
        observations.place(row),
        msg("No unit, or more than one, has the code {code} of the scheme {scheme} at the end of {period}."),
        msg("A code belongs to a unit from one day to another, and without its unit the value would be lost."),
        msg("Correct the code, or add it to codes.csv beside the list of units."),
        code=shown(observations.unit.at(row)),
        scheme=codes.scheme,
        period=observations.period.at(row),
    )
