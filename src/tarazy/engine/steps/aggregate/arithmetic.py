"""The weighted arithmetic mean: strong children make up for weak ones."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.means import Mean
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("Weighted arithmetic mean")
RELATIVE = False
ADDITIVE = True


class Parameters(Base, frozen=True, tag="arithmetic"):
    """Takes no parameters."""


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Take the weighted arithmetic mean of the children's scores.

    Formula: score = sum of weight_i * score_i, in the order of the children.
    Parameters: `scores` float64[k, n] in points, looked at only where `weights` float64[k, n] (sum 1, or all 0) is
    above 0; a child that does not count has weight 0
    and may be missing (NaN).
    Returns: float64[n] in points, missing (NaN) where no child counts.
    Raises: nothing.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7.

    >>> scores, weights = np.array([[80.0], [20.0], [np.nan]]), np.array([[0.75], [0.25], [0.0]])
    >>> compute(scores, weights, Parameters(), scene(1)).tolist()
    [65.0]
    """
    total = np.zeros(scores.shape[1])
    some = np.zeros(scores.shape[1], dtype=np.bool_)
    for score, weight in zip(scores, weights, strict=True):
        counts = weight > 0
        np.add(total, score * weight, out=total, where=counts)
        some |= counts
    total[~some] = np.nan
    return total


def mean(parameters: Parameters) -> Mean:
    """The same as a mean of the scores themselves, for many replicates at once."""
    return Mean(lambda scores: scores, lambda sums: sums)


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """What each child brings, and their sum; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    each = msg("{child}: {score} points with weight {weight} bring {points}.")
    found = []
    numbers: dict[str, float | int | str] = {}
    for child, score, weight in zip(scene.children, scores[:, at].tolist(), weights[:, at].tolist(), strict=True):
        if weight > 0:
            points = score * weight
            found.append(Reason(each, {"child": child, "score": score, "weight": weight, "points": points}, points))
            numbers |= {f"score_{child}": score, f"weight_{child}": weight}
    numbers |= {"k": len(found), "score": float(result[at])}
    text = msg("Weighted arithmetic mean of the children that count ({k}): {score} points.")
    return [*found, Reason(text, numbers, float(result[at]))]
