"""Points are taken off: as many as a variable holds."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.recorded import Recorded, points_recorded
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

TITLE = msg("Penalty points")
RELATIVE = False


class Parameters(Recorded, frozen=True, kw_only=True, tag="penalty"):
    """`variable`: which holds the penalty points."""


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Take points off a score, but never below the least points of the scale.

    Formula: adjusted = max(score - penalty, points_low), and the score itself where it lies below points_low already.
    Parameters: `column` float64[n] in points, missing (NaN) stays missing and its penalty is not looked at; the penalty
    float64[n] in points, a variable of the period; a missing one is 0 (missing: zero) or refused (missing: refuse).
    Returns: float64[n] in points.
    Raises: Refused for penalties below zero, and for missing ones where the methodology refuses them.
    Source: penalty points of the operational assessment, Decree of the President of Kazakhstan No. 954 of 19.03.2010.

    >>> from datetime import date
    >>> from tarazy.engine.model.text import Text
    >>> of_rule = {"ground": Text(kk="-", ru="-", en="-"), "source": "-", "date": date(2024, 1, 1)}
    >>> rule = Parameters(variable="penalty_points", missing="zero", **of_rule)
    >>> around = seen(variables={"penalty_points": [5.0, 5.0, np.nan]})
    >>> compute(np.array([80.0, 3.0, 60.0]), rule, scene(3, around=around)).tolist()
    [75.0, 0.0, 60.0]
    """
    penalty = points_recorded(parameters, scene, ~np.isnan(column))
    return np.maximum(column - penalty, np.minimum(column, scene.points.low))


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """How many points are taken off; nothing where there is no score."""
    score = float(column[at])
    if np.isnan(score):
        return []
    recorded = float(scene.around.variable(parameters.variable)[at])
    adjusted = float(result[at])
    numbers: dict[str, float | int | str] = {
        "variable": parameters.variable,
        "score": score,
        "points": 0.0 if np.isnan(recorded) else recorded,
        "points_low": scene.points.low,
        "adjusted": adjusted,
    }
    return [Reason(_told(score, recorded, adjusted), numbers, adjusted, parameters.ground)]


def _told(score: float, recorded: float, adjusted: float) -> str:
    if np.isnan(recorded):
        return msg("No penalty points are recorded in {variable}, which counts as none: the score stays {score}.")
    if score - recorded < adjusted:
        return msg(
            "Penalty points in {variable}: {points}. The score of {score} cannot fall below {points_low} and becomes "
            "{adjusted}."
        )
    return msg("Penalty points in {variable}: {points}. The score of {score} becomes {adjusted}.")
