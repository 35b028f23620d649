"""One period scored again and again with other methods at some nodes. A node at and below which nothing is changed is
taken as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from tarazy.engine.model.changed import Changed, with_methods
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.result import NodeColumns
from tarazy.engine.model.units import Units
from tarazy.engine.run import stage_of
from tarazy.engine.run.columns import columns_of
from tarazy.engine.run.hands import hands
from tarazy.engine.run.problems import problems_of_periods, problems_of_refusals
from tarazy.engine.run.scored import Scored
from tarazy.engine.run.stage import Stage
from tarazy.engine.run.tree import Climbed, climb
from tarazy.engine.words import ProblemsFound

# What another method of these changes at a node, nodes see that stand above it and no others.
SEEN_ABOVE: Final = frozenset({"missing", "treat", "normalise", "weigh", "aggregate", "round"})


@dataclass(frozen=True)
class Known:
    """A period as a methodology scores it: the stage before anything is scored, and what every node comes to."""

    stage: Stage
    nodes: Mapping[str, Scored]


@dataclass(frozen=True)
class Again:
    """The same with other methods at some nodes: the columns of the index; the scores of every node; of the nodes that
    were scored again, the effective weights of their children.
    """

    index: NodeColumns
    scores: Mapping[str, Vector]
    weights: Mapping[str, Vector]


def known_period(methodology: Methodology, inputs: Inputs, units: Units, period: str) -> Known:
    """Score a period as it is, and keep the scores of every node.

    Raises: ProblemsFound with everything that a method refused.
    """
    if problems := list(problems_of_periods(methodology, units, (period,))):
        raise ProblemsFound(problems)
    stage = stage_of(methodology, inputs, units, period, frozenset(methodology.nodes))
    nodes = _climbed(stage).kept
    return Known(stage, {id: replace(scored, value=None, weights={}) for id, scored in nodes.items()})


def is_known_enough(known: Known, changed: Changed) -> bool:
    """Whether the period can be scored again by what is known of it: no other than the nodes above see what is changed,
    nothing more is read, and no ranking looks at the scores of earlier periods, which change too.
    """
    methodology = known.stage.methodology
    if methodology.scores_before or any(step not in SEEN_ABOVE for taken in changed.values() for step in taken):
        return False
    other, read = with_methods(methodology, changed), frozenset(methodology.reads)
    return all(read.issuperset(other.nodes[id].reads()) for id in changed)


def scored_again(known: Known, changed: Changed) -> Again:
    """The period with other methods at some nodes, where enough is known of it; what `run` gives `with_methods`.

    Raises: ProblemsFound with everything that a method refused.
    """
    methodology = with_methods(known.stage.methodology, changed)
    reached = _with_all_above(methodology, changed)
    fixed = {id: scored for id, scored in known.nodes.items() if id not in reached}
    stage = replace(known.stage, methodology=methodology, fixed=fixed)
    climbed = _climbed(stage)
    index = Climbed({INDEX: climbed.kept[INDEX]}, climbed.weights)
    columns = columns_of(stage, index, {}, map)
    return Again(columns[INDEX], {id: scored.score for id, scored in climbed.kept.items()}, climbed.weights)


def _with_all_above(methodology: Methodology, changed: Changed) -> set[str]:
    found = {INDEX}
    for id in changed:
        while id not in found:
            found.add(id)
            id = methodology.parents[id]
    return found


def _climbed(stage: Stage) -> Climbed:
    with hands(len(stage.units), alone=False) as in_turn:
        climbed = climb(stage, in_turn)
    if problems := problems_of_refusals(stage, climbed.refused):
        raise ProblemsFound(problems)
    return climbed
