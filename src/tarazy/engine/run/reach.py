"""How far a value that is not known reaches: which numbers of a result may depend on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.formula import Lagged
from tarazy.engine.model.methodology import INDEX, Dimension, Indicator, Methodology, Node
from tarazy.engine.model.methods import Methods, each
from tarazy.engine.model.numbers import Flags
from tarazy.engine.model.period import earlier
from tarazy.engine.model.planes import Column
from tarazy.engine.model.take import periods_scored
from tarazy.engine.model.units import Units
from tarazy.engine.run.stage import units_of_period
from tarazy.engine.steps import methods


@dataclass(frozen=True)
class Reached:
    """One node in one period, bool[n] over all units: which of its numbers may depend on an unknown value.

    `score`: also the reason, the band and both shares. `contribution` holds wherever there is one at all.
    """

    value: Flags
    score: Flags
    weight: Flags
    contribution: Flags
    rank: Flags


# By period and node.
Reach = Mapping[str, Mapping[str, Reached]]


def reach(
    methodology: Methodology,
    units: Units,
    periods: Sequence[str],
    unknown: Mapping[Column, Flags],
    *,
    comparing: bool = True,
) -> Reach:
    """Which numbers of a run of the periods may depend on unknown values, and so cannot be computed without them.

    Formula: a number depends on what its node reads for its unit, and on everything below. Where a method compares
    units, every unit with which it compares depends on what any of them does. The weight of a child depends on whether
    its siblings have scores, what a node brings to the index on everything, a rank on the scores of its peer group.
    Parameters: `unknown`: by variable, breakdown and period the units whose value is not known, bool[n]. `comparing`
    False: only what depends on the unit's own values.
    Returns: by period and node. What is not named there is the same whatever the unknown values are; not all that is
    named would differ.
    Raises: nothing.
    Source: the methods' own statement (RELATIVE, and what their parameters say that they read).
    """
    scored = {
        period: _scores(_World(methodology, units, period, unknown, comparing))
        for period in periods_scored(methodology, periods)
    }
    return {period: dict(_with_ranks(methodology, units, period, scored, comparing)) for period in periods}


@dataclass(frozen=True)
class _World:
    methodology: Methodology
    units: Units
    period: str
    unknown: Mapping[Column, Flags]
    comparing: bool

    def read(self, reads: Iterable[Lagged]) -> Flags:
        """Whose value of any of these is not known."""
        found = np.zeros(len(self.units), dtype=np.bool_)
        for read in reads:
            observed = self.methodology.variables_by_name[read.variable].observed
            for breakdown in observed.breakdowns:
                column = Column(observed.variable, breakdown, earlier(self.period, read.lag))
                found |= self.unknown.get(column, False)
        return found

    def compared(self, reached: Flags, taken: Methods, steps: Iterable[str] | None = None) -> Flags:
        """The same, with everybody with whom one of the methods compares those reached."""
        for step, parameters in each(taken):
            if (steps is None or step in steps) and methods(step)[parameters.method].RELATIVE and self.comparing:
                within = getattr(parameters, "within", "period")
                reached = _spread(reached, _groups(self.units, within), self._present)
        return reached

    @property
    def _present(self) -> Flags:
        return units_of_period(self.methodology, self.units, self.period)


# Of a node: whether it applies and its value, its score.
_Scores = dict[str, tuple[Flags, Flags]]


def _scores(world: _World) -> _Scores:
    applies: dict[str, Flags] = {}
    for id, node in world.methodology.nodes.items():
        applies[id] = world.read(_read_by(node, "apply"))
        if id != INDEX:
            applies[id] |= applies[world.methodology.parents[id]]
    found: _Scores = {}
    for id, node in reversed([*world.methodology.nodes.items()]):  # children before parents
        if isinstance(node, Dimension):
            found[id] = _of_dimension(world, node, applies[id], found)
        else:
            found[id] = _of_indicator(world, node, applies[id])
    return found


def _read_by(node: Node, *steps: str) -> list[Lagged]:
    return [Lagged(name) for step, parameters in each(node.methods) if step in steps for name in parameters.variables()]


def _of_indicator(world: _World, indicator: Indicator, applies: Flags) -> tuple[Flags, Flags]:
    value = applies | world.read((*indicator.value.inputs(), *_read_by(indicator, "denominate")))
    score = value | world.read(indicator.reads())
    for _, parameters in each(indicator.methods):
        for other in parameters.indicators():
            node = world.methodology.nodes[other]
            assert isinstance(node, Indicator)  # loading has seen to it
            score = score | world.read(node.reads())
    return value, world.compared(score, indicator.methods)


def _of_dimension(world: _World, dimension: Dimension, applies: Flags, found: _Scores) -> tuple[Flags, Flags]:
    below = {*dimension.children, *(id for _, parameters in each(dimension.methods) for id in parameters.nodes())}
    score = applies | world.read(dimension.reads())
    for id in sorted(below):
        score = score | found[id][1]
    return applies, world.compared(score, dimension.methods)


def _with_ranks(
    methodology: Methodology, units: Units, period: str, scored: Mapping[str, _Scores], comparing: bool
) -> Iterable[tuple[str, Reached]]:
    now = scored[period]
    lagged = [earlier(period, lag) for lag in methodology.scores_before]
    before = [scored[one] for one in lagged if one in scored]
    for id in methodology.nodes:
        value, score = now[id]
        ranked = score
        for scores in before:
            ranked = ranked | scores[id][1]
        if comparing:
            ranked = _spread(ranked, _groups(units, "peer_group"), units_of_period(methodology, units, period))
        weight = now[methodology.parents.get(id, INDEX)][1]
        yield id, Reached(value, score, weight, now[INDEX][1], ranked)


def _groups(units: Units, within: str) -> NDArray[Any]:
    if within == "kind":
        return units.kinds
    return units.peer_groups if within == "peer_group" else np.zeros(len(units), dtype=np.int8)


def _spread(reached: Flags, groups: NDArray[Any], present: Flags) -> Flags:
    if not reached.any():
        return reached
    return np.asarray(reached | (present & np.isin(groups, np.unique(groups[reached & present]))))
