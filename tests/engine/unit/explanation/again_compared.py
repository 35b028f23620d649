"""Computes points again that depend on how a value stands among the others, from the numbers of the explanation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Numbers = Mapping[str, Any]


def _towards(better: str, distance: float) -> float:
    return distance if better == "higher" else -distance


def _z_score(value: float, numbers: Numbers) -> float:
    distance = (value - numbers["mean"]) / numbers["standard_deviation"]
    return float(numbers["centre"] + _towards(numbers["better"], distance) * numbers["points_per_deviation"])


def _percentile_rank(value: float, numbers: Numbers) -> float:
    share = (numbers["below"] + numbers["equal"] / 2) / numbers["n"]
    return float(numbers["points_low"] + share * (numbers["points_high"] - numbers["points_low"]))


def _mad(value: float, numbers: Numbers) -> float:
    distance = (value - numbers["median"]) / numbers["median_absolute_deviation"]
    return float(numbers["centre"] + _towards(numbers["better"], distance) * numbers["points_per_deviation"])


def _borda(value: float, numbers: Numbers) -> float:
    return float(numbers["points_low"] + (numbers["n"] - numbers["rank"]) * numbers["points_per_place"])


def _distance_to_best(value: float, numbers: Numbers) -> float:
    share = value / numbers["best"] if numbers["better"] == "higher" else numbers["best"] / value
    return float(numbers["points_low"] + share * (numbers["points_high"] - numbers["points_low"]))


def _distance_to_unit(value: float, numbers: Numbers) -> float:
    share = value / numbers["reference"] if numbers["better"] == "higher" else numbers["reference"] / value
    return float(numbers["points_low"] + share * (numbers["points"] - numbers["points_low"]))


COMPARED_AGAIN: dict[str, Callable[[float, Numbers], float]] = {
    "borda": _borda,
    "distance_to_best": _distance_to_best,
    "distance_to_unit": _distance_to_unit,
    "mad": _mad,
    "percentile_rank": _percentile_rank,
    "z_score": _z_score,
}
