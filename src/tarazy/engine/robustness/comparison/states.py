"""What a unit comes to in every state between two sides: its own figures, those of the others and the rule switched."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.methods import each
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.places import places_among
from tarazy.engine.model.result import PeriodResult
from tarazy.engine.robustness.comparison.worlds import Rule, World
from tarazy.engine.run import Witnessed, run
from tarazy.engine.steps import methods


@dataclass(frozen=True)
class Outcome:
    """A run of a rule in one world, spread out over all units: NaN where a unit has none or is not in it.

    `deciding`: by node the numbers by which units are placed.
    """

    result: PeriodResult
    bands: tuple[str, ...]
    score: Mapping[str, Vector]
    rank: Mapping[str, Vector]
    deciding: Mapping[str, Vector]


def outcome(rule: Rule, world: World, nodes: Collection[str], count: int) -> Outcome:
    """Score a world of some of `count` units.

    Raises: ProblemsFound with everything that the rule refuses.
    """
    placed: dict[str, Witnessed] = {}

    def see(step: Witnessed) -> None:
        if step.step == "rank":
            placed[step.node] = step

    whole = run(rule.methodology, world.inputs, world.units, [rule.period], nodes, witness=see)
    result = whole.periods[0]
    at = world.among_all[np.isin(world.units.ids, result.units)]
    return Outcome(
        result,
        whole.bands,
        score={node: spread(columns.score, at, count) for node, columns in result.nodes.items()},
        rank={node: spread(columns.rank, at, count) for node, columns in result.nodes.items()},
        deciding={node: spread(step.module.deciding(*step.given), at, count) for node, step in placed.items()},
    )


def spread(column: Vector, at: NDArray[np.intp], count: int) -> Vector:
    """float64[count]: a column in its places among all units."""
    whole = np.full(count, np.nan)
    whole[at] = column
    return whole


def comparing(methodology: Methodology) -> frozenset[str]:
    """The nodes whose scores come from comparing units, there or below."""
    found: set[str] = set()
    for id, node in methodology.nodes.items():
        if any(methods(step)[parameters.method].RELATIVE for step, parameters in each(node.methods)):
            found.add(id)
            while id != INDEX:
                id = methodology.parents[id]
                found.add(id)
    return frozenset(found)


@dataclass(frozen=True)
class States:
    """All states of the units at some nodes: `score` and `rank` by whose figures are the unit's own, whose those of the
    others (0 the first side, 1 the second) and which rule applies. NaN where there is none, or it could not be told.

    `rules` in the order of the states, and for each the nodes whose scores come from comparing units; `worlds` (one
    where the figures are the same for everybody) and `outcomes` by figures and rule; an outcome is None where the rule
    refuses the figures. `exchanged`: by own figures and rule, what units come to among others whose figures are from
    the other side, for nodes whose scores come from comparing units.
    """

    rules: Sequence[Rule]
    comparing: Sequence[frozenset[str]]
    worlds: Mapping[tuple[int, int], World]
    outcomes: Mapping[tuple[int, int], Outcome | None]
    groups: NDArray[np.int32]
    exchanged: Mapping[tuple[int, int], Mapping[str, tuple[Vector, Vector]]]

    @property
    def count(self) -> int:
        return len(self.groups)

    def score(self, node: str, own: int, others: int, rule: int) -> Vector:
        """float64[count]: the score of each unit in the state."""
        if self._is_exchanged(node, own, others, rule):
            return self._exchanged(node, own, rule)[0]
        told = self.outcomes[own, rule]
        return self._nothing() if told is None else told.score.get(node, self._nothing())

    def rank(self, node: str, own: int, others: int, rule: int) -> Vector:
        """float64[count]: the rank of each unit in the state."""
        if self._is_exchanged(node, own, others, rule):
            return self._exchanged(node, own, rule)[1]
        mine, theirs = self.outcomes[own, rule], self.outcomes[others, rule]
        if mine is None or theirs is None or node not in mine.rank or node not in theirs.rank:
            return self._nothing()
        if mine is theirs:
            return mine.rank[node]
        parameters = self.rules[rule].methodology.methods["rank"]
        ties = methods("rank")[parameters.method].ties(parameters)  # type: ignore[union-attr]
        first = parameters.order == "highest_first"  # type: ignore[union-attr]
        return places_among(mine.deciding[node], theirs.deciding[node], self.groups, highest_first=first, ties=ties)

    def _is_exchanged(self, node: str, own: int, others: int, rule: int) -> bool:
        """Whether the score itself depends on whose figures the others have."""
        return self.worlds[own, rule] is not self.worlds[others, rule] and node in self.comparing[rule]

    def _exchanged(self, node: str, own: int, rule: int) -> tuple[Vector, Vector]:
        return self.exchanged.get((own, rule), {}).get(node, (self._nothing(), self._nothing()))

    def _nothing(self) -> Vector:
        return np.full(self.count, np.nan)
