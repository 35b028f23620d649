"""The places of units in many replicates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.around import Around
from tarazy.engine.model.period import earlier
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.period import Period
from tarazy.engine.run.hands import hands
from tarazy.engine.run.stage import Stage, needed
from tarazy.engine.steps import methods

# Numbers that are ranked at once: few enough to stay near the processor.
NUMBERS_AT_ONCE: Final = 1 << 16


def ranked(stage: Stage, node: str, scores: Matrix, before: Mapping[int, Matrix]) -> Matrix:
    """float64[r, n]: the place of each unit in each replicate; NaN where it has no score, or nothing to compare with.

    `scores` float64[r, n]; `before`: the scores of the same replicates so many periods before.
    """
    method, parameters = needed(stage.methodology, "rank")
    module = methods("rank")[method]
    scene = stage.scene(stage.methodology.nodes[node])
    result = np.empty(scores.shape)
    size = max(1, NUMBERS_AT_ONCE // max(1, scores.shape[1]))

    def rank(start: int) -> None:
        some = slice(start, start + size)
        if hasattr(module, "rows"):
            result[some] = module.rows(scores[some], parameters, scene)
            return
        for at in range(start, min(start + size, len(scores))):
            around = Around(variable=stage.variable, score_before=lambda lag, at=at: before[lag][at])  # type: ignore[misc]
            result[at] = module.compute(scores[at], parameters, stage.scene(stage.methodology.nodes[node], around))

    starts = range(0, len(scores), size)
    with hands(scores.size, alone=len(starts) == 1) as in_turn:
        list(in_turn(rank, starts))
    return result


def scores_before(period: Period, node: str, scored: Collection[str]) -> dict[int, Matrix]:
    """The scores of a node in the same replicates, by how many periods before, as far as the ranking looks at them.

    `scored`: the periods that can be scored. What a method refuses then counts among the failures of the period.
    """
    found = {}
    for lag in period.stage.methodology.scores_before:
        then = Period(period.replicates, earlier(period.period, lag), frozenset({node}), period.failures)
        scores = then.scores()[node] if then.period in scored else np.full((len(period.replicates), 0), np.nan)
        found[lag] = over_units(period.stage, then.stage.units.ids[: scores.shape[1]], scores)
    return found


def over_units(stage: Stage, ids: NDArray[np.str_], scores: Matrix) -> Matrix:
    """float64[r, n]: scores of another period, of the units with these ids, over the units of the period; NaN where
    there is none.
    """
    found = np.full((len(scores), len(stage.units)), np.nan)
    _, now_at, then_at = np.intersect1d(stage.units.ids, ids, return_indices=True)
    found[:, now_at] = scores[:, then_at]
    return found
