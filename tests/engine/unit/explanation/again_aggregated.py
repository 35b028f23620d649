"""Computes the score of a dimension again from its children's and from what its step says."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from tests.engine.unit.explanation.again_letters_and_pairs import LETTERS_AND_PAIRS_AGAIN

# The score and the weight of each child that counts.
Counted = list[tuple[float, float]]
Numbers = Mapping[str, Any]


def aggregated(method: str, numbers: Numbers, counted: Counted) -> float:
    assert math.isclose(sum(weight for _, weight in counted), 1)
    return AGGREGATED_AGAIN[method](counted, numbers)


def _arithmetic(counted: Counted, numbers: Numbers) -> float:
    return sum(score * weight for score, weight in counted)


def _geometric(counted: Counted, numbers: Numbers) -> float:
    return math.prod(score**weight for score, weight in counted)


def _harmonic(counted: Counted, numbers: Numbers) -> float:
    return 0.0 if "child" in numbers else 1 / math.fsum(weight / score for score, weight in counted)


def _minimum(counted: Counted, numbers: Numbers) -> float:
    return min(score for score, _ in counted)


def _maximum(counted: Counted, numbers: Numbers) -> float:
    return max(score for score, _ in counted)


def _median(counted: Counted, numbers: Numbers) -> float:
    half = 0.5 + 1e-9
    middles = [
        own
        for own, _ in counted
        if math.fsum(weight for score, weight in counted if score < own) <= half
        and math.fsum(weight for score, weight in counted if score > own) <= half
    ]
    assert math.isclose(min(middles), numbers["lower"], abs_tol=1e-9)
    assert math.isclose(max(middles), numbers["upper"], abs_tol=1e-9)
    return (min(middles) + max(middles)) / 2


def _generalised(counted: Counted, numbers: Numbers) -> float:
    p = numbers["exponent"]
    if p < 0 and any(score == 0 for score, _ in counted):
        return 0.0
    return float(math.fsum(weight * score**p for score, weight in counted) ** (1 / p))


def _mazziotta_pareto(counted: Counted, numbers: Numbers) -> float:
    mean = math.fsum(score * weight for score, weight in counted)
    squares = math.fsum(weight * (score - mean) ** 2 for score, weight in counted)
    penalty = squares / mean if mean else 0.0
    return mean + penalty if numbers["sign"] == "plus" else mean - penalty


def _all_in(counted: Counted, numbers: Numbers) -> float:
    failed = any(score < numbers["threshold"] - 1e-9 for score, _ in counted)
    return float(numbers["points_low"] if failed else numbers["points_high"])


def _benefit_of_doubt(counted: Counted, numbers: Numbers) -> float:
    if "times_1" not in numbers:  # nothing can be shared out
        assert all(score == 0 for score, _ in counted)
        return float(numbers["score"])
    times = [numbers[f"times_{position}"] for position in range(1, len(counted) + 1)]
    total = math.fsum(score * one for (score, _), one in zip(counted, times, strict=True))
    return float(numbers["points_low"] + total * (numbers["points_high"] - numbers["points_low"]))


AGGREGATED_AGAIN: dict[str, Callable[[Counted, Numbers], float]] = {
    "arithmetic": _arithmetic,
    "geometric": _geometric,
    "harmonic": _harmonic,
    **LETTERS_AND_PAIRS_AGAIN,
    "minimum": _minimum,
    "maximum": _maximum,
    "median": _median,
    "generalised": _generalised,
    "mazziotta_pareto": _mazziotta_pareto,
    "all_in": _all_in,
    "benefit_of_doubt": _benefit_of_doubt,
}
