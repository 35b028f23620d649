"""The less evenly the units' scores are spread out, the more a child weighs."""

from __future__ import annotations

import math

import numpy as np

from tarazy.engine.model.complete import complete, only_child, weights_from_scores
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg

TITLE = msg("Shannon entropy")
RELATIVE = True


class Parameters(Base, frozen=True, tag="entropy"):
    """Takes no parameters."""


def compute(parameters: Parameters, scene: Scene) -> Vector:
    """Weigh each child by how far its scores are from being spread evenly over the units.

    Formula: p_u = score_u / (sum of scores); entropy = -(sum of p_u * ln p_u) / ln n, 0 * ln 0 = 0; divergence = 1 -
    entropy; weight_i = divergence_i / (sum of divergences). n counts the units that have a score of every child; only
    these are looked at.
    Parameters: none but the children's scores, float64[k, units], in points, not below zero; NaN is missing.
    Returns: float64[k], shares of the dimension, sum 1; float64[k, 0] where there are no units. An only child weighs 1.
    Raises: Refused where fewer than two units have all scores, all their scores of a child are the same in 12
    significant digits, or one is negative.
    Source: Shannon, C. E., A mathematical theory of communication (1948); Hwang, C. L., Yoon, K., Multiple Attribute
    Decision Making (1981), chapter 2, entropy method.

    >>> from dataclasses import replace
    >>> around = replace(scene(2).around, scores=lambda: np.array([[0.0, 50.0], [30.0, 10.0]]))
    >>> compute(Parameters(), scene(2, children=("roads", "water"), around=around)).round(6).tolist()
    [0.84124, 0.15876]
    """
    return weights_from_scores(scene, lambda scores: _weights(scores, scene))


def _weights(scores: Matrix, scene: Scene) -> Vector:
    negative = [child for child, row in zip(scene.children, scores, strict=True) if (row < 0).any()]
    if negative:
        raise Refused(*(_negative(child) for child in negative))
    found = _divergences(scores)
    return np.array(found) / math.fsum(found)


def _divergences(scores: Matrix) -> list[float]:
    return [_divergence(row) for row in scores.tolist()]


def _divergence(scores: list[float]) -> float:
    """1 - entropy, as the mean of (1 + d) ln(1 + d) - d over ln n, where d is how far a score lies from the mean as a
    share of it: the same number, since the d sum to 0, but nothing is lost where all scores are nearly the same."""
    n = len(scores)
    mean = math.fsum(scores) / n
    apart = [(score - mean) / mean for score in scores]
    return math.fsum((1 + d) * math.log1p(d) - d if d > -1 else 1.0 for d in apart) / (n * math.log(n))


def _negative(child: str) -> Fault:
    return Fault(
        Message(msg("A unit has a negative score of {child}."), {"child": child}),
        Message(msg("Entropy is that of shares of the units' sum, and no share is below zero.")),
        Message(msg("Keep the scores from falling below zero (outside: cap), or take other weights.")),
    )


def reasons(parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """How uneven the scores of each child are over how many units, and what share of the unevenness that is."""
    text = msg(
        "The scores of {child} depart from an even spread over the units ({n}) by {divergence} (1 minus their "
        "entropy), all children together by {total}: the weight is {weight}."
    )
    if alone := only_child(scene):
        return alone
    scores = complete(scene.around.scores())
    divergences = _divergences(scores)
    common = {"n": scores.shape[1], "total": math.fsum(divergences)}
    return [
        Reason(text, {**common, "child": child, "divergence": divergence, "weight": weight}, weight)
        for child, divergence, weight in zip(scene.children, divergences, result.tolist(), strict=True)
    ]
