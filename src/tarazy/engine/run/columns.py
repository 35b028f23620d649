"""From the kept nodes of a period to the columns of its result: ranks, bands, contributions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.around import Around
from tarazy.engine.model.methodology import INDEX, Dimension, Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.result import NOT_APPLICABLE, SCORED, NodeColumns
from tarazy.engine.run.before import ByPeriod, scores_before
from tarazy.engine.run.hands import InTurn
from tarazy.engine.run.scored import Scored
from tarazy.engine.run.stage import Stage, method_of, needed
from tarazy.engine.run.tree import Climbed
from tarazy.engine.steps import methods


def columns_of(stage: Stage, climbed: Climbed, scored: ByPeriod, in_turn: InTurn) -> dict[str, NodeColumns]:
    """The columns of each kept node, in the methodology's order. `scored`: the scores of periods that were scored."""
    # A node that was kept only since a node above looks at its score has no weights.
    kept = [id for id in stage.methodology.nodes if id in climbed.kept and id in stage.weighed]
    shares = _shares_of_index(stage, climbed)
    made = in_turn(lambda id: (id, _columns(stage, id, climbed, shares, scored)), kept)
    return dict(made)


def _columns(stage: Stage, id: str, climbed: Climbed, shares: dict[str, Vector], by_period: ByPeriod) -> NodeColumns:
    scored, weights = climbed.kept[id], climbed.weights
    n = len(scored.score)
    node = stage.methodology.nodes[id]
    before = scores_before(stage, id, by_period)
    scene = stage.scene(node, Around(variable=stage.variable, score_before=before.__getitem__))
    rank, parameters = needed(stage.methodology, "rank")
    ranks = stage.take(id, "rank", rank, scored.score, parameters, scene)
    bands = np.broadcast_to(np.int16(-1), n)
    if band := method_of(stage.methodology, "band"):
        bands = stage.take(id, "band", band[0], scored.score, band[1], scene)
    reason = scored.reasons()
    return NodeColumns(
        value=scored.value,
        score=scored.score,
        weight=shares[INDEX] if id == INDEX else weights[id],
        contribution=_contribution(stage.methodology, id, scored, weights, shares),
        band=bands,
        rank=ranks,
        share_not_counted=_share_not_counted(scored, reason),
        share_imputed=_share_imputed(scored, reason),
        reason=reason,
    )


def _shares_of_index(stage: Stage, climbed: Climbed) -> dict[str, Vector]:
    """For the index and every dimension with a kept node below: the product of the effective weights down to it, NaN
    where it does not count.
    """
    methodology = stage.methodology
    scored = climbed.kept[INDEX].score
    shares = {INDEX: np.where(np.isnan(scored), np.nan, 1.0)}
    for id, node in methodology.nodes.items():
        parent = methodology.parents.get(id)
        if parent in shares and id in climbed.weights and isinstance(node, Dimension):
            shares[id] = shares[parent] * climbed.weights[id]
    return shares


def _contribution(
    methodology: Methodology, id: str, scored: Scored, weights: dict[str, Vector], shares: dict[str, Vector]
) -> Vector | None:
    """The points that the node brings to the index; None if an aggregation above it is not additive."""
    above = id
    while above != INDEX:
        above = methodology.parents[above]
        method, _ = needed(methodology.nodes[above], "aggregate")
        if not methods("aggregate")[method].ADDITIVE or "adjust" in methodology.nodes[above].methods:
            return None
    if id == INDEX:
        return scored.score
    return np.asarray(shares[methodology.parents[id]] * weights[id] * scored.score)


def _share_not_counted(scored: Scored, reason: NDArray[np.int16]) -> Vector:
    if scored.share_not_counted is not None:
        return scored.share_not_counted
    share: Vector = (reason != SCORED).astype(np.float64)
    share[reason == NOT_APPLICABLE] = np.nan
    return share


def _share_imputed(scored: Scored, reason: NDArray[np.int16]) -> Vector:
    if scored.share_imputed is None and scored.applicable is None:
        return np.broadcast_to(0.0, len(reason))
    share = np.zeros(len(reason)) if scored.share_imputed is None else scored.share_imputed
    return np.asarray(np.where(reason == NOT_APPLICABLE, np.nan, share))
