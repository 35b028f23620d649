"""The share of the value of a named unit that is reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.ratios import fault_of, shares_of, without_share
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.written import Word
from tarazy.engine.words import Message, msg

TITLE = msg("Share of the value of a reference unit")
RELATIVE = True


class Parameters(Base, frozen=True, kw_only=True, tag="distance_to_unit"):
    """`unit`: whose value is the reference. `points`: what the reference unit itself earns."""

    unit: Word
    points: float
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if not points.low < parameters.points <= points.high:
        yield Flaw(
            Message(msg("The reference unit earns {points} points."), {"points": parameters.points}),
            Message(
                msg("The points of the methodology go from {low} to {high}, and the reference must earn some of them."),
                {"low": points.low, "high": points.high},
            ),
            Message(msg("Give a number above {low} and not above {high}."), {"low": points.low, "high": points.high}),
            ("points",),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by the share of the reference unit's value that they reach.

    Formula: share = value / reference, or reference / value where a lower value earns more; score = points_low + share
    * (points - points_low).
    Parameters: `column` float64[n] in the indicator's unit of measure, with a natural zero; a missing value (NaN) stays
    missing; the reference is the value of the named unit in the period.
    Returns: float64[n] in points, above `points` for those who do better than the reference.
    Raises: Refused where there are values, but the reference unit is not assessed in the period or has none above zero;
    for values below zero, and for zero where a lower value earns more.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5, distance to a reference.

    >>> laid_down = {"source": "-", "date": date(2024, 1, 1)}
    >>> rule = Parameters(unit="U001", points=80, **laid_down)
    >>> compute(np.array([10.0, 20.0, 25.0, np.nan]), rule, scene(4)).tolist()
    [40.0, 80.0, 100.0, nan]
    """
    if np.isnan(column).all():
        return column.copy()
    faults = []
    outside = without_share(column, rising=scene.rising)
    named = scene.units.ids == parameters.unit
    reference = _reference(column, parameters, scene)
    if reference is None:
        faults.append(_nobody(parameters))
    elif np.isnan(reference) or reference <= 0:
        faults.append(_no_yardstick(parameters))
        outside &= ~named
    if outside.any():
        faults.append(fault_of(outside, rising=scene.rising))
    if faults or reference is None:
        raise Refused(*faults)
    score = shares_of(reference, column, rising=scene.rising)
    score *= parameters.points - scene.points.low
    score += scene.points.low
    return score


def _reference(column: Vector, parameters: Parameters, scene: Scene) -> float | None:
    """The value of the reference unit, NaN where it is missing; None where the unit is not there."""
    at = np.flatnonzero(scene.units.ids == parameters.unit)
    return float(column[at[0]]) if at.size else None


def _nobody(parameters: Parameters) -> Fault:
    return Fault(
        Message(msg("The reference unit {unit} is not assessed in this period."), {"unit": parameters.unit}),
        Message(msg("The score is a share of its value.")),
        Message(msg("Name a unit that exists in the period and is of an assessed kind, or do not score this period.")),
    )


def _no_yardstick(parameters: Parameters) -> Fault:
    return Fault(
        Message(msg("The reference unit {unit} has no value above zero."), {"unit": parameters.unit}),
        Message(msg("The score is a share of its value.")),
        Message(msg("Complete or correct its value in the data, or name another unit.")),
    )


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Which share of the reference is reached; nothing where the value is missing."""
    reference = _reference(column, parameters, scene)
    if np.isnan(column[at]) or reference is None:
        return []
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "unit": parameters.unit,
        "reference": reference,
        "share": float(column[at] / reference if scene.rising else reference / column[at]),
        "points": parameters.points,
        "points_low": scene.points.low,
        "better": "higher" if scene.rising else "lower",
        "score": float(result[at]),
    }
    return [Reason(_told(scene.rising), numbers, float(result[at]))]


def _told(rising: bool) -> str:
    if rising:
        return msg(
            "The value {value}, divided by the value {reference} of the reference unit {unit}, gives {share}. The "
            "reference earns {points} points, zero would earn {points_low}: {score} points."
        )
    return msg(
        "The value {reference} of the reference unit {unit}, divided by the value {value}, gives {share}. The "
        "reference earns {points} points, and the greater a value, the nearer it comes to {points_low}: {score} points."
    )
