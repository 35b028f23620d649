"""The walk from a score down to the values it is made of. Knows no method by name: each tells its own reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.explanation.model import Input, NodeExplained, Taken
from tarazy.engine.model.methodology import Dimension, Indicator, Methodology, Node
from tarazy.engine.model.methods import each
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.result import PeriodResult
from tarazy.engine.model.text import Text
from tarazy.engine.run.witness import Witnessed


@dataclass(frozen=True)
class Walk:
    """One unit in one period of a witnessed run; `at` is the unit's position, `top` the node that is explained."""

    methodology: Methodology
    result: PeriodResult
    bands: tuple[str, ...]
    steps: Mapping[str, Sequence[Witnessed]]
    inputs: Mapping[str, tuple[Input, ...]]
    at: int
    top: str

    @property
    def best(self) -> float:
        points = self.methodology.points
        return points.high if self.methodology.better == "higher" else points.low


def by_node(witnessed: Sequence[Witnessed]) -> Mapping[str, Sequence[Witnessed]]:
    found: dict[str, list[Witnessed]] = defaultdict(list)
    for step in witnessed:
        found[step.node].append(step)
    return found


def explained(walk: Walk, id: str, index_weight: float | None = 1.0, additive: bool = True) -> NodeExplained:
    """The node and everything below it. `index_weight`: its weight in the explained node, None where it does not
    count; `additive`: all aggregations above it are.
    """
    node = walk.methodology.nodes[id]
    columns = walk.result.nodes[id]
    score, weight = number(columns.score[walk.at]), number(columns.weight[walk.at])
    counts = score is not None and index_weight is not None
    below = additive and isinstance(node, Dimension) and _is_additive(walk, id)
    return NodeExplained(
        node=id,
        title=walk.methodology.title if id == walk.methodology.index.id else node.title,
        code=node.code,
        is_indicator=isinstance(node, Indicator),
        score=score,
        best=walk.best,
        value=None if columns.value is None else number(columns.value[walk.at]),
        unit_of_measure=_unit_of_measure(walk.methodology, node),
        formula=node.value.text if isinstance(node, Indicator) else None,
        weight=None if id == walk.top else weight,
        index_weight=index_weight if counts else None,
        contribution=_product(index_weight, score) if additive else None,
        points_lost=points_lost(walk, id) if counts else None,
        band=walk.bands[columns.band[walk.at]] if columns.band[walk.at] >= 0 else None,
        rank=number(columns.rank[walk.at]),
        share_not_counted=number(columns.share_not_counted[walk.at]) or 0.0,
        share_imputed=number(columns.share_imputed[walk.at]) or 0.0,
        reason=walk.result.reasons[columns.reason[walk.at]],
        steps=_steps(walk, id),
        inputs=walk.inputs.get(id, ()),
        titles=_titles(walk.methodology, node),
        children=tuple(
            explained(walk, child, _share(walk, child, index_weight), below)
            for child in (node.children if isinstance(node, Dimension) else ())
        ),
    )


def number(of: float | np.floating) -> float | None:
    """A number of a column as Python has it; None where there is none."""
    return None if np.isnan(of) else float(of)


def _share(walk: Walk, child: str, of_parent: float | None) -> float | None:
    weight = number(walk.result.nodes[child].weight[walk.at])
    return _product(weight, of_parent)


def _product(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one * other


def _titles(methodology: Methodology, node: Node) -> dict[str, Text]:
    children = node.children if isinstance(node, Dimension) else ()
    read = (id for _, parameters in each(node.methods) for id in (*parameters.indicators(), *parameters.nodes()))
    return {id: methodology.nodes[id].title for id in dict.fromkeys((*children, *read))}


def _unit_of_measure(methodology: Methodology, node: Node) -> Text | None:
    if isinstance(node, Dimension):
        return None
    return methodology.units_of_measure_by_id[node.unit_of_measure].symbol


def _is_additive(walk: Walk, id: str) -> bool:
    taken = walk.steps[id]
    is_sum = any(step.step == "aggregate" and step.module.ADDITIVE for step in taken)
    return is_sum and not any(step.step == "adjust" for step in taken)


def _steps(walk: Walk, id: str) -> tuple[Taken, ...]:
    """What was done at the node; where it does not apply or a decision excludes it, nothing but that was decided."""
    of_node = walk.result.reasons[walk.result.nodes[id].reason[walk.at]]
    silent = of_node.partition(":")[0] in ("not_applicable", "excluded")
    return tuple(
        Taken(step.step, step.method, reason.text, dict(reason.numbers), number(reason.result), reason.note)
        for step in walk.steps[id]
        if step.step == "apply" or not silent
        for reason in step.reasons(walk.at)
    )


def points_lost(walk: Walk, id: str) -> float:
    """How much nearer to its best the explained node would be with this node alone at its best, before any rounding.

    Where every aggregation on the way is a weighted sum this is the weight in the explained node times the distance
    from the node's score to the best; elsewhere the aggregations on the way are done again with the node at its best.
    """
    before = now = float(walk.result.nodes[id].score[walk.at])
    changed = walk.best
    while id != walk.top:
        parent = walk.methodology.parents[id]
        before, changed = _aggregated(walk, parent, id, now, changed)
        now = float(walk.result.nodes[parent].score[walk.at])
        id = parent
    return abs(changed - before)


def _aggregated(walk: Walk, parent: str, child: str, now: float, changed: float) -> tuple[float, float]:
    """The parent's score before its rounding, with the child as it is and with the child changed."""
    taken = next(step for step in walk.steps[parent] if step.step == "aggregate")
    scores, weights, parameters, scene = taken.given
    row = scene.children.index(child)
    if taken.module.RELATIVE:  # who stands beside it counts too
        before, after = (
            taken.module.compute(_with(scores, row, walk.at, score), weights, parameters, scene)
            for score in (now, changed)
        )
        return float(before[walk.at]), float(after[walk.at])
    column = np.repeat(scores[:, [walk.at]], 2, axis=1)
    column[row] = (now, changed)
    result: Vector = taken.module.compute(column, np.repeat(weights[:, [walk.at]], 2, axis=1), parameters, scene)
    return float(result[0]), float(result[1])


def _with(scores: NDArray[np.float64], row: int, at: int, score: float) -> NDArray[np.float64]:
    changed = scores.copy()
    changed[row, at] = score
    return changed
