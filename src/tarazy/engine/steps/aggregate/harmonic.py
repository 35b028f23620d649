"""The weighted harmonic mean: a weak child weighs down the whole still more than under a geometric mean."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.children import counted_reasons, lowest, refuse_negative, that_count
from tarazy.engine.model.means import Mean
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("Weighted harmonic mean")
RELATIVE = False
ADDITIVE = False
NOT_NEGATIVE = msg("A harmonic mean is defined only for scores that are not below zero.")


class Parameters(Base, frozen=True, tag="harmonic"):
    """Takes no parameters."""


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Take the weighted harmonic mean of the children's scores.

    Formula: score = 1 / sum of (weight_i / score_i), in the order of the children; 0 if one that counts is 0.
    Parameters: `scores` float64[k, n] in points, looked at only where `weights` float64[k, n] (sum 1, or all 0) is
    above 0; a child that does not count has weight 0 and may be missing (NaN).
    Returns: float64[n] in points, missing (NaN) where no child counts.
    Raises: Refused where a score that counts is negative.
    Source: Hardy, Littlewood, Pólya, Inequalities (1934), sections 2.1 and 2.2: the mean of order -1, which is 0 where
    a number is 0.

    >>> compute(np.array([[1.0, 0.0], [4.0, 90.0]]), np.full((2, 2), 0.5), Parameters(), scene(2)).round(9).tolist()
    [1.6, 0.0]
    """
    refuse_negative(scores, weights, NOT_NEGATIVE)
    least = lowest(scores, weights)
    positive = np.isfinite(least) & (least > 0)
    total = np.zeros(scores.shape[1])
    # Divided by the lowest score, no part is above its weight, however small the scores are.
    for score, weight in zip(scores, weights, strict=True):
        np.add(total, np.divide(least, score, where=positive & (weight > 0), out=total * 0) * weight, out=total)
    result = np.divide(least, total, where=positive, out=np.zeros_like(total))
    result[np.isinf(least)] = np.nan
    return result


def mean(parameters: Parameters) -> Mean:
    """The same as a mean of reciprocals, for many replicates at once."""
    return Mean(np.reciprocal, np.reciprocal, NOT_NEGATIVE, zero_wins=True)


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """Each child that counts, and their mean; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    each = counted_reasons(scene, scores, weights, at)
    score = float(result[at])
    for child, points, _ in that_count(scene, scores, weights, at):
        if points == 0:
            text = msg("Weighted harmonic mean of the children that count ({k}): {child} has 0 points, hence {score}.")
            return [*each, Reason(text, {"k": len(each), "child": child, "score": score}, score)]
    text = msg(
        "Weighted harmonic mean of the children that count ({k}), one divided by the sum of weights divided by their "
        "scores: {score} points."
    )
    return [*each, Reason(text, {"k": len(each), "score": score}, score)]
