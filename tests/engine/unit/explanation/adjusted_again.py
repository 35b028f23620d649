"""Computes again what an adjustment made of a score, from nothing but the numbers of its explanation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Numbers = Mapping[str, Any]


def adjusted_again(method: str, score: float, numbers: Numbers) -> float:
    """The score after the adjustment; a gate that took it away has left nothing to compute."""
    return {
        "bonus": _bonus,
        "cap_score": _cap_score,
        "decline": _decline,
        "gate": _gate,
        "over_achievement": _over_achievement,
        "penalty": _penalty,
    }[method](score, numbers)


def _penalty(score: float, numbers: Numbers) -> float:
    return max(score - numbers["points"], min(score, numbers["points_low"]))


def _bonus(score: float, numbers: Numbers) -> float:
    return min(score + numbers["points"], max(score, numbers["points_high"]))


def _cap_score(score: float, numbers: Numbers) -> float:
    if "least" in numbers and score < numbers["least"]:
        return float(numbers["least"])
    if "greatest" in numbers and score > numbers["greatest"]:
        return float(numbers["greatest"])
    return score


def _gate(score: float, numbers: Numbers) -> float:
    passes = numbers["missing"] == "pass"
    if "found" in numbers:
        passes = _twelve(numbers["found"]) >= _twelve(numbers["at_least"])
    assert passes, "there is a score, so the gate was passed"
    return score


def _over_achievement(score: float, numbers: Numbers) -> float:
    return score - numbers["by"] if _twelve(score) > _twelve(numbers["above"]) else score


def _decline(score: float, numbers: Numbers) -> float:
    for lag in range(numbers["periods"]):
        now, before = numbers.get(f"value_{lag}"), numbers.get(f"value_{lag + 1}")
        if now is None or before is None:
            if numbers["missing"] == "pass":
                return score
            continue
        better, worse = (before, now) if numbers["better"] == "higher" else (now, before)
        if not _twelve(worse) < _twelve(better):
            return score
    return _penalty(score, numbers)


def _twelve(number: float) -> float:
    return float(f"{number:.12g}")
