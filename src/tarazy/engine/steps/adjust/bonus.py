"""Points are added: as many as a variable holds."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.recorded import Recorded, points_recorded
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

TITLE = msg("Bonus points")
RELATIVE = False


class Parameters(Recorded, frozen=True, kw_only=True, tag="bonus"):
    """`variable`: which holds the bonus points."""


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Add points to a score, but never beyond the greatest points of the scale.

    Formula: adjusted = min(score + bonus, points_high), and the score itself where it lies above points_high already.
    Parameters: `column` float64[n] in points, missing (NaN) stays missing and its bonus is not looked at; the bonus
    float64[n] in points, a variable of the period; a missing one is 0 (missing: zero) or refused (missing: refuse).
    Returns: float64[n] in points.
    Raises: Refused for bonuses below zero, and for missing ones where the methodology refuses them.
    Source: the mirror of the penalty points; which act grants a bonus is said by the methodology (`source`).

    >>> from datetime import date
    >>> from tarazy.engine.model.text import Text
    >>> of_rule = {"ground": Text(kk="-", ru="-", en="-"), "source": "-", "date": date(2024, 1, 1)}
    >>> rule = Parameters(variable="bonus_points", missing="zero", **of_rule)
    >>> around = seen(variables={"bonus_points": [5.0, 5.0, np.nan]})
    >>> compute(np.array([80.0, 97.0, 60.0]), rule, scene(3, around=around)).tolist()
    [85.0, 100.0, 60.0]
    """
    bonus = points_recorded(parameters, scene, ~np.isnan(column))
    return np.minimum(column + bonus, np.maximum(column, scene.points.high))


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """How many points are added; nothing where there is no score."""
    score = float(column[at])
    if np.isnan(score):
        return []
    recorded = float(scene.around.variable(parameters.variable)[at])
    adjusted = float(result[at])
    numbers: dict[str, float | int | str] = {
        "variable": parameters.variable,
        "score": score,
        "points": 0.0 if np.isnan(recorded) else recorded,
        "points_high": scene.points.high,
        "adjusted": adjusted,
    }
    return [Reason(_told(score, recorded, adjusted), numbers, adjusted, parameters.ground)]


def _told(score: float, recorded: float, adjusted: float) -> str:
    if np.isnan(recorded):
        return msg("No bonus points are recorded in {variable}, which counts as none: the score stays {score}.")
    if score + recorded > adjusted:
        return msg(
            "Bonus points in {variable}: {points}. The score of {score} cannot rise above {points_high} and becomes "
            "{adjusted}."
        )
    return msg("Bonus points in {variable}: {points}. The score of {score} becomes {adjusted}.")
