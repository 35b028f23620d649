"""The weighted geometric mean: a weak child weighs down the whole."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.children import refuse_negative
from tarazy.engine.model.means import Mean
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("Weighted geometric mean")
RELATIVE = False
ADDITIVE = False
NOT_NEGATIVE = msg("A geometric mean is defined only for scores that are not below zero.")


class Parameters(Base, frozen=True, tag="geometric"):
    """Takes no parameters."""


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Take the weighted geometric mean of the children's scores.

    Formula: score = product of score_i ** weight_i = exp(sum of weight_i * ln(score_i)), in the order of the children;
    0 if one that counts is 0.
    Parameters: `scores` float64[k, n] in points, looked at only where `weights` float64[k, n] (sum 1, or all 0) is
    above 0; a child that does not count has weight 0
    and may be missing (NaN).
    Returns: float64[n] in points, missing (NaN) where no child counts.
    Raises: Refused where a score that counts is negative.
    Source: UNDP, Human Development Report 2021/22, technical note 1; OECD/JRC, Handbook on Constructing Composite
    Indicators (2008), step 7.

    >>> compute(np.array([[40.0, 0.0], [90.0, 90.0]]), np.full((2, 2), 0.5), Parameters(), scene(2)).round(9).tolist()
    [60.0, 0.0]
    """
    refuse_negative(scores, weights, NOT_NEGATIVE)
    total = np.zeros(scores.shape[1])
    some = np.zeros(scores.shape[1], dtype=np.bool_)
    with np.errstate(divide="ignore", invalid="ignore"):
        for score, weight in zip(scores, weights, strict=True):
            counts = weight > 0
            np.add(total, np.log(score) * weight, out=total, where=counts)
            some |= counts
    result = np.exp(total)
    result[~some] = np.nan
    return result


def mean(parameters: Parameters) -> Mean:
    """The same as a mean of logarithms, for many replicates at once."""
    return Mean(np.log, np.exp, NOT_NEGATIVE, zero_wins=True)


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """The factor of each child, and their product; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    each = msg("{child}: {score} points to the power of its weight {weight} give the factor {factor}.")
    found = []
    numbers: dict[str, float | int | str] = {}
    for child, score, weight in zip(scene.children, scores[:, at].tolist(), weights[:, at].tolist(), strict=True):
        if weight > 0:
            factor = score**weight
            found.append(Reason(each, {"child": child, "score": score, "weight": weight, "factor": factor}, factor))
            numbers |= {f"score_{child}": score, f"weight_{child}": weight}
    numbers |= {"k": len(found), "score": float(result[at])}
    text = msg("Weighted geometric mean, the product of the factors ({k}): {score} points.")
    return [*found, Reason(text, numbers, float(result[at]))]
