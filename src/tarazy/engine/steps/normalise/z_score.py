"""The distance from the mean, counted in standard deviations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import numpy as np

from tarazy.engine.model.centred import flaws_of_centre, points_of_deviations
from tarazy.engine.model.groups import Groups, ends, ends_of_rows, means, means_of_rows
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Flags, Vector, are_one
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.places import counts, counts_of_rows
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene, Within
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg

TITLE = msg("Standard deviations from the mean")
RELATIVE = True


class Parameters(Base, frozen=True, kw_only=True, tag="z_score"):
    """`centre`: the points of the mean. `points_per_deviation`: what one standard deviation brings. `deviation`: of all
    that there are (population, divided by n) or of a part of them (sample, divided by n - 1).
    """

    centre: float
    points_per_deviation: float
    deviation: Literal["population", "sample"]
    within: Within
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    yield from flaws_of_centre(parameters.centre, parameters.points_per_deviation, points)


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by how many standard deviations they lie from the mean.

    Formula: z = (value - mean) / s, or (mean - value) / s where a lower value earns more; s = sqrt(sum of
    (value - mean)^2 / n), or / (n - 1) of a sample; score = centre + z * points_per_deviation.
    Parameters: `column` float64[n] in the indicator's unit of measure; a missing value (NaN) stays missing and counts
    in no mean; n, mean and s are those of the period or peer group.
    Returns: float64[n] in points, which no scale holds in.
    Raises: Refused where all values of a group are the same in 12 significant digits.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5.

    >>> laid_down = {"source": "-", "date": date(2024, 1, 1)}
    >>> rule = Parameters(
    ...     centre=50, points_per_deviation=10, deviation="population", within="period", **laid_down
    ... )
    >>> compute(np.array([2.0, 4.0, 6.0, 8.0, 5.0, np.nan]), rule, scene(6)).tolist()
    [35.0, 45.0, 55.0, 65.0, 50.0, nan]
    """
    groups = scene.groups_within(parameters.within)
    constant = are_one(*ends(column, groups)) & ~np.isnan(column)
    if constant.any():
        raise Refused(_constant(constant))
    mean, deviation = _mean_and_deviation(column, groups, parameters)
    return points_of_deviations(
        column, mean, deviation, parameters.centre, parameters.points_per_deviation, scene.rising
    )


def rows(columns: Matrix, parameters: Parameters, scene: Scene) -> Matrix:
    """The points of each row, float64[m, n], as `compute` gives them."""
    groups = scene.groups_within(parameters.within)
    low, high = ends_of_rows(columns, groups)
    if (are_one(low.ravel(), high.ravel())).any():
        raise Refused(_constant(np.ones(columns.shape[1], dtype=np.bool_)))
    mean = means_of_rows(columns, groups)
    farthest = np.maximum(high - mean, mean - low)
    with np.errstate(invalid="ignore", divide="ignore"):
        share_squared = means_of_rows(((columns - mean) / farthest) ** 2, groups)
        if parameters.deviation == "sample":
            number = counts_of_rows(columns, groups)
            share_squared = share_squared * (number / (number - 1))
    deviation = farthest * np.sqrt(share_squared)
    return points_of_deviations(
        columns, mean, deviation, parameters.centre, parameters.points_per_deviation, scene.rising
    )


def _constant(units: Flags) -> Fault:
    return Fault(
        Message(msg("All values that are compared are the same.")),
        Message(msg("The score counts standard deviations from the mean, and there is no deviation.")),
        Message(msg("Take goalposts for this indicator, compare a larger group, or leave the indicator out.")),
        units,
    )


def _mean_and_deviation(column: Vector, groups: Groups, parameters: Parameters) -> tuple[Vector, Vector]:
    """Of the group of each unit."""
    mean = means(column, groups)
    low, high = ends(column, groups)
    # Distances are squared as shares of the farthest, so that neither large nor tiny values leave the range of numbers.
    farthest = np.maximum(high - mean, mean - low)
    number = counts(column, groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        share_squared = means(((column - mean) / farthest) ** 2, groups)
        if parameters.deviation == "sample":
            share_squared *= number / (number - 1)
    return mean, farthest * np.sqrt(share_squared)


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """How far the value lies from the mean; nothing where it is missing."""
    if np.isnan(column[at]):
        return []
    groups = scene.groups_within(parameters.within)
    mean, deviation = (part[at] for part in _mean_and_deviation(column, groups, parameters))
    distance = (column[at] - mean) / deviation if scene.rising else (mean - column[at]) / deviation
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "mean": float(mean),
        "standard_deviation": float(deviation),
        "distance": float(distance),
        "n": int(counts(column, groups)[at]),
        "centre": parameters.centre,
        "points_per_deviation": parameters.points_per_deviation,
        "deviation": parameters.deviation,
        "within": parameters.within,
        "better": "higher" if scene.rising else "lower",
        "score": float(result[at]),
    }
    return [Reason(_told(scene.rising), numbers, float(result[at]))]


def _told(rising: bool) -> str:
    if rising:
        return msg(
            "The value {value} less the mean {mean} of the {n} values, divided by their standard deviation "
            "{standard_deviation}, is {distance}. The mean earns {centre} points, each deviation "
            "{points_per_deviation}: {score} points."
        )
    return msg(
        "The mean {mean} of the {n} values less the value {value}, divided by their standard deviation "
        "{standard_deviation}, is {distance}. The mean earns {centre} points, each deviation "
        "{points_per_deviation}: {score} points."
    )
