"""A child weighs more, the more it tells units apart and the less its scores follow those of the others."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from tarazy.engine.model.complete import complete, only_child, weights_from_scores
from tarazy.engine.model.numbers import Vector, are_one
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg

TITLE = msg("Contrast and conflict (CRITIC)")
RELATIVE = True


class Parameters(Base, frozen=True, tag="critic"):
    """Takes no parameters."""


class Information(NamedTuple):
    """What one child brings: the standard deviation of its scores, and the sum of 1 - r over the other children."""

    deviation: float
    conflict: float


def compute(parameters: Parameters, scene: Scene) -> Vector:
    """Weigh each child by its contrast and by its conflict with the others.

    Formula: C_i = sigma_i * (sum over j of (1 - r_ij)); weight_i = C_i / (sum of C). sigma is the standard deviation of
    the child's scores, r the coefficient of correlation (Pearson) of the scores of two children, both over the units
    that have a score of every child; only these are looked at. The scores are taken as they are: the paper first
    stretches each criterion from its worst to its best value, which min_max at the indicators does.
    Parameters: none but the children's scores, float64[k, units], in points; NaN is missing.
    Returns: float64[k], shares of the dimension, sum 1; float64[k, 0] where there are no units. An only child weighs 1.
    Raises: Refused where fewer than two units have all scores, where all their scores of a child are the same, or where
    all children rise and fall as one (r = 1), in 12 significant digits.
    Source: Diakoulaki, D., Mavrotas, G., Papayannakis, L., Determining objective weights in multiple criteria problems:
    the CRITIC method, Computers & Operations Research 22 (1995), pages 763 to 770.

    >>> from dataclasses import replace
    >>> around = replace(scene(3).around, scores=lambda: np.array([[10.0, 20.0, 30.0], [80.0, 20.0, 50.0]]))
    >>> compute(Parameters(), scene(3, children=("roads", "water"), around=around)).round(12).tolist()
    [0.25, 0.75]
    """
    return weights_from_scores(scene, _weights)


def _weights(scores: Matrix) -> Vector:
    found = _information(scores)
    if are_one(np.array([1 - one.conflict for one in found]), np.ones(len(found))).all():
        raise Refused(_as_one())
    brought = [one.deviation * one.conflict for one in found]
    return np.array(brought) / math.fsum(brought)


def _information(scores: Matrix) -> list[Information]:
    lengths, directions = [], []
    for row in scores.tolist():
        mean = math.fsum(row) / len(row)
        apart = [score - mean for score in row]
        length = math.sqrt(math.fsum(one * one for one in apart))
        lengths.append(length)
        directions.append([one / length for one in apart])
    # 1 - r is half the squared distance of the two directions, which loses nothing where r is nearly 1.
    return [
        Information(
            length / math.sqrt(scores.shape[1]),
            math.fsum((a - b) ** 2 / 2 for other in directions for a, b in zip(own, other, strict=True)),
        )
        for length, own in zip(lengths, directions, strict=True)
    ]


def _as_one() -> Fault:
    return Fault(
        Message(msg("The scores of all children rise and fall as one.")),
        Message(msg("No child is in conflict with another, so nothing tells how much each should weigh.")),
        Message(msg("Take other weights, or leave one of the children: they all say the same.")),
    )


def reasons(parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The contrast and the conflict of each child, and what share of all information they make."""
    if alone := only_child(scene):
        return alone
    text = msg(
        "Over the units ({n}) the scores of {child} have the standard deviation {deviation} and the conflict "
        "{conflict} with the other children; their product, divided by the sum of all products {total}, is the weight "
        "{weight}."
    )
    scores = complete(scene.around.scores())
    found = _information(scores)
    common = {"n": scores.shape[1], "total": math.fsum(one.deviation * one.conflict for one in found)}
    return [
        Reason(text, {**common, **one._asdict(), "child": child, "weight": weight}, weight)
        for child, one, weight in zip(scene.children, found, result.tolist(), strict=True)
    ]
