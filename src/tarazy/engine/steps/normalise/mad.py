"""The distance from the median, counted in median absolute deviations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from tarazy.engine.model.centred import flaws_of_centre, points_of_deviations
from tarazy.engine.model.groups import Groups, medians
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Flags, Vector, significant
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.places import counts
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene, Within
from tarazy.engine.words import Message, msg

TITLE = msg("Median absolute deviations from the median")
RELATIVE = True


class Parameters(Base, frozen=True, kw_only=True, tag="mad"):
    """`centre`: the points of the median. `points_per_deviation`: what one median absolute deviation brings."""

    centre: float
    points_per_deviation: float
    within: Within
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    yield from flaws_of_centre(parameters.centre, parameters.points_per_deviation, points)


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by how many median absolute deviations they lie from the median.

    Formula: d = (value - median) / MAD, or (median - value) / MAD where a lower value earns more; MAD = median of
    |value - median|; score = centre + d * points_per_deviation. The median of an even number of values is the mean of
    the two in the middle.
    Parameters: `column` float64[n] in the indicator's unit of measure; a missing value (NaN) stays missing and counts
    in no median; median and MAD are those of the period or peer group.
    Returns: float64[n] in points, which no scale holds in.
    Raises: Refused where more than half of a group's values are the same in 12 significant digits: its MAD is zero.
    Source: F. R. Hampel, The influence curve and its role in robust estimation, Journal of the American Statistical
    Association 69 (1974); used so, within nearest neighbours, by the Office for Local Government (United Kingdom).

    >>> laid_down = {"source": "-", "date": date(2024, 1, 1)}
    >>> rule = Parameters(centre=50, points_per_deviation=10, within="period", **laid_down)
    >>> compute(np.array([1.0, 3.0, 5.0, 7.0, 100.0, np.nan]), rule, scene(6)).tolist()
    [30.0, 40.0, 50.0, 60.0, 525.0, nan]
    """
    groups = scene.groups_within(parameters.within)
    alike = _median_and_deviation(significant(column), groups)[1] == 0
    if (alike & ~np.isnan(column)).any():
        raise Refused(_alike(alike & ~np.isnan(column)))
    median, deviation = _median_and_deviation(column, groups)
    return points_of_deviations(
        column, median, deviation, parameters.centre, parameters.points_per_deviation, scene.rising
    )


def _alike(units: Flags) -> Fault:
    return Fault(
        Message(msg("More than half of the values that are compared are the same.")),
        Message(msg("The score counts median absolute deviations, and the median deviation is zero.")),
        Message(msg("Take goalposts for this indicator, compare a larger group, or leave the indicator out.")),
        units,
    )


def _median_and_deviation(column: Vector, groups: Groups) -> tuple[Vector, Vector]:
    """Of the group of each unit: the median, and the median distance from it."""
    median = medians(column, groups)
    return median, medians(np.abs(column - median), groups)


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """How far the value lies from the median; nothing where it is missing."""
    if np.isnan(column[at]):
        return []
    groups = scene.groups_within(parameters.within)
    median, deviation = (part[at] for part in _median_and_deviation(column, groups))
    distance = (column[at] - median) / deviation if scene.rising else (median - column[at]) / deviation
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "median": float(median),
        "median_absolute_deviation": float(deviation),
        "distance": float(distance),
        "n": int(counts(column, groups)[at]),
        "centre": parameters.centre,
        "points_per_deviation": parameters.points_per_deviation,
        "within": parameters.within,
        "better": "higher" if scene.rising else "lower",
        "score": float(result[at]),
    }
    return [Reason(_told(scene.rising), numbers, float(result[at]))]


def _told(rising: bool) -> str:
    if rising:
        return msg(
            "The value {value} less the median {median} of the {n} values, divided by their median absolute deviation "
            "{median_absolute_deviation}, is {distance}. The median earns {centre} points, each deviation "
            "{points_per_deviation}: {score} points."
        )
    return msg(
        "The median {median} of the {n} values less the value {value}, divided by their median absolute deviation "
        "{median_absolute_deviation}, is {distance}. The median earns {centre} points, each deviation "
        "{points_per_deviation}: {score} points."
    )
