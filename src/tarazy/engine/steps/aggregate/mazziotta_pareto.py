"""The mean of the children less (or plus) a penalty for how unlike each other they are."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from tarazy.engine.model.children import counted_reasons, refuse_negative
from tarazy.engine.model.numbers import Vector, are_one
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("Mean with a penalty for imbalance (Mazziotta-Pareto)")
RELATIVE = False
ADDITIVE = False


class Parameters(Base, frozen=True, tag="mazziotta_pareto"):
    """`penalty`: `minus` where a high score is good, `plus` where it is bad."""

    penalty: Literal["minus", "plus"]


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Take the mean of the children's scores, and the penalty for their imbalance from it (or add it).

    Formula: M = sum of weight_i * score_i; S = square root of the sum of weight_i * (score_i - M)^2; cv = S / M; score
    = M - S * cv, or M + S * cv; 0 if all that count are 0. Where M and S * cv agree in 12 significant digits, their
    difference is 0.
    Parameters: `scores` float64[k, n] in points, looked at only where `weights` float64[k, n] (sum 1, or all 0) is
    above 0; a child that does not count has weight 0 and may be missing (NaN).
    Returns: float64[n] in points, missing (NaN) where no child counts; below 0 where S is greater than M.
    Raises: Refused where a score that counts is negative: S / M says nothing about numbers on both sides of zero.
    Source: De Muro, Mazziotta, Pareto, Composite Indices of Development and Poverty, Social Indicators Research 104
    (2011); with weights: Mazziotta, Pareto, Weighting in composite indices construction, Rivista Italiana di Economia
    Demografia e Statistica 76 (2022).

    >>> compute(np.array([[90.0], [110.0]]), np.full((2, 1), 0.5), Parameters("minus"), scene(1)).tolist()
    [99.0]
    """
    refuse_negative(scores, weights, msg("A coefficient of variation is defined only for scores not below zero."))
    mean, variance = _mean_and_variance(scores, weights)
    penalty = np.divide(variance, mean, where=mean > 0, out=np.zeros_like(mean))
    if parameters.penalty == "plus":
        return mean + penalty
    return np.where(are_one(mean, penalty), 0.0, mean - penalty)


def _mean_and_variance(scores: Matrix, weights: Matrix) -> tuple[Vector, Vector]:
    """The weighted mean and variance of the children that count; NaN where none does."""
    mean, variance = np.zeros(scores.shape[1]), np.zeros(scores.shape[1])
    for score, weight in zip(scores, weights, strict=True):
        np.add(mean, score * weight, out=mean, where=weight > 0)
    for score, weight in zip(scores, weights, strict=True):
        np.add(variance, (score - mean) ** 2 * weight, out=variance, where=weight > 0)
    mean[~(weights > 0).any(axis=0)] = np.nan
    return mean, variance


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """Each child that counts, their mean, and the penalty for their imbalance; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    each = counted_reasons(scene, scores, weights, at)
    mean, variance = (float(one[0]) for one in _mean_and_variance(scores[:, at : at + 1], weights[:, at : at + 1]))
    deviation = math.sqrt(variance)
    variation = deviation / mean if mean > 0 else 0.0
    penalty = deviation * variation
    mean_text = msg("Mean of the children that count ({k}): {mean} points; standard deviation: {deviation}.")
    mean_numbers = {"k": len(each), "mean": mean, "deviation": deviation}
    text = {
        "minus": msg(
            "The penalty for imbalance is {deviation} times the coefficient of variation {variation}, or {penalty}; "
            "the mean {mean} less the penalty is {score} points."
        ),
        "plus": msg(
            "The penalty for imbalance is {deviation} times the coefficient of variation {variation}, or {penalty}; "
            "the mean {mean} plus the penalty is {score} points."
        ),
    }[parameters.penalty]
    numbers: dict[str, float | int | str] = {
        **mean_numbers,
        "variation": variation,
        "penalty": penalty,
        "sign": parameters.penalty,
        "score": float(result[at]),
    }
    return [*each, Reason(mean_text, mean_numbers, mean), Reason(text, numbers, float(result[at]))]
