"""Adjustments of scores and applicability by lists and conditions, one unit at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tests.engine.reference.normalise import Bad, row_in_force
from tests.engine.reference.numbers import twelve


@dataclass(frozen=True)
class Beside:
    """What an adjustment sees besides the scores. `variable(unit, name)`, `score(unit, node)`; `values(lag)`: the
    indicator's own values so many periods before; `low`, `high`: the points.
    """

    variable: Callable[[str, str], float | None]
    score: Callable[[str, str], float | None]
    values: Callable[[int], dict[str, float]]
    low: float
    high: float
    rising: bool


def adjusted(scores: dict[str, float], rules: Any, beside: Beside) -> tuple[dict[str, float], dict[str, str]]:
    """The scores after the rules, and by unit the reason where a gate took one away."""
    gates: dict[str, str] = {}
    for rule in rules:
        name = str(rule.__struct_config__.tag)
        if name == "gate":
            for unit in [unit for unit in scores if not passes(rule, unit, beside)]:
                del scores[unit]
                gates[unit] = f"gate:{rule.gate}"
        else:
            scores = CHANGES[name](scores, rule, beside)
    return scores, gates


def passes(rule: Any, unit: str, beside: Beside) -> bool:
    found = beside.score(unit, rule.node) if rule.node is not None else beside.variable(unit, rule.variable)
    if found is None:
        return str(rule.missing) == "pass"
    return twelve(found) >= twelve(rule.at_least)


def recorded(scores: dict[str, float], rule: Any, beside: Beside) -> dict[str, float]:
    found = {unit: beside.variable(unit, rule.variable) for unit in scores}
    faults: list[list[str] | None] = []
    missing = [unit for unit, points in found.items() if points is None]
    negative = [unit for unit, points in found.items() if points is not None and points < 0]
    if rule.missing == "refuse" and missing:
        faults.append(missing)
    if negative:
        faults.append(negative)
    if faults:
        raise Bad(*faults)
    return {unit: points or 0.0 for unit, points in found.items()}


def less(score: float, points: float, low: float) -> float:
    """Points off, but not below the scale; a score below it stays where it is."""
    return score if score <= low else max(score - points, low)


def penalty(scores: dict[str, float], rule: Any, beside: Beside) -> dict[str, float]:
    points = recorded(scores, rule, beside)
    return {unit: less(score, points[unit], beside.low) for unit, score in scores.items()}


def bonus(scores: dict[str, float], rule: Any, beside: Beside) -> dict[str, float]:
    points = recorded(scores, rule, beside)
    return {
        unit: score if score >= beside.high else min(score + points[unit], beside.high)
        for unit, score in scores.items()
    }


def cap_score(scores: dict[str, float], rule: Any, beside: Beside) -> dict[str, float]:
    held = {}
    for unit, score in scores.items():
        if rule.least is not None and score < rule.least:
            score = rule.least
        if rule.greatest is not None and score > rule.greatest:
            score = rule.greatest
        held[unit] = score
    return held


def over_achievement(scores: dict[str, float], rule: Any, beside: Beside) -> dict[str, float]:
    return {unit: score - rule.by if twelve(score) > twelve(rule.above) else score for unit, score in scores.items()}


def decline(scores: dict[str, float], rule: Any, beside: Beside) -> dict[str, float]:
    values = [beside.values(lag) for lag in range(rule.periods + 1)]
    changed = {}
    for unit, score in scores.items():
        running = 0
        for now, before in pairwise(values):
            if unit in now and unit in before:
                change = twelve(now[unit]) - twelve(before[unit])
                running += (change < 0) if beside.rising else (change > 0)
            else:
                running += rule.missing == "fail"
        changed[unit] = less(score, rule.points, beside.low) if running == rule.periods else score
    return changed


CHANGES = {
    "penalty": penalty,
    "bonus": bonus,
    "cap_score": cap_score,
    "over_achievement": over_achievement,
    "decline": decline,
}


def is_among(rule: Any, unit: str, kind: str, period: str, variable: Callable[[str, str], float | None]) -> bool:
    """Whether a node with this rule of applicability applies to the unit."""
    name = str(rule.__struct_config__.tag)
    if name == "kinds":
        return kind in rule.kinds
    if name == "units":
        listed = unit in row_in_force(rule.dated, period).units
        return listed if rule.applies_to == "listed" else not listed
    assert name == "condition"
    found = variable(unit, rule.variable)
    if found is None:
        return str(rule.missing) == "applies"
    if rule.at_least is not None and twelve(found) < twelve(rule.at_least):
        return False
    return rule.at_most is None or twelve(found) <= twelve(rule.at_most)
