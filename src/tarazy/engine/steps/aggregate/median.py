"""The weighted median: neither a very weak nor a very strong child moves the whole."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.children import counted_reasons
from tarazy.engine.model.numbers import Vector, are_one, is_below
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("Weighted median")
RELATIVE = False
ADDITIVE = False
HALF = 0.5


class Parameters(Base, frozen=True, tag="median"):
    """Takes no parameters."""


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Take the weighted median of the children's scores; with equal weights it is the plain median.

    Formula: with the children in the order of their scores and W_j = weight_1 + ... + weight_j, score = score_j of the
    first j with W_j > 1/2; if W_j = 1/2 (in 12 significant digits) for some j, the mean of score_j and score_(j+1).
    Parameters: `scores` float64[k, n] in points, looked at only where `weights` float64[k, n] (sum 1, or all 0) is
    above 0; a child that does not count has weight 0 and may be missing (NaN).
    Returns: float64[n] in points, missing (NaN) where no child counts.
    Raises: nothing.
    Source: Cormen, Leiserson, Rivest, Stein, Introduction to Algorithms, problem 9-2 (weighted median); where two
    scores satisfy it, their mean, as the R package matrixStats does in weightedMedian(interpolate = FALSE, ties =
    "mean").

    >>> weights = np.array([[0.5, 0.25], [0.25, 0.25], [0.25, 0.5]])
    >>> compute(np.array([[60.0, 0.0], [30.0, 100.0], [15.0, 100.0]]), weights, Parameters(), scene(2)).tolist()
    [45.0, 100.0]
    """
    lower, upper = _middle(scores, weights)
    # Two middles that are one are left to the last bit, and their half sum cannot overflow.
    return np.where(lower == upper, lower, lower / 2 + upper / 2)


def _middle(scores: Matrix, weights: Matrix) -> tuple[Vector, Vector]:
    """The least score up to which at least a half of the weight lies, and the least up to which more than a half
    does; NaN where no child counts."""
    counts = weights > 0
    order = np.argsort(np.where(counts, scores, np.inf), axis=0, kind="stable")
    in_order = np.take_along_axis(np.where(counts, scores, np.nan), order, axis=0)
    shares = np.take_along_axis(np.where(counts, weights, 0.0), order, axis=0)
    lower, upper = np.full(scores.shape[1], np.nan), np.full(scores.shape[1], np.nan)
    so_far = np.zeros(scores.shape[1])
    for score, share in zip(in_order, shares, strict=True):
        so_far = so_far + share
        reached = ~is_below(so_far, HALF)
        passed = reached & ~are_one(so_far, np.full_like(so_far, HALF))
        lower = np.where(np.isnan(lower) & reached, score, lower)
        upper = np.where(np.isnan(upper) & passed, score, upper)
    return lower, upper


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """Each child that counts, and where the half of the weight lies; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    each = counted_reasons(scene, scores, weights, at)
    score = float(result[at])
    low, high = (float(middle[0]) for middle in _middle(scores[:, at : at + 1], weights[:, at : at + 1]))
    numbers: dict[str, float | int | str] = {"k": len(each), "lower": low, "upper": high, "score": score}
    if low == high:
        text = msg(
            "Weighted median of the children that count ({k}): in the order of their scores, half of the weight is "
            "reached at {score} points."
        )
        return [*each, Reason(text, numbers, score)]
    text = msg(
        "Weighted median of the children that count ({k}): exactly half of the weight lies at {lower} points and "
        "below, half at {upper} and above; the mean of the two is {score} points."
    )
    return [*each, Reason(text, numbers, score)]
