"""Computes again what children weigh, from nothing but the numbers of an explanation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Numbers = Mapping[str, Any]


def assert_weighed(steps: Sequence[Mapping[str, Any]]) -> None:
    """The weights that the reasons of the step `weigh` tell follow from the other numbers of the reasons."""
    for step in steps:
        numbers = step["numbers"]
        if "stated" in numbers:  # some children do not apply
            assert math.isclose(numbers["stated"] / numbers["total"], numbers["weight"], rel_tol=1e-9), step
        elif step["method"] in WEIGHED_AGAIN and "weight" in numbers:
            assert math.isclose(WEIGHED_AGAIN[step["method"]](numbers), numbers["weight"], rel_tol=1e-9), step
    _assert_important([step["numbers"] for step in steps if step["method"] == "optimised"])
    _assert_fit([step["numbers"] for step in steps if step["method"] == "ahp" and "stated" not in step["numbers"]])


def _assert_fit(told: Sequence[Numbers]) -> None:
    """Weights from pairwise comparisons: multiplied by the table they all grow by the same factor."""
    weights = {numbers["child"]: numbers["weight"] for numbers in told if "weight" in numbers}
    image = dict(weights)
    for numbers in told:
        if "times" in numbers:
            image[numbers["child"]] += numbers["times"] * weights[numbers["over"]]
            image[numbers["over"]] += weights[numbers["child"]] / numbers["times"]
    factor = math.fsum(image.values())
    assert all(math.isclose(image[child], factor * weight, rel_tol=1e-9) for child, weight in weights.items())


def _assert_important(told: Sequence[Numbers]) -> None:
    """Weights for a wanted importance: each child's correlation with the weighted sum has the share that was wanted."""
    told = [numbers for numbers in told if "wanted" in numbers]
    if not told:
        return
    power = 2 if told[0]["measure"] == "squared_correlation" else 1
    parts = [numbers["weight"] * numbers["deviation"] for numbers in told]
    rows = [[numbers[f"correlation_{other}"] for other in range(1, len(told) + 1)] for numbers in told]
    with_sum = [math.fsum(r * part for r, part in zip(row, parts, strict=True)) for row in rows]
    spread = math.sqrt(math.fsum(one * part for one, part in zip(with_sum, parts, strict=True)))
    total = math.fsum((one / spread) ** power for one in with_sum)
    for numbers, one in zip(told, with_sum, strict=True):
        assert math.isclose((one / spread) ** power / total, numbers["wanted"], rel_tol=1e-9)
    assert math.isclose(math.fsum(numbers["weight"] for numbers in told), 1)


def _budget_allocation(numbers: Numbers) -> float:
    return float(numbers["points"] / (numbers["experts"] * numbers["total"]))


def _entropy(numbers: Numbers) -> float:
    return 1.0 if "total" not in numbers else float(numbers["divergence"] / numbers["total"])


def _critic(numbers: Numbers) -> float:
    return 1.0 if "total" not in numbers else float(numbers["deviation"] * numbers["conflict"] / numbers["total"])


def _pca(numbers: Numbers) -> float:
    if "total" not in numbers:
        return 1.0
    assert math.isclose(numbers["loading"] ** 2, numbers["square"])
    return float(numbers["square"] / numbers["total"])


# By method. Where the methodology states the weight itself, there is nothing to compute.
WEIGHED_AGAIN: Mapping[str, Callable[[Numbers], float]] = {
    "budget_allocation": _budget_allocation,
    "entropy": _entropy,
    "critic": _critic,
    "pca": _pca,
}
