"""The worked examples of a methodology, run: what each expects and what came."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from tarazy.engine.load.tables.observations import About, read_observations_table
from tarazy.engine.load.tables.table import Found, table_of
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.result import PeriodResult, Result
from tarazy.engine.model.take import take
from tarazy.engine.model.units import Units
from tarazy.engine.model.worked_example import Case, Expected
from tarazy.engine.run import run
from tarazy.engine.words import Problem, ProblemsFound

# Half a unit of the last digit, and a little for numbers that lie exactly between two.
_HALF: Final = 0.5 * (1 + 1e-9)


@dataclass(frozen=True)
class Difference:
    """One expectation that was not met. `what`: value, score, rank, band or reason; None: there is none."""

    unit: str
    node: str
    what: str
    expected: float | str
    came: float | str | None


@dataclass(frozen=True)
class Outcome:
    """How a case ended. `compared`: how many numbers and words were; `problems`: why it could not be run."""

    case: Case
    compared: int
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.differences and not self.problems


def run_cases(methodology: Methodology) -> tuple[Outcome, ...]:
    """Run every worked example of the methodology, in the order of their files.

    >>> from tarazy.engine.load import load_methodology
    >>> [outcome.passed for outcome in run_cases(load_methodology("wales/imd/2019"))]
    [True]
    """
    return tuple(_outcome(methodology, case) for case in methodology.cases)


def _outcome(methodology: Methodology, case: Case) -> Outcome:
    compared = sum(1 for expected in case.expect for _ in _expectations(expected))
    try:
        result = _scored(methodology, case)
    except ProblemsFound as refused:
        return Outcome(case, compared, problems=refused.problems)
    differences = [
        difference for expected in case.expect for difference in _differences(result, next(iter(result)), expected)
    ]
    return Outcome(case, compared, tuple(differences))


def _scored(methodology: Methodology, case: Case) -> Result:
    rows = [{name: getattr(row, name) for name in row.__struct_fields__} for row in case.observations]
    schema = dict.fromkeys(("unit", "period", "variable", "breakdown", "series", "status", "source"), pl.String)
    table = pl.DataFrame(rows, schema={**schema, "value": pl.Float64})
    found = Found(f"cases/{case.case}.yaml")
    observations = read_observations_table(table_of(table, found.table), About(), found)
    if observations is None or found:
        raise ProblemsFound(found.listed())
    units = _units(case)
    return run(methodology, take(observations, methodology, units, [case.period]), units, [case.period])


def _units(case: Case) -> Units:
    """The units of a case exist without limit of time."""
    rows = sorted((row.unit, row.kind, row.peer_group) for row in case.units)
    ids, kinds, peer_groups = (np.array(column, dtype=np.str_) for column in zip(*rows, strict=True))
    ever = np.full(len(rows), np.datetime64("NaT", "D"))
    return Units(ids, kinds, peer_groups, ever, ever)


def _expectations(expected: Expected) -> Iterator[tuple[str, float | str]]:
    for what in ("value", "score", "rank", "band", "reason"):
        wanted = getattr(expected, what)
        if wanted is not None:
            yield what, wanted


def _differences(result: Result, period: PeriodResult, expected: Expected) -> Iterator[Difference]:
    for what, wanted in _expectations(expected):
        came = _came(result, period, expected, what)
        if not _agree(wanted, came, expected.decimals if what in ("value", "score") else None):
            yield Difference(expected.unit, expected.node, what, wanted, came)


def _came(result: Result, period: PeriodResult, expected: Expected, what: str) -> float | str | None:
    """What the run gave; None if it gave nothing, or did not score the unit."""
    if expected.unit not in period.units:
        return None
    columns, at = period.nodes[expected.node], period.units.index(expected.unit)
    if what == "band":
        position = int(columns.band[at])
        return None if position < 0 else result.bands[position]
    if what == "reason":
        return period.reasons[int(columns.reason[at])] or None
    column = getattr(columns, what)
    number = math.nan if column is None else float(column[at])
    return None if math.isnan(number) else number


def _agree(wanted: float | str, came: float | str | None, decimals: int | None) -> bool:
    """Whether they are the same; numbers to the digits that the case states."""
    if isinstance(wanted, float) and isinstance(came, float) and decimals is not None:
        return abs(wanted - came) <= _HALF * 10.0**-decimals
    return wanted == came
