"""Computes points again that follow from a rule laid down beforehand, from the numbers of the explanation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

Numbers = Mapping[str, Any]


def _twelve(x: float) -> float:
    return float(f"{x:.12g}")


def _steps_of_points(value: float, numbers: Numbers) -> float:
    score, step = numbers["points_0"], 1
    while (threshold := numbers.get(f"threshold_{step}")) is not None:
        above, on_it = _twelve(value) > _twelve(threshold), _twelve(value) == _twelve(threshold)
        if above or (on_it and numbers["on_threshold"] == "upper"):
            score = numbers[f"points_{step}"]
        step += 1
    return float(score)


def _yes_no(value: float, numbers: Numbers) -> float:
    is_good = (_twelve(value) == 1) == (numbers["better"] == "higher")
    return float(numbers["points_high" if is_good else "points_low"])


def _letters(value: float, numbers: Numbers) -> float:
    position = 1
    while _twelve(numbers[f"value_{position}"]) != _twelve(value):
        position += 1
    assert numbers[f"letter_{position}"] == numbers["letter"]
    return float(numbers[f"points_{position}"])


def _percent(value: float, of: float, numbers: Numbers) -> float:
    percent = 100 * (value / of if numbers["better"] == "higher" else of / value)
    if "least_percent" in numbers:
        percent = min(max(percent, numbers["least_percent"]), numbers["most_percent"])
    return percent


def _between(share: float, numbers: Numbers) -> float:
    return float(numbers["points_low"] + share * (numbers["points_high"] - numbers["points_low"]))


def _ratio_to_previous(value: float, numbers: Numbers) -> float:
    least, most = numbers["least_percent"], numbers["most_percent"]
    return _between((_percent(value, numbers["previous"], numbers) - least) / (most - least), numbers)


def _ratio_of_changes(value: float, numbers: Numbers) -> float:
    least, most, previous = numbers["least_percent"], numbers["most_percent"], numbers["previous"]
    if "before" not in numbers:  # not worse
        return _ratio_to_previous(value, numbers)
    percent = 100 * abs(previous - numbers["before"]) / abs(value - previous)
    return _between((min(max(percent, least), 100) - least) / (most - least), numbers)


def _target(value: float, numbers: Numbers) -> float:
    return _between(_percent(value, numbers["target"], numbers) / 100, numbers)


def _peer_goalposts(value: float, numbers: Numbers) -> float:
    low, high = numbers["low"], numbers["high"]
    if numbers["outside"] == "cap":
        value = min(max(value, low), high)
    if numbers["scale"] == "log":
        value, low, high = math.log(value), math.log(low), math.log(high)
    share = (value - low) / (high - low)
    return _between(share if numbers["better"] == "higher" else 1 - share, numbers)


RULED_AGAIN: dict[str, Callable[[float, Numbers], float]] = {
    "steps_of_points": _steps_of_points,
    "yes_no": _yes_no,
    "letters": _letters,
    "ratio_of_changes": _ratio_of_changes,
    "ratio_to_previous": _ratio_to_previous,
    "target": _target,
    "peer_goalposts": _peer_goalposts,
}
