"""The value that is turned into points, again from what an explanation says: divided, filled in, treated."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Numbers = Mapping[str, Any]


def value_again(value: float, steps: Sequence[Mapping[str, Any]]) -> float:
    """The value of the formula (NaN: missing) after every step that is told before the points."""
    for step in steps:
        method, numbers = step["method"], step["numbers"]
        if "part" in numbers:  # tells one part of the value that is told of next
            continue
        if step["step"] == "denominate":
            assert method == "per"
            value = value * numbers["factor"] / numbers["denominator"]
        elif step["step"] == "missing":
            assert math.isnan(value)
            value = FILLED[method](numbers)
        elif step["step"] == "treat":
            value = TREATED[method](value, numbers)
    return value


def _between(numbers: Numbers) -> float:
    share = numbers["back"] / (numbers["back"] + numbers["ahead"])
    return float((1 - share) * numbers["before"] + share * numbers["after"])


def _on_the_plane(numbers: Numbers) -> float:
    filled, position = float(numbers["intercept"]), 1
    while f"slope_{position}" in numbers:
        filled += numbers[f"slope_{position}"] * numbers[f"value_{position}"]
        position += 1
    return filled


FILLED: Mapping[str, Callable[[Numbers], float]] = {
    "constant": lambda numbers: float(numbers["filled"]),
    "previous_period": lambda numbers: float(numbers["filled"]),
    "group_mean": lambda numbers: float(numbers["total"] / numbers["number"]),
    "group_median": lambda numbers: float((numbers["lower"] + numbers["upper"]) / 2),
    "interpolation": _between,
    "regression": _on_the_plane,
    "expectation_maximisation": _on_the_plane,
}


def _held(value: float, numbers: Numbers) -> float:
    return float(min(max(value, numbers.get("low", -math.inf)), numbers.get("high", math.inf)))


def _logarithm(value: float, numbers: Numbers) -> float:
    return math.log(value + numbers["shift"], math.e if numbers["base"] == "natural" else 10)


def _power(value: float, numbers: Numbers) -> float:
    if "value" not in numbers:  # tells how lambda was found; the value is not yet treated
        return value
    shifted, exponent = value + numbers["shift"], numbers["lambda"]
    return math.log(shifted) if exponent == 0 else float((shifted**exponent - 1) / exponent)


def _held_or_logarithm(value: float, numbers: Numbers) -> float:
    if "max_skewness" in numbers:  # tells the test of the limits, and the ends where winsorising was enough
        return _held(value, numbers)
    shift = numbers["shift_share"] * (numbers["greatest"] - numbers["least"])
    if numbers["from"] == "greatest":
        return -math.log(numbers["greatest"] - value + shift)
    return math.log(value - numbers["least"] + shift)


TREATED: Mapping[str, Callable[[float, Numbers], float]] = {
    "box_cox": _power,
    "cap": _held,
    "log": _logarithm,
    "winsorise": _held,
    "winsorise_or_log": _held_or_logarithm,
}
