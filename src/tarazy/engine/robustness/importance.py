"""How important each child is for its parent, beside the weight it has; weights by which it would be as important."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Dimension, Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.result import PeriodResult
from tarazy.engine.model.units import Units
from tarazy.engine.run import run
from tarazy.engine.run.stage import needed
from tarazy.engine.statistics.sensitivity.importance import Importance, importance
from tarazy.engine.statistics.sensitivity.weights_for import WeightsFor, weights_for
from tarazy.engine.steps import methods


@dataclass(frozen=True)
class DimensionImportance:
    """A dimension with k children in one period. `weights` float64[k]: the effective weights, on average over the units
    that have the score of the dimension, summing to 1. `importance`: of each child's scores for the dimension's.
    `optimised`: weights by which the children would be as important as they weigh; None where the dimension is no
    arithmetic mean, or fewer than two children vary.
    """

    period: str
    dimension: str
    children: tuple[str, ...]
    weights: Vector
    importance: Importance
    optimised: WeightsFor | None


def importance_of_weights(
    methodology: Methodology, inputs: Inputs, units: Units, periods: Sequence[str]
) -> tuple[DimensionImportance, ...]:
    """Every dimension of two children or more, in every period."""
    stated = run(methodology, inputs, units, periods)
    dimensions = [node for node in methodology.nodes.values() if isinstance(node, Dimension) and len(node.children) > 1]
    return tuple(_of(result, node) for result in stated for node in dimensions)


def _of(result: PeriodResult, node: Dimension) -> DimensionImportance:
    scores = np.column_stack([result.nodes[child].score for child in node.children])
    parent = result.nodes[node.id].score
    effective = np.column_stack([result.nodes[child].weight for child in node.children])[~np.isnan(parent)]
    weights = np.nan_to_num(effective).mean(axis=0) if len(effective) else np.full(len(node.children), np.nan)
    found = importance(scores, parent)
    optimised = None
    if (
        methods("aggregate")[needed(node, "aggregate")[0]].ADDITIVE
        and (weights > 0).all()
        and np.count_nonzero(found.smooth > 0) > 1
    ):
        optimised = weights_for(scores, weights / weights.sum(), "squared_correlation")
    return DimensionImportance(result.period, node.id, node.children, weights, found, optimised)
