"""From values to points by how they stand among the others, by the definitions, one unit after the other."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from statistics import median
from typing import Any

from tarazy.engine.model.methodology import Methodology
from tests.engine.reference.normalise import Bad, points_of
from tests.engine.reference.numbers import place, twelve

Values = dict[str, float]
Peers = dict[str, list[str]]


def z_score(values: Values, peers: Peers, p: Any, rising: bool, methodology: Methodology) -> Values:
    scores, constant = {}, []
    for unit, value in values.items():
        compared = [Fraction(values[other]) for other in peers[unit]]
        if twelve(float(min(compared))) == twelve(float(max(compared))):
            constant.append(unit)
            continue
        mean = sum(compared) / len(compared)
        squares = sum((other - mean) ** 2 for other in compared)
        variance = squares / (len(compared) if p.deviation == "population" else len(compared) - 1)
        distance = float(Fraction(value) - mean) / _root(variance)
        scores[unit] = p.centre + (distance if rising else -distance) * p.points_per_deviation
    if constant:
        raise Bad(constant)
    return scores


def _root(of: Fraction) -> float:
    """The square may lie beyond the numbers of a machine where its root does not."""
    with localcontext(prec=50):
        return float((Decimal(of.numerator) / Decimal(of.denominator)).sqrt())


def percentile_rank(values: Values, peers: Peers, p: Any, rising: bool, methodology: Methodology) -> Values:
    scores = {}
    for unit, value in values.items():
        compared = [twelve(values[other]) for other in peers[unit]]
        less = sum(other < twelve(value) if rising else other > twelve(value) for other in compared)
        share = (less + compared.count(twelve(value)) / 2) / len(compared)
        scores[unit] = points_of(methodology, share)
    return scores


def mad(values: Values, peers: Peers, p: Any, rising: bool, methodology: Methodology) -> Values:
    scores, alike = {}, []
    for unit, value in values.items():
        compared = [values[other] for other in peers[unit]]
        if median_distance([twelve(other) for other in compared]) == 0:
            alike.append(unit)
            continue
        distance = (Fraction(value) - median(map(Fraction, compared))) / median_distance(compared)
        scores[unit] = p.centre + float(distance if rising else -distance) * p.points_per_deviation
    if alike:
        raise Bad(alike)
    return scores


def median_distance(compared: list[float]) -> Fraction:
    middle = median(map(Fraction, compared))
    return median(abs(Fraction(other) - middle) for other in compared)


def borda(values: Values, peers: Peers, p: Any, rising: bool, methodology: Methodology) -> Values:
    scores = {}
    for unit, value in values.items():
        r = place(value, [values[other] for other in peers[unit]], rising, p.ties)
        scores[unit] = methodology.points.low + (len(peers[unit]) - r) * p.points_per_place
    return scores


def distance_to_best(values: Values, peers: Peers, p: Any, rising: bool, methodology: Methodology) -> Values:
    scores, outside, nothing = {}, [], []
    for unit, value in values.items():
        compared = [values[other] for other in peers[unit]]
        best = max(compared) if rising else min(compared)
        if value < 0 or (value == 0 and not rising):
            outside.append(unit)
        elif rising and best == 0:
            nothing.append(unit)
        else:
            share = Fraction(value) / Fraction(best) if rising else Fraction(best) / Fraction(value)
            scores[unit] = points_of(methodology, float(share))
    if outside or nothing:
        raise Bad(*(units for units in (outside, nothing) if units))
    return scores


def distance_to_unit(values: Values, peers: Peers, p: Any, rising: bool, methodology: Methodology) -> Values:
    faults: list[list[str] | None] = []
    reference = values.get(p.unit, 0.0)
    if not values:
        return {}
    if reference <= 0:
        faults.append(None)
    outside = [unit for unit, value in values.items() if value < 0 or (value == 0 and not rising)]
    if reference <= 0:
        outside = [unit for unit in outside if unit != p.unit]
    if outside:
        faults.append(outside)
    if faults:
        raise Bad(*faults)
    low = methodology.points.low
    return {
        unit: low
        + float(Fraction(value) / Fraction(reference) if rising else Fraction(reference) / Fraction(value))
        * (p.points - low)
        for unit, value in values.items()
    }


COMPARED: dict[str, Callable[[Values, Peers, Any, bool, Methodology], Values]] = {
    "borda": borda,
    "distance_to_best": distance_to_best,
    "distance_to_unit": distance_to_unit,
    "mad": mad,
    "percentile_rank": percentile_rank,
    "z_score": z_score,
}


def compared(
    tag: str, values: Values, p: Any, rising: bool, methodology: Methodology, groups: dict[str, str]
) -> Values:
    """The points of every unit by a method of COMPARED."""
    peers = {
        unit: [
            other
            for other in values
            if not hasattr(p, "within") or p.within == "period" or groups[other] == groups[unit]
        ]
        for unit in values
    }
    return COMPARED[tag](values, peers, p, rising, methodology)
