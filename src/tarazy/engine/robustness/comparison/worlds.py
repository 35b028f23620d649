"""The worlds between two sides: whose rule is applied to whose figures."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import AssessedPeriods, Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.period import earlier, last_day
from tarazy.engine.model.take import take
from tarazy.engine.model.units import Units


@dataclass(frozen=True)
class Rule:
    """A methodology as it stands in one of the periods that it assesses."""

    methodology: Methodology
    period: str


@dataclass(frozen=True)
class Side:
    """One of the two sides that are compared: a methodology and the figures of a period.

    Where the methodology does not assess the period, it is taken as it stands in the nearest one that it does.
    """

    methodology: Methodology
    observations: Observations
    period: str

    @property
    def rule(self) -> Rule:
        assessed = self.methodology.assessed_periods
        nearest = max(self.period, assessed.from_)
        return Rule(self.methodology, nearest if assessed.to is None else min(nearest, assessed.to))


@dataclass(frozen=True)
class World:
    """What a run of a rule reads: units, and columns over them under the names of the rule's own periods.

    `among_all`: the positions of the units among all units.
    """

    units: Units
    among_all: NDArray[np.intp]
    inputs: Inputs

    def at(self, unit: int) -> int:
        """The position, among the units of the world, of a unit that is known by its position among all."""
        return int(np.searchsorted(self.among_all, unit))


def world(
    rule: Rule, observations: Observations, period: str, units: Units, as_of: datetime.datetime | None = None
) -> World:
    """The figures of a period as a rule of the same or of another period reads them.

    What the rule reads from so many periods before its own is read from so many before the period of the figures, and
    a unit exists for it when it existed then.
    """
    assessed = AssessedPeriods(from_="0000")
    anytime = msgspec.structs.replace(rule.methodology, assessed_periods=assessed)
    inputs = take(observations, anytime, units, [period], as_of)
    moved = {earlier(period, lag): earlier(rule.period, lag) for lag in _lags(rule.methodology)}
    inputs = replace(
        inputs,
        columns={(name, moved[of]): column for (name, of), column in inputs.columns.items() if of in moved},
        decisions={(name, moved[of]): by for (name, of), by in inputs.decisions.items() if of in moved},
    )
    scored = (0, *rule.methodology.scores_before)
    then = [last_day(earlier(period, lag)) for lag in scored]
    now = [last_day(earlier(rule.period, lag)) for lag in scored]
    existing = _existing_as(units, then, now)
    among_all = np.flatnonzero(np.any([existing.valid_on(day) for day in now], axis=0))
    return World(existing.only(among_all), among_all, only(inputs, among_all))


def _lags(methodology: Methodology) -> set[int]:
    return {read.lag + before for read in methodology.reads for before in (0, *methodology.scores_before)}


def _existing_as(units: Units, then: list[datetime.date], now: list[datetime.date]) -> Units:
    """The units, each of which exists on those of the days `now` on whose counterpart `then` it does, and on no others
    that matter.
    """
    days = np.array(now, dtype="datetime64[D]")[:, np.newaxis]
    exists = np.stack([units.valid_on(day) for day in then])
    first = np.where(exists, days, np.datetime64("9999-12-31", "D")).min(axis=0)
    last = np.where(exists, days, np.datetime64("0001-01-01", "D")).max(axis=0)
    return replace(units, valid_from=first, valid_to=last + np.timedelta64(1, "D"))


def only(inputs: Inputs, chosen: NDArray[np.intp]) -> Inputs:
    """The columns of some of the units."""
    if len(chosen) == inputs.count:
        return inputs
    place = {unit: at for at, unit in enumerate(chosen.tolist())}
    decisions = {
        key: {place[unit]: source for unit, source in by.items() if unit in place}
        for key, by in inputs.decisions.items()
    }
    columns = {key: (values[chosen], states[chosen]) for key, (values, states) in inputs.columns.items()}
    return Inputs(len(chosen), columns, decisions, inputs.data_hash)


def with_own(others: World, own: World, unit: int) -> World:
    """The world of the others, in which one unit, known by its position among all, has the figures of its own."""
    there, here = others.at(unit), own.at(unit)
    columns = dict(others.inputs.columns)
    for key in own.inputs.columns.keys() | columns.keys():
        mine = _cell(own.inputs, key, here)
        if _differs(mine, _cell(others.inputs, key, there)):
            values, states = others.inputs.column(*key)
            columns[key] = values.copy(), states.copy()
            columns[key][0][there], columns[key][1][there] = mine[:2]
    decisions = {key: {at: by for at, by in of.items() if at != there} for key, of in others.inputs.decisions.items()}
    for key, of in own.inputs.decisions.items():
        if here in of:
            decisions.setdefault(key, {})[there] = of[here]
    begun, gone = others.units.valid_from.copy(), others.units.valid_to.copy()
    begun[there], gone[there] = own.units.valid_from[here], own.units.valid_to[here]
    units = replace(others.units, valid_from=begun, valid_to=gone)
    return World(units, others.among_all, Inputs(others.inputs.count, columns, decisions))


_Cell = tuple[float, int, str | None]


def _cell(inputs: Inputs, key: tuple[str, str], at: int) -> _Cell:
    values, states = inputs.columns.get(key, (None, None))
    if values is None or states is None:
        return float("nan"), 0, None
    return float(values[at]), int(states[at]), inputs.decisions.get(key, {}).get(at)


def _differs(one: _Cell, other: _Cell) -> bool:
    both_missing = np.isnan(one[0]) and np.isnan(other[0])
    return one[1:] != other[1:] or not (both_missing or one[0] == other[0])


def changed(one: World, other: World, count: int) -> NDArray[np.bool_]:
    """bool[count] over all units: those in both worlds whose own figures are not the same in them."""
    both = np.intersect1d(one.among_all, other.among_all)
    here, there = np.searchsorted(one.among_all, both), np.searchsorted(other.among_all, both)
    found = (one.units.valid_from[here] != other.units.valid_from[there]) | (
        one.units.valid_to[here] != other.units.valid_to[there]
    )
    for key in one.inputs.columns.keys() | other.inputs.columns.keys():
        (values, states), (others, other_states) = one.inputs.column(*key), other.inputs.column(*key)
        mine, theirs = values[here], others[there]
        found |= (states[here] != other_states[there]) | ((mine != theirs) & ~(np.isnan(mine) & np.isnan(theirs)))
        found |= _other_decisions(one.inputs.decided(*key), other.inputs.decided(*key), here, there)
    result = np.zeros(count, dtype=np.bool_)
    result[both] = found
    return result


def _other_decisions(
    one: Mapping[int, str], other: Mapping[int, str], here: NDArray[np.intp], there: NDArray[np.intp]
) -> NDArray[np.bool_]:
    if one == other and np.array_equal(here, there):
        return np.zeros(len(here), dtype=np.bool_)
    pairs = zip(here.tolist(), there.tolist(), strict=True)
    return np.array([one.get(mine) != other.get(theirs) for mine, theirs in pairs], dtype=np.bool_)
