"""From observations to the dense columns of a run: which observation counts for a unit, and which do not."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.data_hash import Group, data_hash
from tarazy.engine.model.grid import Grid
from tarazy.engine.model.inputs import CANNOT_EXIST, VALUE_OR_MISSING, Inputs, States
from tarazy.engine.model.inputs import EXCLUDED as STATE_EXCLUDED
from tarazy.engine.model.methodology import Methodology, Observed, Variable
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.observations import (
    EXCLUDED_BY_DECISION,
    STATISTICS,
    TOTAL,
    Observations,
)
from tarazy.engine.model.period import earlier, last_day
from tarazy.engine.model.planes import Column, Plane, plane_of
from tarazy.engine.model.taken import STATE_OF_STATUS, observation_taken
from tarazy.engine.model.units import Units

Flags = NDArray[np.bool_]
_ROWS_AT_ONCE: Final = 1 << 21
_THREADS: Final = 2


def take(
    observations: Observations | Grid,
    methodology: Methodology,
    units: Units,
    periods: Sequence[str],
    as_of: datetime.datetime | None = None,
) -> Inputs:
    """The values that a run of the periods reads, over all units.

    For each variable the series that it accepts are asked in order, each for its last revision recorded not after
    `as_of` (None: the last of all). The first that has a row decides: a value is used; M (cannot exist) and X (excluded
    by a decision) end the search; O, L and Q pass it on to the next. Rows of other units and variables are not looked
    at. A sum over breakdowns is searched for part by part, see `_added`.
    """
    taken, errors, groups, spread = _taken(observations, methodology, units, periods, as_of)
    decisions = {} if isinstance(observations, Grid) else _decisions(observations, methodology, units, taken, as_of)
    return Inputs(len(units), taken, decisions, data_hash(_groups(groups, spread), units.ids), errors)


def rows_taken(
    observations: Observations,
    methodology: Methodology,
    units: Units,
    periods: Sequence[str],
    as_of: datetime.datetime | None = None,
) -> NDArray[np.intp]:
    """The rows of the observations over which the data hash of such a run goes, in their order."""
    _, _, groups, spread = _taken(observations, methodology, units, periods, as_of)
    # The rows are spread as the values were, so that a later revision stands in the place of an earlier one.
    numbers = np.arange(len(observations), dtype=np.float64)
    numbered = replace(observations, value=numbers, status=Coded(("",)), se=None, n=None)
    where = _spread_out(numbered, methodology, list(spread.row), units, as_of)
    found = [where.planes[series].value[where.row[column]][counted] for (column, series), counted in groups.items()]
    return np.sort(np.concatenate([np.zeros(0), *found]).astype(np.intp))


_Groups = dict[tuple[Column, str], Flags]


def _taken(
    observations: Observations | Grid,
    methodology: Methodology,
    units: Units,
    periods: Sequence[str],
    as_of: datetime.datetime | None,
) -> tuple[dict[tuple[str, str], tuple[Vector, States]], dict[tuple[str, str], Vector], _Groups, _SpreadOut]:
    """The columns of a run, the standard errors of those that have any, the units for which the search ended in each
    column and series, and where they stand.
    """
    sought = _sought(methodology, periods)
    spread = _spread_out(
        observations, methodology, sorted({column for one in sought for column in one.columns}), units, as_of
    )
    assessed = {scored: _assessed(methodology, units, scored) for scored in {one.scored for one in sought}}
    groups: _Groups = {}
    taken: dict[tuple[str, str], tuple[Vector, States]] = {}
    errors: dict[tuple[str, str], Vector] = {}
    for variable, period, columns, scored in sought:
        parts = [_search(variable, column, spread, len(units)) for column in columns]
        taken[variable.variable, period] = _added(parts)
        if any(part.error is not None for part in parts):
            errors[variable.variable, period] = _error_of_sum(parts)
        for column, part in zip(columns, parts, strict=True):
            for series, ended in part.ended.items():
                counted = ended & assessed[scored]
                groups[column, series] = groups[column, series] | counted if (column, series) in groups else counted
    return taken, errors, groups, spread


@dataclass(frozen=True)
class _SpreadOut:
    """What each series says, as planes of columns x units; `row`: that of a column in every plane, if it has any."""

    planes: Mapping[str, Plane]
    row: Mapping[Column, int]
    statuses: tuple[str, ...]


def _spread_out(
    observations: Observations | Grid,
    methodology: Methodology,
    columns: Sequence[Column],
    units: Units,
    as_of: datetime.datetime | None,
) -> _SpreadOut:
    if isinstance(observations, Grid):
        if not np.array_equal(observations.ids, units.ids):
            raise ValueError("the grid was read for other units")
        row = {Column(variable, TOTAL, period): at for (variable, period), at in observations.columns.items()}
        return _SpreadOut({STATISTICS: Plane(observations.values, None, None, None)}, row, ("",))
    accepted: set[str] = {series for variable in methodology.variables for series in variable.series}
    planes = {
        series: plane_of(observations, series, columns, units, as_of)
        for series in observations.series.names
        if series in accepted
    }
    return _SpreadOut(planes, {column: at for at, column in enumerate(columns)}, observations.status.names)


def periods_read(methodology: Methodology, periods: Sequence[str]) -> set[str]:
    """The periods whose observations a run of the periods reads: themselves and those that a lag reaches."""
    return {one.period for one in _sought(methodology, periods)}


def periods_scored(methodology: Methodology, periods: Sequence[str]) -> tuple[str, ...]:
    """The periods that must be scored for these to be: themselves and the earlier assessed ones whose scores the
    ranking looks at, then in the order of time.
    """
    before = {earlier(period, lag) for period in periods for lag in methodology.scores_before}
    assessed = {period for period in before if period >= methodology.assessed_periods.from_}
    return tuple(sorted({*periods, *assessed})) if assessed else tuple(periods)


class _Sought(NamedTuple):
    """A variable in a period in which a formula reads it: what is looked for, and for which scored periods."""

    variable: Variable
    period: str
    columns: tuple[Column, ...]
    scored: tuple[str, ...]


def _sought(methodology: Methodology, periods: Sequence[str]) -> list[_Sought]:
    read: dict[tuple[str, str], list[str]] = {}
    for lagged, period in product(
        sorted(methodology.reads, key=lambda one: (one.variable, one.lag)), periods_scored(methodology, periods)
    ):
        read.setdefault((lagged.variable, earlier(period, lagged.lag)), []).append(period)
    variables = methodology.variables_by_name
    return [
        _Sought(variables[name], period, _columns(variables[name].observed, period), tuple(scored))
        for (name, period), scored in read.items()
    ]


def _columns(observed: Observed, period: str) -> tuple[Column, ...]:
    return tuple(Column(observed.variable, breakdown, period) for breakdown in observed.breakdowns)


def _assessed(methodology: Methodology, units: Units, periods: Sequence[str]) -> Flags:
    """bool[n]: the units that are scored in any of the periods."""
    exists = np.zeros(len(units), dtype=np.bool_)
    for period in periods:
        exists |= units.valid_on(last_day(period))
    return exists & units.of_kinds(methodology.assessed_kinds)


class _Searched(NamedTuple):
    """One variable in one period: its column, for each series the units for which the search ended there, and the
    standard errors of the values, NaN where none is stated (None: nowhere).
    """

    values: Vector
    states: States
    ended: dict[str, Flags]
    error: Vector | None = None


def _search(variable: Variable, column: Column, spread: _SpreadOut, count: int) -> _Searched:
    states = np.zeros(count, dtype=np.uint8)
    row = spread.row.get(column)
    asked = [series for series in variable.series if series in spread.planes and row is not None]
    if len(asked) == 1 and spread.planes[asked[0]].status is None:
        plane = spread.planes[asked[0]]
        values = plane.value[row]
        return _Searched(values, states, {asked[0]: ~np.isnan(values)}, _error(plane, row))
    values = np.full(count, np.nan)
    open_still = np.ones(count, dtype=np.bool_)
    ended: dict[str, Flags] = {}
    error: Vector | None = None
    for series in asked:
        state = _states_of_plane(spread.planes[series], row or 0, spread.statuses)
        ends = open_still & (state != _PASSES)
        values[ends] = spread.planes[series].value[row][ends]
        states[ends] = state[ends]
        open_still &= ~ends
        ended[series] = ends
        stated = _error(spread.planes[series], row)
        if stated is not None and (ends & ~np.isnan(stated)).any():
            error = np.full(count, np.nan) if error is None else error
            error[ends] = stated[ends]
    return _Searched(values, states, ended, error)


def _error(plane: Plane, row: int | None) -> Vector | None:
    """The standard errors of one column, None where it has none at all."""
    if plane.se is None or row is None or np.isnan(plane.se[row]).all():
        return None
    return np.asarray(plane.se[row])


def _error_of_sum(parts: Sequence[_Searched]) -> Vector:
    """Of parts that are added the variances are: they are taken as estimated apart from each other."""
    total = np.zeros(len(parts[0].values))
    for part in parts:
        if part.error is not None:
            total += np.nan_to_num(part.error) ** 2
    return np.where(total > 0, np.sqrt(total), np.nan)


def _added(parts: Sequence[_Searched]) -> tuple[Vector, States]:
    """The sum of a variable's parts, for each unit: excluded where a decision excludes one of them; else missing where
    one is missing, never the sum of the others. A part that cannot exist adds nothing; if none can, the sum cannot.
    """
    if len(parts) == 1:
        return parts[0].values, parts[0].states
    values, states = np.zeros(len(parts[0].values)), np.full(len(parts[0].values), CANNOT_EXIST, dtype=np.uint8)
    for part in parts:
        exists = part.states != CANNOT_EXIST
        values += np.where(exists, part.values, 0.0)
        states[exists & (states == CANNOT_EXIST)] = VALUE_OR_MISSING
    for part in parts:
        states[part.states == STATE_EXCLUDED] = STATE_EXCLUDED
    return np.where(states == VALUE_OR_MISSING, values, np.nan), states


_PASSES: Final = 255


def _states_of_plane(plane: Plane, row: int, statuses: Sequence[str]) -> States:
    """uint8[n]: 0 a value, the states of Inputs where M or X stands, 255 where the search goes on."""
    if plane.status is None:
        return np.where(np.isnan(plane.value[row]), np.uint8(_PASSES), np.uint8(0))
    meaning = np.array([_PASSES, *(STATE_OF_STATUS.get(name, _PASSES) for name in statuses)], dtype=np.uint8)
    return np.asarray(meaning[plane.status[row]])


def _decisions(
    observations: Observations,
    methodology: Methodology,
    units: Units,
    taken: Mapping[tuple[str, str], tuple[Vector, States]],
    as_of: datetime.datetime | None,
) -> dict[tuple[str, str], dict[int, str]]:
    """The source of each decision that excludes a value."""
    decisions: dict[tuple[str, str], dict[int, str]] = {}
    for (name, period), (_, states) in taken.items():
        for unit in np.flatnonzero(states == STATE_EXCLUDED):
            variable = methodology.variables_by_name[name]
            parts = (
                observation_taken(observations, variable, breakdown, str(units.ids[unit]), period, as_of)
                for breakdown in variable.observed.breakdowns
            )
            sources = [part.source for part in parts if part and part.status == EXCLUDED_BY_DECISION]
            decisions.setdefault((name, period), {})[int(unit)] = sources[0] if sources else ""
    return decisions


def _groups(groups: Mapping[tuple[Column, str], Flags], spread: _SpreadOut) -> Iterator[Group]:
    for (column, series), counted in groups.items():
        plane, row = spread.planes[series], spread.row[column]
        yield Group(
            key=(column.variable, column.period, column.breakdown, series),
            counted=counted,
            value=plane.value[row],
            se=None if plane.se is None else plane.se[row],
            n=None if plane.n is None else plane.n[row],
            status=None if plane.status is None else plane.status[row],
            statuses=("", *spread.statuses),
        )
