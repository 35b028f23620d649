"""From the children's points to the node's, by the definitions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

from tarazy.engine.model.methodology import Points
from tests.engine.reference.numbers import twelve

# The score and the weight of each child that counts.
Parts = list[tuple[float, float]]
Slow = Callable[[Parts, Any, Points], "float | None"]


def aggregated(method: str, parameters: Any, parts: Parts, points: Points) -> float | None:
    """The score of a node; None: it is not defined for such children."""
    return SLOW[method](parts, parameters, points)


def arithmetic(parts: Parts, parameters: Any, points: Points) -> float | None:
    return sum(score * weight for score, weight in parts)


def geometric(parts: Parts, parameters: Any, points: Points) -> float | None:
    if any(score < 0 for score, _ in parts):
        return None
    product = 1.0
    for score, weight in parts:
        product *= score**weight
    return product


def harmonic(parts: Parts, parameters: Any, points: Points) -> float | None:
    if any(score < 0 for score, _ in parts):
        return None
    if any(score == 0 for score, _ in parts):
        return 0.0
    return 1 / sum(weight / score for score, weight in parts)


def minimum(parts: Parts, parameters: Any, points: Points) -> float | None:
    return min(score for score, _ in parts)


def maximum(parts: Parts, parameters: Any, points: Points) -> float | None:
    return max(score for score, _ in parts)


def median(parts: Parts, parameters: Any, points: Points) -> float | None:
    """By the definition: not more than a half of the weight lies below, not more than a half above."""
    middles = []
    for own, _ in parts:
        below = sum(weight for score, weight in parts if score < own)
        above = sum(weight for score, weight in parts if score > own)
        if twelve(below) <= 0.5 and twelve(above) <= 0.5:
            middles.append(own)
    return (min(middles) + max(middles)) / 2


def generalised(parts: Parts, parameters: Any, points: Points) -> float | None:
    """With many more digits than a double has, and no bounds to speak of."""
    if any(score < 0 for score, _ in parts):
        return None
    if any(score == 0 for score, _ in parts) and parameters.exponent < 0:
        return 0.0
    with localcontext(prec=60):
        p = Decimal(parameters.exponent)
        total = sum((Decimal(weight) * Decimal(score) ** p for score, weight in parts), Decimal(0))
        return float(total ** (1 / p))


def mazziotta_pareto(parts: Parts, parameters: Any, points: Points) -> float | None:
    if any(score < 0 for score, _ in parts):
        return None
    mean = sum(score * weight for score, weight in parts)
    if mean == 0:
        return 0.0
    penalty = sum(weight * (score - mean) ** 2 for score, weight in parts) / mean
    if parameters.penalty == "plus":
        return mean + penalty
    return 0.0 if twelve(mean) == twelve(penalty) else mean - penalty


def all_in(parts: Parts, parameters: Any, points: Points) -> float | None:
    passed = all(twelve(score) >= twelve(parameters.threshold) for score, _ in parts)
    return points.high if passed else points.low


SLOW: dict[str, Slow] = {
    "arithmetic": arithmetic,
    "geometric": geometric,
    "harmonic": harmonic,
    "minimum": minimum,
    "maximum": maximum,
    "median": median,
    "generalised": generalised,
    "mazziotta_pareto": mazziotta_pareto,
    "all_in": all_in,
}
