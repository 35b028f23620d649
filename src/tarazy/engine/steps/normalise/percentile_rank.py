"""The share of the units that stand below."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.places import counts, places, standing
from tarazy.engine.model.scene import Reason, Scene, Within
from tarazy.engine.words import msg

TITLE = msg("Percentile rank")
RELATIVE = True


class Parameters(Base, frozen=True, kw_only=True, tag="percentile_rank"):
    """`within`: those who stand below are counted among all units of the period, or among the unit's peer group."""

    within: Within


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by the share of values that stand below.

    Formula: share = (number of values that earn less + number of equal values, its own among them, / 2) / n; score =
    points_low + share * (points_high - points_low). Values that agree in 12 significant digits are equal.
    Parameters: `column` float64[n] in the indicator's unit of measure; a missing value (NaN) stays missing and stands
    below nobody; n counts the values of the period or peer group.
    Returns: float64[n] in points.
    Raises: nothing.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5; ties by halves as the percentile
    rank of psychometrics (SciPy's percentileofscore, kind "mean").

    >>> compute(np.array([1.0, 2.0, 3.0, 3.0, 4.0, np.nan]), Parameters(within="period"), scene(6)).tolist()
    [10.0, 30.0, 60.0, 60.0, 90.0, nan]
    """
    groups = scene.groups_within(parameters.within)
    # Of n, those that earn less and half of the equal ones lie behind the average place of the equal ones, less a half.
    share = counts(column, groups) + 0.5
    share -= places(column, groups, highest_first=scene.rising, ties="average")
    share /= counts(column, groups)
    share *= scene.points.high - scene.points.low
    share += scene.points.low
    return share


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """How many stand below and how many are equal; nothing where it is missing."""
    if np.isnan(column[at]):
        return []
    stands = standing(column, scene.groups_within(parameters.within), at, highest_first=scene.rising)
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "n": stands.number,
        "below": stands.number - stands.ahead - stands.tied,
        "equal": stands.tied,
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "within": parameters.within,
        "score": float(result[at]),
    }
    text = msg(
        "Of the {n} values, {below} earn less than the value {value} and {equal} as much, itself among them; these "
        "count by half: {score} points."
    )
    return [Reason(text, numbers, float(result[at]))]
