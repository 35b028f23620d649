"""The place among the units, stretched so that the first places stand far apart."""

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

TITLE = msg("Place, stretched exponentially")
RELATIVE = True


class Parameters(Base, frozen=True, kw_only=True, tag="rank_exponential"):
    """`scale`: 23 gives the first tenth of the units half of the points. `fraction`: R from the place r of n. `ties`:
    which of their places equal values take.
    """

    scale: float
    fraction: Literal["n_minus_r_plus_1", "n_minus_r"]
    ties: Literal["lowest", "average", "highest"]
    within: Within
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if not 1 <= parameters.scale <= 1_000_000:
        yield Flaw(
            Message(msg("The scale is {scale}."), {"scale": parameters.scale}),
            Message(msg("Only a scale from 1 to 1000000 can be computed with; the deprivation indices take 23.")),
            Message(msg("Give a scale from 1 to 1000000.")),
            ("scale",),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by their place, stretched by an exponential distribution.

    Formula: R = (n - r + 1) / n or (n - r) / n; X = -scale * ln(1 - R * (1 - exp(-100 / scale))), 0..100; score =
    points_low + X / 100 * (points_high - points_low).
    r is the place, 1 = the value that earns the most; values that agree in 12 significant digits tie.
    Parameters: `column` float64[n] in the indicator's unit of measure; a missing value (NaN) stays missing and takes no
    place; n counts the values of the period or peer group.
    Returns: float64[n] in points.
    Raises: nothing.
    Source: Ministry of Housing, Communities and Local Government, English Indices of Deprivation 2019, technical
    report, appendix E; Welsh Index of Multiple Deprivation 2019, technical report.

    >>> rule = Parameters(
    ...     scale=23, fraction="n_minus_r_plus_1", ties="lowest", within="period", source="-", date=date(2019, 11, 27)
    ... )
    >>> compute(np.array([7.0, 9.0, np.nan]), rule, scene(3)).round(6).tolist()
    [15.64679, 100.0, nan]
    """
    groups = scene.groups_within(parameters.within)
    place = places(column, groups, highest_first=scene.rising, ties=parameters.ties)
    number = counts(column, groups)
    behind = number - place + 1 if parameters.fraction == "n_minus_r_plus_1" else number - place
    # 1 - R * (1 - e) written as (1 - R) + R * e, which loses no digits where R is 1.
    rest = number - behind
    behind *= np.exp(-100 / parameters.scale)
    rest += behind
    rest /= number
    share = np.log(rest, out=rest)
    share *= -parameters.scale / 100 * (scene.points.high - scene.points.low)
    share += scene.points.low
    return share


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
        "scale": parameters.scale,
        "fraction": parameters.fraction,
        "ties": parameters.ties,
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "score": float(result[at]),
    }
    text = msg(
        "The value {value} takes place {rank} of {n}; stretched exponentially on the scale {scale}: {score} points."
    )
    return [Reason(text, numbers, float(result[at]))]
