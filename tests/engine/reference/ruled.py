"""From values to points by rules laid down beforehand, one unit at a time."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tarazy.engine.model.methodology import Methodology
from tests.engine.reference.normalise import Bad, points_of, row_in_force
from tests.engine.reference.numbers import twelve


@dataclass(frozen=True)
class Known:
    """What such a rule may know of a period besides its values.

    `before`: the values of the indicator so many periods before; `variable`: a unit's value of a variable, None =
    missing.
    """

    rising: bool
    period: str
    methodology: Methodology
    groups: dict[str, str]
    before: Callable[[int], dict[str, float]]
    variable: Callable[[str, str], float | None]

    def share(self, value: float, of: float) -> float:
        return value / of if self.rising else of / value


def refuse_against(by_value: list[float], rising: bool) -> None:
    """Nobody is scored by points that get somewhere worse and nowhere better as values get better."""
    in_order = by_value if rising else by_value[::-1]
    pairs = list(pairwise(in_order))
    if any(later < earlier for earlier, later in pairs) and not any(later > earlier for earlier, later in pairs):
        raise Bad(None)


def steps_of_points(values: dict[str, float], p: Any, known: Known) -> dict[str, float]:
    row = row_in_force(p.dated, known.period)
    refuse_against([row.points_below, *(step.points for step in row.steps)], known.rising)
    scores = {}
    for unit, value in values.items():
        scores[unit] = row.points_below
        for step in row.steps:
            mine, threshold = twelve(value), twelve(step.threshold)
            if mine > threshold or (mine == threshold and p.on_threshold == "upper"):
                scores[unit] = step.points
    return scores


def yes_no(values: dict[str, float], p: Any, known: Known) -> dict[str, float]:
    if neither := [unit for unit, value in values.items() if twelve(value) != 1 and value != 0]:
        raise Bad(neither)
    good = 1 if known.rising else 0
    return {unit: points_of(known.methodology, float(round(value) == good)) for unit, value in values.items()}


def letters(values: dict[str, float], p: Any, known: Known) -> dict[str, float]:
    row = row_in_force(p.dated, known.period)
    by_value = sorted((letter.value, letter.points) for letter in row.letters)
    refuse_against([points for _, points in by_value], known.rising)
    points = {twelve(value): earned for value, earned in by_value}
    if nameless := [unit for unit, value in values.items() if twelve(value) not in points]:
        raise Bad(nameless)
    return {unit: points[twelve(value)] for unit, value in values.items()}


def shares(values: dict[str, float], of: dict[str, float], known: Known, least: float, most: float) -> dict[str, float]:
    """What share each value is of its counterpart, or that of it, in percent; all units refused that have none."""
    both = [unit for unit in values if unit in of]
    bad = [[unit for unit in both if of[unit] <= 0], []]
    for unit in both:
        if unit not in bad[0] and (values[unit] < 0 or (values[unit] == 0 and not known.rising)):
            bad[1].append(unit)
    if bad[0] or bad[1]:
        raise Bad(*[units for units in bad if units])
    return {unit: min(max(100 * known.share(values[unit], of[unit]), least), most) for unit in both}


def ratio_to_previous(values: dict[str, float], p: Any, known: Known) -> dict[str, float]:
    percents = shares(values, known.before(1), known, p.least_percent, p.most_percent)
    length = p.most_percent - p.least_percent
    return {unit: points_of(known.methodology, (one - p.least_percent) / length) for unit, one in percents.items()}


def ratio_of_changes(values: dict[str, float], p: Any, known: Known) -> dict[str, float]:
    previous, before = known.before(1), known.before(2)
    worse = {
        unit: value
        for unit, value in values.items()
        if unit in previous and twelve(value) != twelve(previous[unit]) and (value < previous[unit]) == known.rising
    }
    others = {unit: value for unit, value in values.items() if unit not in worse}
    percents = shares(others, previous, known, p.least_percent, p.most_percent)
    for unit, value in worse.items():
        if unit in before:
            percent = 100 * abs(previous[unit] - before[unit]) / abs(value - previous[unit])
            percents[unit] = min(max(percent, p.least_percent), 100)
    length = p.most_percent - p.least_percent
    return {unit: points_of(known.methodology, (one - p.least_percent) / length) for unit, one in percents.items()}


def target(values: dict[str, float], p: Any, known: Known) -> dict[str, float]:
    targets = {unit: value for unit in values if (value := known.variable(unit, p.target)) is not None}
    least, most = (-math.inf, math.inf) if p.cap is None else (p.cap.least_percent, p.cap.most_percent)
    percents = shares(values, targets, known, least, most)
    return {unit: points_of(known.methodology, one / 100) for unit, one in percents.items()}


def peer_goalposts(values: dict[str, float], p: Any, known: Known) -> dict[str, float]:
    row = row_in_force(p.dated, known.period)
    pairs = {pair.peer_group: pair for pair in row.peer_groups}
    if without := [unit for unit in values if known.groups[unit] not in pairs]:
        raise Bad(without)
    scores: dict[str, float] = {}
    outside, without_logarithm = [], []
    for unit, value in values.items():
        low, high = pairs[known.groups[unit]].low, pairs[known.groups[unit]].high
        if p.outside == "cap":
            value = min(max(value, low), high)
        if p.outside == "refuse" and not low <= value <= high:
            outside.append(unit)
        elif p.scale == "log" and value <= 0:
            without_logarithm.append(unit)
        else:
            if p.scale == "log":
                value, low, high = math.log(value), math.log(low), math.log(high)
            share = (value - low) / (high - low) if known.rising else (high - value) / (high - low)
            scores[unit] = points_of(known.methodology, share)
    if outside or without_logarithm:
        raise Bad(outside or without_logarithm)
    return scores


RULED: dict[str, Callable[[dict[str, float], Any, Known], dict[str, float]]] = {
    "steps_of_points": steps_of_points,
    "yes_no": yes_no,
    "letters": letters,
    "ratio_of_changes": ratio_of_changes,
    "ratio_to_previous": ratio_to_previous,
    "target": target,
    "peer_goalposts": peer_goalposts,
}
