"""What becomes of the values of an indicator before they are turned into points: divided, filled in, treated."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from tests.engine.reference.normalise import Bad
from tests.engine.reference.numbers import twelve
from tests.engine.reference.powers import powered
from tests.engine.reference.told import told_by_regression

Values = dict[str, float]
# The values of the indicator so many periods before (negative: after), of every unit that has one.
AtLag = Callable[[int], Values]
# The group of each unit, within the period, its peer group or its kind.
Groups = Callable[[str], Mapping[str, str]]


def tag(parameters: Any) -> str:
    return str(parameters.__struct_config__.tag)


def denominated(values: Values, p: Any, denominator: Callable[[str, str], float | None]) -> Values:
    assert tag(p) == "per"
    zero, beyond, result = [], [], {}
    for unit, value in values.items():
        by = denominator(unit, p.variable)
        if by == 0:
            zero.append(unit)
        elif by is not None:
            result[unit] = value * p.factor / by
            if math.isinf(result[unit]):
                beyond.append(unit)
    if zero or beyond:
        raise Bad(*(units for units in (zero, beyond) if units))
    return result


def filled(
    values: Values,
    p: Any,
    units: Mapping[str, str],
    asked: set[str],
    at_lag: AtLag,
    of_other: Callable[[str], Values],
    groups: Groups,
) -> Values:
    """What stands for missing values, by unit; `units`: the peer group of each, `asked`: of whom a value is wanted,
    `of_other`: the values of another indicator.
    """
    missing = [unit for unit in units if unit not in values]
    if tag(p) == "fail":
        if asked - values.keys():
            raise Bad([unit for unit in missing if unit in asked])
        return {}
    found: Values = {}
    if tag(p) == "constant":
        found = dict.fromkeys(missing, p.value)
    elif tag(p) == "previous_period":
        found = _nearest(missing, range(1, p.periods + 1), at_lag)[0]
    elif tag(p) == "interpolation" and missing:
        before, back = _nearest(units, range(1, p.periods + 1), at_lag)
        after, ahead = _nearest(units, range(-1, -p.periods - 1, -1), at_lag)
        for unit in missing:
            if unit in before and unit in after:
                share = back[unit] / (back[unit] + ahead[unit])
                found[unit] = before[unit] + (after[unit] - before[unit]) * share
    elif tag(p) in ("group_mean", "group_median"):
        for unit in missing:
            peers = [value for other, value in values.items() if p.within == "period" or units[other] == units[unit]]
            if peers:
                found[unit] = _mean(peers) if tag(p) == "group_mean" else _median(peers)
    elif tag(p) == "regression":
        if asked - values.keys():
            found = told_by_regression(values, [of_other(one) for one in p.others], groups(p.within), asked)
    else:
        assert tag(p) in ("leave", "fail", "interpolation")
    return {unit: value for unit, value in found.items() if unit in asked}


def _nearest(units: Iterable[str], lags: Iterable[int], at_lag: AtLag) -> tuple[Values, dict[str, int]]:
    """The first value of each, and how many periods away it is."""
    waiting, found, away = list(units), {}, {}
    for lag in lags:
        if not waiting:
            break
        there = at_lag(lag)
        for unit in [unit for unit in waiting if unit in there]:
            found[unit], away[unit] = there[unit], abs(lag)
            waiting.remove(unit)
    return found, away


def _mean(numbers: list[float]) -> float:
    total = 0.0
    for number in numbers:
        total += number
    return total / len(numbers)


def _median(numbers: list[float]) -> float:
    in_order = sorted(numbers)
    return in_order[(len(in_order) - 1) // 2] / 2 + in_order[len(in_order) // 2] / 2


def treated(values: Values, p: Any, groups: Groups) -> Values:
    if tag(p) == "cap":
        low, high = -math.inf if p.low is None else p.low, math.inf if p.high is None else p.high
        return {unit: min(max(value, low), high) for unit, value in values.items()}
    if tag(p) == "log":
        if bad := [unit for unit, value in values.items() if value + p.shift <= 0]:
            raise Bad(bad)
        logarithm = math.log if p.base == "natural" else math.log10
        return {unit: logarithm(value + p.shift) for unit, value in values.items()}
    if tag(p) == "box_cox":
        return powered(values, p, groups(p.estimated.within if p.estimated else "period"))
    if tag(p) == "winsorise_or_log":
        return _winsorised_or_logarithm(values, p)
    assert tag(p) == "winsorise"
    return _winsorised(values, p)


def _winsorised_or_logarithm(values: Values, p: Any) -> Values:
    moved = _winsorised(values, p)
    before, after = (_skewness_and_kurtosis(list(one.values())) for one in (values, moved))
    if before is None or after is None or _is_inside(after, p):
        return moved
    least, greatest = min(values.values()), max(values.values())
    shift = p.shift_share * (greatest - least)
    if before[0] < 0 and p.left_tail == "from_greatest":
        return {unit: -math.log(greatest - value + shift) for unit, value in values.items()}
    return {unit: math.log(value - least + shift) for unit, value in values.items()}


def _is_inside(shape: tuple[float, float], p: Any) -> bool:
    return twelve(abs(shape[0])) < twelve(p.max_skewness) or twelve(shape[1]) < twelve(p.max_kurtosis)


def _winsorised(values: Values, p: Any) -> Values:
    now = dict(values)
    greatest: list[str] = []
    least: list[str] = []
    while len(greatest) + len(least) < p.max_points:
        shape = _skewness_and_kurtosis(list(now.values()))
        if shape is None or _is_inside(shape, p):
            break
        end = max(now.values()) if shape[0] >= 0 else min(now.values())
        at_end = [unit for unit, value in now.items() if twelve(value) == twelve(end)]
        others = [value for unit, value in now.items() if unit not in at_end]
        if shape[0] >= 0:
            greatest, moved_to = at_end, max(others)
        else:
            least, moved_to = at_end, min(others)
        now |= dict.fromkeys(at_end, moved_to)
    return now


def _skewness_and_kurtosis(numbers: list[float]) -> tuple[float, float] | None:
    """By exact fractions; None where there are fewer than four numbers, or all are the same."""
    n = len(numbers)
    if n < 4 or len({twelve(number) for number in numbers}) == 1:
        return None
    mean = sum(map(Fraction, numbers), Fraction()) / n
    apart = [Fraction(number) - mean for number in numbers]
    scale = max(abs(one) for one in apart)
    second, third, fourth = (sum(((one / scale) ** power for one in apart), Fraction()) / n for power in (2, 3, 4))
    skewness = float(third) / float(second) ** 1.5 * math.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = ((n + 1) * (fourth / second**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return skewness, float(kurtosis)
