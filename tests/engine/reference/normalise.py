"""From values to points, by the definitions."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from typing import Any

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.period import last_day
from tests.engine.reference.numbers import place, twelve


class Bad(Exception):
    """Units whose values cannot be turned into points, once for each thing that is wrong; None: nobody's can."""

    def __init__(self, *units: list[str] | None) -> None:
        self.units = units


def row_in_force(rows: Any, period: str) -> Any:
    """The row of a dated list that holds on the last day of the period."""
    found = None
    for row in rows:
        if row.from_ <= last_day(period) and (found is None or row.from_ > found.from_):
            found = row
    if found is None:
        raise Bad(None)
    return found


def points_of(methodology: Methodology, share: float) -> float:
    low, high = methodology.points.low, methodology.points.high
    return low + share * (high - low)


def goalposts(
    values: dict[str, float], p: Any, rising: bool, period: str, methodology: Methodology
) -> dict[str, float]:
    row = p.fixed if p.fixed is not None else row_in_force(p.dated, period)
    if p.outside == "refuse":
        outside = [unit for unit, value in values.items() if value < row.low or value > row.high]
        if outside:
            raise Bad(outside)
    scores, without_logarithm = {}, []
    for unit, value in values.items():
        if p.outside == "cap":
            value = min(max(value, row.low), row.high)
        low, high = row.low, row.high
        if p.scale == "log":
            if value <= 0:
                without_logarithm.append(unit)
                continue
            value, low, high = math.log(value), math.log(low), math.log(high)
        share = (value - low) / (high - low) if rising else (high - value) / (high - low)
        scores[unit] = points_of(methodology, share)
    if without_logarithm:
        raise Bad(without_logarithm)
    return scores


def min_max(
    values: dict[str, float], p: Any, rising: bool, methodology: Methodology, groups: dict[str, str]
) -> dict[str, float]:
    scores, constant = {}, []
    for unit, value in values.items():
        compared = [values[other] for other in values if p.within == "period" or groups[other] == groups[unit]]
        low, high = min(compared), max(compared)
        if twelve(low) == twelve(high):
            constant.append(unit)
            continue
        share = (value - low) / (high - low) if rising else (high - value) / (high - low)
        scores[unit] = points_of(methodology, share)
    if constant:
        raise Bad(constant)
    return scores


def _stretched(behind: Decimal, n: int, scale: Decimal) -> float:
    """-scale * ln(1 - R * (1 - exp(-100 / scale))) with R = behind / n, with many more digits than a double has."""
    with localcontext(prec=60):
        return float(-scale * (1 - behind / n * (1 - (-100 / scale).exp())).ln())


def rank_exponential(
    values: dict[str, float], p: Any, rising: bool, methodology: Methodology, groups: dict[str, str]
) -> dict[str, float]:
    scores = {}
    for unit, value in values.items():
        compared = [values[other] for other in values if p.within == "period" or groups[other] == groups[unit]]
        n = len(compared)
        r = place(value, compared, rising, p.ties)
        behind = Decimal(n - r + 1 if p.fraction == "n_minus_r_plus_1" else n - r)
        scores[unit] = points_of(methodology, _stretched(behind, n, Decimal(p.scale)) / 100)
    return scores
