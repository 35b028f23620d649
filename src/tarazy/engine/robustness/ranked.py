"""The places of units in many replicates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from tarazy.engine.model.around import Around
from tarazy.engine.model.weights import Matrix
from tarazy.engine.run.hands import hands
from tarazy.engine.run.stage import Stage, needed
from tarazy.engine.steps import methods

# Numbers that are ranked at once.
NUMBERS_AT_ONCE: Final = 1 << 20


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
