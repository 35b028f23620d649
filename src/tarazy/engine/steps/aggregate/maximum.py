"""The highest score of the children that count: one way that succeeds is enough."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.children import highest, points_told, with_the_score
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("Score of the strongest child")
RELATIVE = False
ADDITIVE = False


class Parameters(Base, frozen=True, tag="maximum"):
    """Takes no parameters."""


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Take the highest score of the children that count.

    Formula: score = max of score_i over the children with weight_i > 0; how great a weight is does not matter.
    Parameters: `scores` float64[k, n] in points, looked at only where `weights` float64[k, n] (sum 1, or all 0) is
    above 0; a child that does not count has weight 0 and may be missing (NaN).
    Returns: float64[n] in points, missing (NaN) where no child counts.
    Raises: nothing.
    Source: Philippines, Seal of Good Local Governance, criteria of 2019, 2.1: a national award, or all of what follows.

    >>> scores, weights = np.array([[80.0, np.nan], [20.0, 60.0]]), np.array([[0.1, 0.0], [0.9, 1.0]])
    >>> compute(scores, weights, Parameters(), scene(2)).tolist()
    [80.0, 60.0]
    """
    greatest = highest(scores, weights)
    greatest[np.isinf(greatest)] = np.nan
    return greatest


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """The score of each child that counts, and which is the strongest; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    score = float(result[at])
    each = points_told(scene, scores, weights, at)
    strongest = with_the_score(each, score)
    numbers: dict[str, float | int | str] = {"k": len(each), "child": strongest[0], "score": score}
    if len(strongest) == 1:
        text = msg("The strongest of the children that count ({k}) is {child}: {score} points.")
        return [*each, Reason(text, numbers, score)]
    text = msg("The strongest of the children that count ({k}) are {tied} with the same score: {score} points.")
    return [*each, Reason(text, numbers | {"tied": len(strongest)}, score)]
