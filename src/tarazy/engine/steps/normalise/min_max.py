"""The distance between the least and the greatest value of the units that are compared."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.groups import ends, ends_of_rows
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector, are_one
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene, Within
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg

TITLE = msg("Least to greatest value")
RELATIVE = True


class Parameters(Base, frozen=True, kw_only=True, tag="min_max"):
    """`within`: the least and the greatest value are those of all units of the period, or of the unit's peer group.
    `least_points`: the points of the worst value; without it, the lowest of the scale.
    """

    within: Within
    least_points: float | None = None


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if parameters.least_points is not None and not points.low <= parameters.least_points < points.high:
        yield Flaw(
            Message(msg("The worst value earns {least} points."), {"least": parameters.least_points}),
            Message(
                msg("The points of the methodology go from {low} to {high}."), {"low": points.low, "high": points.high}
            ),
            Message(msg("Give points within them and below the highest, or leave 'least_points' out.")),
            ("least_points",),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by where they stand between the least and the greatest value.

    Formula: share = (value - low) / (high - low), or (high - value) / (high - low) where a lower value earns more; low
    and high are the least and the greatest value of the group; score = least + share * (points_high - least), where
    least is least_points, or points_low where none are given.
    Parameters: `column` float64[n] in the indicator's unit of measure; a missing value (NaN) stays missing and is
    nobody's least or greatest.
    Returns: float64[n] in points.
    Raises: Refused where all values of a group are the same in 12 significant digits.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5.

    >>> compute(np.array([10.0, 20.0, 14.0, np.nan]), Parameters(within="period"), scene(4)).tolist()
    [0.0, 100.0, 40.0, nan]
    """
    low, high = ends(column, scene.groups_within(parameters.within))
    constant = are_one(low, high)
    if constant.any():
        raise Refused(_constant(constant & ~np.isnan(column)))
    return _between(column, low, high, parameters, scene)


def rows(columns: Matrix, parameters: Parameters, scene: Scene) -> Matrix:
    """The points of each row, float64[m, n], as `compute` gives them."""
    low, high = ends_of_rows(columns, scene.groups_within(parameters.within))
    if are_one(low.ravel(), high.ravel()).any():
        raise Refused(_constant(np.ones(columns.shape[1], dtype=np.bool_)))
    return _between(columns, low, high, parameters, scene)


def _between(column: Matrix, low: Matrix, high: Matrix, parameters: Parameters, scene: Scene) -> Matrix:
    share = column - low if scene.rising else high - column
    share /= high - low
    least = _least(parameters, scene)
    share *= scene.points.high - least
    if least:
        share += least
    return share


def _least(parameters: Parameters, scene: Scene) -> float:
    return scene.points.low if parameters.least_points is None else parameters.least_points


def _constant(units: NDArray[np.bool_]) -> Fault:
    return Fault(
        Message(msg("All values that are compared are the same.")),
        Message(msg("The score is the share of the distance from the least to the greatest value, and there is none.")),
        Message(msg("Take goalposts for this indicator, compare a larger group, or leave the indicator out.")),
        units,
    )


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Where the value stands between the least and the greatest; nothing where it is missing."""
    if np.isnan(column[at]):
        return []
    low, high = (end[at if len(end) > 1 else 0] for end in ends(column, scene.groups_within(parameters.within)))
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "low": float(low),
        "high": float(high),
        "points_low": _least(parameters, scene),
        "points_high": scene.points.high,
        "within": parameters.within,
        "better": "higher" if scene.rising else "lower",
        "score": float(result[at]),
    }
    return [Reason(_told(scene.rising), numbers, float(result[at]))]


def _told(rising: bool) -> str:
    if rising:
        return msg(
            "The value {value} stands between the least value {low} ({points_low} points) "
            "and the greatest value {high} ({points_high} points): {score} points."
        )
    return msg(
        "The value {value} stands between the least value {low} ({points_high} points) "
        "and the greatest value {high} ({points_low} points): {score} points."
    )
