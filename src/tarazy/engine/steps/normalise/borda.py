"""So many points for each unit that is left behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.places import counts, places
from tarazy.engine.model.scene import Reason, Scene, Within
from tarazy.engine.words import Message, msg

TITLE = msg("Points by place (Borda)")
RELATIVE = True


class Parameters(Base, frozen=True, kw_only=True, tag="borda"):
    """`points_per_place`: what each place above the last brings; Borda's count takes 1. `ties`: which of their places
    equal values take.
    """

    points_per_place: float
    ties: Literal["lowest", "average", "highest"]
    within: Within
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if parameters.points_per_place <= 0:
        yield Flaw(
            Message(msg("A place brings {points} points."), {"points": parameters.points_per_place}),
            Message(msg("A better place must earn more. Which end is better is said by 'better', not by the sign.")),
            Message(msg("Give a number above zero as 'points_per_place'; Borda's count takes 1.")),
            ("points_per_place",),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by their place.

    Formula: score = points_low + (n - r) * points_per_place; r is the place, 1 = the value that earns the most; values
    that agree in 12 significant digits tie.
    Parameters: `column` float64[n] in the indicator's unit of measure; a missing value (NaN) stays missing and takes no
    place; n counts the values of the period or peer group, so that an indicator with many gaps has fewer points.
    Returns: float64[n] in points, which no scale holds in.
    Raises: nothing.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7; W. Becker et al., COINr (Journal of
    Open Source Software, 2022), function n_borda, which takes the highest place of equal values.

    >>> laid_down = {"source": "-", "date": date(2024, 1, 1)}
    >>> rule = Parameters(points_per_place=1, ties="highest", within="period", **laid_down)
    >>> compute(np.array([7.0, 9.0, 3.0, 7.0, np.nan]), rule, scene(5)).tolist()
    [1.0, 3.0, 0.0, 1.0, nan]
    """
    groups = scene.groups_within(parameters.within)
    score = counts(column, groups) - places(column, groups, highest_first=scene.rising, ties=parameters.ties)
    score *= parameters.points_per_place
    score += scene.points.low
    return score


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The place of the value among how many; nothing where it is missing."""
    if np.isnan(column[at]):
        return []
    groups = scene.groups_within(parameters.within)
    place = places(column, groups, highest_first=scene.rising, ties=parameters.ties)
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "rank": float(place[at]),
        "n": int(counts(column, groups)[at]),
        "points_per_place": parameters.points_per_place,
        "ties": parameters.ties,
        "within": parameters.within,
        "points_low": scene.points.low,
        "score": float(result[at]),
    }
    text = msg(
        "The value {value} takes place {rank} of {n}. The last place earns {points_low} points, each above it "
        "{points_per_place} more: {score} points."
    )
    return [Reason(text, numbers, float(result[at]))]
