"""The lowest score of the children that count: nothing makes up for the weakest."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.children import lowest, points_told, with_the_score
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("Score of the weakest child")
RELATIVE = False
ADDITIVE = False


class Parameters(Base, frozen=True, tag="minimum"):
    """Takes no parameters."""


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Take the lowest score of the children that count.

    Formula: score = min of score_i over the children with weight_i > 0; how great a weight is does not matter.
    Parameters: `scores` float64[k, n] in points, looked at only where `weights` float64[k, n] (sum 1, or all 0) is
    above 0; a child that does not count has weight 0 and may be missing (NaN).
    Returns: float64[n] in points, missing (NaN) where no child counts.
    Raises: nothing.
    Source: Hardy, Littlewood, Pólya, Inequalities (1934), section 2.3: the limit of the means whose order falls without
    end.

    >>> scores, weights = np.array([[80.0, np.nan], [20.0, 60.0]]), np.array([[0.9, 0.0], [0.1, 1.0]])
    >>> compute(scores, weights, Parameters(), scene(2)).tolist()
    [20.0, 60.0]
    """
    least = lowest(scores, weights)
    least[np.isinf(least)] = np.nan
    return least


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """The score of each child that counts, and which is the weakest; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    score = float(result[at])
    each = points_told(scene, scores, weights, at)
    weakest = with_the_score(each, score)
    numbers: dict[str, float | int | str] = {"k": len(each), "child": weakest[0], "score": score}
    if len(weakest) == 1:
        text = msg("The weakest of the children that count ({k}) is {child}: {score} points.")
        return [*each, Reason(text, numbers, score)]
    text = msg("The weakest of the children that count ({k}) are {tied} with the same score: {score} points.")
    return [*each, Reason(text, numbers | {"tied": len(weakest)}, score)]
