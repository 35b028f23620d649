"""The share of the best value that is reached."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.groups import ends
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.ratios import fault_of, shares_of, without_share
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene, Within
from tarazy.engine.words import Message, msg

TITLE = msg("Share of the best value")
RELATIVE = True


class Parameters(Base, frozen=True, kw_only=True, tag="distance_to_best"):
    """`within`: the best value is that of all units of the period, or of the unit's peer group."""

    within: Within


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by the share of the best value that they reach.

    Formula: share = value / best, or best / value where a lower value earns more; score = points_low + share *
    (points_high - points_low).
    Parameters: `column` float64[n] in the indicator's unit of measure, with a natural zero; a missing value (NaN) stays
    missing and is nobody's best; the best is the greatest value of the period or peer group, or the least.
    Returns: float64[n] in points.
    Raises: Refused for values below zero, for zero where a lower value earns more, and where the best is zero.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5, distance to a reference: the leader.

    >>> compute(np.array([10.0, 20.0, 0.0, np.nan]), Parameters(within="period"), scene(4)).tolist()
    [50.0, 100.0, 0.0, nan]
    """
    best = _best(column, parameters, scene)
    faults = []
    if (outside := without_share(column, rising=scene.rising)).any():
        faults.append(fault_of(outside, rising=scene.rising))
    if scene.rising and (nothing := (best == 0) & (column == 0)).any():
        faults.append(_nothing_to_reach(nothing))
    if faults:
        raise Refused(*faults)
    score = shares_of(best, column, rising=scene.rising)
    score *= scene.points.high - scene.points.low
    score += scene.points.low
    return score


def _nothing_to_reach(units: Flags) -> Fault:
    return Fault(
        Message(msg("The best of the values that are compared is zero.")),
        Message(msg("The score is a share of the best value, and nothing is a share of zero.")),
        Message(msg("Take goalposts for this indicator, compare a larger group, or leave the indicator out.")),
        units,
    )


def _best(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """The best value: one, or, where there are several groups, one per unit."""
    low, high = ends(column, scene.groups_within(parameters.within))
    return high if scene.rising else low


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Which share of the best value is reached; nothing where the value is missing."""
    if np.isnan(column[at]):
        return []
    best = _best(column, parameters, scene)
    best = best[at if len(best) > 1 else 0]
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "best": float(best),
        "share": float(column[at] / best if scene.rising else best / column[at]),
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "within": parameters.within,
        "better": "higher" if scene.rising else "lower",
        "score": float(result[at]),
    }
    return [Reason(_told(scene.rising), numbers, float(result[at]))]


def _told(rising: bool) -> str:
    if rising:
        return msg(
            "The value {value}, divided by the best value {best}, gives {share}. The best earns {points_high} points, "
            "zero would earn {points_low}: {score} points."
        )
    return msg(
        "The best value {best}, divided by the value {value}, gives {share}. The best earns {points_high} points, "
        "and the greater a value, the nearer it comes to {points_low}: {score} points."
    )
