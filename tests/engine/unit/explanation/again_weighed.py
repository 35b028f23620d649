"""Computes again what children weigh, from nothing but the numbers of an explanation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

Numbers = Mapping[str, Any]


def assert_weighed(step: Mapping[str, Any]) -> None:
    """The weight that a reason of the step `weigh` tells follows from the reason's other numbers."""
    numbers = step["numbers"]
    if "stated" in numbers:  # some children do not apply
        found = numbers["stated"] / numbers["total"]
    elif step["method"] in WEIGHED_AGAIN:
        found = WEIGHED_AGAIN[step["method"]](numbers)
    else:
        return
    assert math.isclose(found, numbers["weight"], rel_tol=1e-9), step


def _budget_allocation(numbers: Numbers) -> float:
    return float(numbers["points"] / (numbers["experts"] * numbers["total"]))


# By method. Where the methodology states the weight itself, there is nothing to compute.
WEIGHED_AGAIN: Mapping[str, Callable[[Numbers], float]] = {
    "budget_allocation": _budget_allocation,
}
