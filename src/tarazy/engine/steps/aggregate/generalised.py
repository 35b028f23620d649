"""The generalised mean: one number says how much strong children may make up for weak ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from tarazy.engine.model.children import counted_reasons, highest, lowest, refuse_negative
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg

TITLE = msg("Weighted generalised mean")
RELATIVE = False
ADDITIVE = False
# Nearer to zero the root loses the digits on which ranks are decided; farther away it is the least or greatest score.
LEAST, GREATEST = 0.01, 100


class Parameters(Base, frozen=True, tag="generalised"):
    """`exponent`: 1 is the arithmetic mean, -1 the harmonic; the lower it is, the more a weak child weighs."""

    exponent: float
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    said: dict[str, str | float | int] = {"exponent": parameters.exponent}
    what = Message(msg("The exponent is {exponent}."), said)
    if abs(parameters.exponent) < LEAST:
        yield Flaw(
            what,
            Message(
                msg("A mean with the exponent 0 is the geometric mean, and nearer to 0 than 0.01 it hardly differs.")
            ),
            Message(msg("Take the method geometric, or give an exponent that is farther from 0.")),
            ("exponent",),
        )
    elif not abs(parameters.exponent) <= GREATEST:
        yield Flaw(
            what,
            Message(msg("Beyond 100 and \N{MINUS SIGN}100 little but the strongest or the weakest child counts.")),
            Message(
                msg(
                    "Give an exponent from \N{MINUS SIGN}100 to 100; "
                    "for the weakest child alone take the method minimum."
                )
            ),
            ("exponent",),
        )


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Take the weighted generalised (power) mean of the children's scores.

    Formula: score = (sum of weight_i * score_i ** p) ** (1 / p), in the order of the children, p the exponent; 0 if p
    is negative and one that counts is 0.
    Parameters: `scores` float64[k, n] in points, looked at only where `weights` float64[k, n] (sum 1, or all 0) is
    above 0; a child that does not count has weight 0 and may be missing (NaN).
    Returns: float64[n] in points, missing (NaN) where no child counts.
    Raises: Refused where a score that counts is negative.
    Source: Hardy, Littlewood, Pólya, Inequalities (1934), sections 2.1 and 2.2; OECD/JRC, Handbook on Constructing
    Composite Indicators (2008), step 7.

    >>> rule = Parameters(exponent=2, source="-", date=date(2024, 1, 1))
    >>> compute(np.array([[1.0, 0.0], [7.0, 0.0]]), np.full((2, 2), 0.5), rule, scene(2)).tolist()
    [5.0, 0.0]
    """
    refuse_negative(scores, weights, msg("A generalised mean is defined only for scores that are not below zero."))
    p = parameters.exponent
    # Divided by the score that weighs most, no power is above 1, however great the exponent is.
    top = highest(scores, weights) if p > 0 else lowest(scores, weights)
    positive = np.isfinite(top) & (top > 0)
    total = np.zeros(scores.shape[1])
    for score, weight in zip(scores, weights, strict=True):
        counts = positive & (weight > 0)
        ratio = np.divide(score, top, where=counts, out=np.zeros_like(total))
        np.add(total, np.power(ratio, p, where=counts, out=np.zeros_like(total)) * weight, out=total, where=counts)
    root = np.power(total, 1 / p, where=positive, out=np.zeros_like(total))
    result = np.multiply(root, top, where=positive, out=np.zeros_like(total))
    result[np.isinf(top)] = np.nan
    return result


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """Each child that counts, and their mean with its exponent; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    each = counted_reasons(scene, scores, weights, at)
    score = float(result[at])
    numbers: dict[str, float | int | str] = {"k": len(each), "exponent": parameters.exponent, "score": score}
    if score == 0:
        text = msg("Generalised mean of the children that count ({k}) with the exponent {exponent}: {score} points.")
        return [*each, Reason(text, numbers, score)]
    text = msg(
        "Generalised mean of the children that count ({k}): their scores to the power {exponent}, weighted and summed, "
        "and the root of the same exponent taken: {score} points."
    )
    return [*each, Reason(text, numbers, score)]
