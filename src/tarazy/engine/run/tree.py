"""One period, over the tree: who a node applies to from the top down, scores from the leaves up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from tarazy.engine.model.methodology import INDEX, Dimension, Indicator, Node
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.scene import Refused
from tarazy.engine.run.dimension import score_dimension
from tarazy.engine.run.hands import InTurn
from tarazy.engine.run.indicator import score_indicator
from tarazy.engine.run.scored import Scored
from tarazy.engine.run.stage import Stage, method_of


@dataclass(frozen=True)
class Climbed:
    """What is left of a tree after the climb: the kept nodes, the kept weights, and everything that was refused, by
    node.
    """

    kept: dict[str, Scored] = field(default_factory=dict)
    weights: dict[str, Vector] = field(default_factory=dict)
    refused: dict[str, Refused] = field(default_factory=dict)


def climb(stage: Stage, in_turn: InTurn) -> Climbed:
    """Score every node. A node that is refused is not scored, nor is any above it; all others are, to find what else is
    refused.
    """
    climbed = Climbed()
    _score(stage, stage.methodology.index, applicability(stage, climbed.refused), climbed, in_turn)
    return climbed


def applicability(stage: Stage, refused_by: dict[str, Refused]) -> dict[str, Flags | None]:
    """To whom each node applies as far as the text says: bool[n], None = to all. Below a node that does not apply
    nothing does. A node whose rule is refused is taken to apply like the node above, to find what else is refused.
    """
    found: dict[str, Flags | None] = {}
    for id, node in stage.methodology.nodes.items():
        above = None if id == INDEX else found[stage.methodology.parents[id]]
        found[id] = above
        if rule := method_of(node, "apply"):
            try:
                own: Flags = stage.take(id, "apply", rule[0], stage.units, rule[1], stage.scene(node))
            except Refused as refused:
                refused_by[id] = refused
                continue
            found[id] = own if above is None else own & above
    return found


def _score(
    stage: Stage, dimension: Dimension, applicable: dict[str, Flags | None], climbed: Climbed, in_turn: InTurn
) -> Scored | None:
    if dimension.id in stage.fixed:
        return _fixed(stage, dimension, climbed)
    nodes = stage.methodology.nodes
    scored: dict[str, Scored | None] = {}
    for child in (nodes[id] for id in dimension.children):
        if isinstance(child, Dimension):
            scored[child.id] = _score(stage, child, applicable, climbed, in_turn)
    leaves = [child for child in (nodes[id] for id in dimension.children) if isinstance(child, Indicator)]
    for id, leaf in in_turn(lambda leaf: (leaf.id, _leaf(stage, leaf, applicable, climbed)), leaves):
        scored[id] = leaf
    children = list(_all_scored(scored[id] for id in dimension.children))
    if len(children) < len(dimension.children):
        return None
    try:
        result = score_dimension(stage, dimension, children, climbed.kept, in_turn)
    except Refused as refused:
        climbed.refused[dimension.id] = refused
        return None
    # What a replicate leaves out counts for nobody.
    absent = (child for child in dimension.children if child in stage.weighed and child not in result.weights)
    climbed.weights.update(result.weights, **{child: np.full(len(stage.units), np.nan) for child in absent})
    if dimension.id in stage.keep:
        climbed.kept[dimension.id] = result
    return result


def _fixed(stage: Stage, node: Node, climbed: Climbed) -> Scored:
    """A node as it is, and below it what somebody looks at."""
    for child in node.children if isinstance(node, Dimension) else ():
        _fixed(stage, stage.methodology.nodes[child], climbed)
    if node.id in stage.keep:
        climbed.kept[node.id] = stage.fixed[node.id]
    return stage.fixed[node.id]


def _leaf(stage: Stage, indicator: Indicator, applicable: dict[str, Flags | None], climbed: Climbed) -> Scored | None:
    if indicator.id in stage.fixed:
        return _fixed(stage, indicator, climbed)
    try:
        result = score_indicator(stage, indicator, applicable[indicator.id])
    except Refused as refused:
        climbed.refused[indicator.id] = refused
        return None
    if indicator.id in stage.keep:
        climbed.kept[indicator.id] = result
    return result


def _all_scored(children: Iterator[Scored | None]) -> Iterator[Scored]:
    return (child for child in children if child is not None)
