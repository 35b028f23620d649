"""What the methods that aggregate have in common: the children that count, and scores that cannot be negative."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Flags, Vector, are_one
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg


def refuse_negative(scores: Matrix, weights: Matrix, why: str) -> None:
    """Refuse units of whose children one that counts (weight above 0) has a negative score; `why` is a marked text."""
    negative = np.zeros(scores.shape[1], dtype=np.bool_)
    for score, weight in zip(scores, weights, strict=True):
        negative |= (weight > 0) & (score < 0)
    if negative.any():
        raise Refused(negative_child(why, negative))


def negative_child(why: str, units: Flags | None = None) -> Fault:
    """What is said where a child that counts has a negative score."""
    mend = msg("Keep the scores from falling below zero (outside: cap), or take the arithmetic mean.")
    return Fault(Message(msg("A child has a negative score.")), Message(why), Message(mend), units)


def lowest(scores: Matrix, weights: Matrix) -> Vector:
    """float64[n]: the lowest score of the children that count; infinity where none does.

    >>> lowest(np.array([[80.0, np.nan], [20.0, 7.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])).tolist()
    [80.0, 7.0]
    """
    found = np.full(scores.shape[1], np.inf)
    for score, weight in zip(scores, weights, strict=True):
        np.minimum(found, score, out=found, where=weight > 0)
    return found


def highest(scores: Matrix, weights: Matrix) -> Vector:
    """float64[n]: the highest score of the children that count; minus infinity where none does."""
    return -lowest(-scores, weights)


def that_count(scene: Scene, scores: Matrix, weights: Matrix, at: int) -> list[tuple[str, float, float]]:
    """The children that count for one unit: id, score and weight, in their order."""
    columns = zip(scene.children, scores[:, at].tolist(), weights[:, at].tolist(), strict=True)
    return [(child, score, weight) for child, score, weight in columns if weight > 0]


def points_told(scene: Scene, scores: Matrix, weights: Matrix, at: int) -> list[Reason]:
    """The score of each child that counts for one unit, where weights do not matter."""
    text = msg("{child}: {score} points.")
    return [
        Reason(text, {"child": child, "score": score}, score)
        for child, score, _ in that_count(scene, scores, weights, at)
    ]


def with_the_score(told: list[Reason], score: float) -> list[str]:
    """Which of the children that were told have this score, in 12 significant digits."""
    alike = are_one(np.array([reason.result for reason in told]), np.full(len(told), score))
    return [str(reason.numbers["child"]) for reason, is_alike in zip(told, alike, strict=True) if is_alike]


def counted_reasons(scene: Scene, scores: Matrix, weights: Matrix, at: int) -> list[Reason]:
    """The score and the weight of each child that counts for one unit."""
    text = msg("{child}: {score} points with weight {weight}.")
    return [
        Reason(text, {"child": child, "score": score, "weight": weight}, score)
        for child, score, weight in that_count(scene, scores, weights, at)
    ]
