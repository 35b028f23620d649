"""Points that decisions record in a variable, a number a unit and period, such as the penalty points of a node."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import numpy as np

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.scene import Fault, Refused, Scene
from tarazy.engine.model.text import Text
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg


class Recorded(Parameters, frozen=True, kw_only=True):
    """`variable`: which holds the points, 0 or more. `missing`: whether no row counts as no points or is refused.
    `ground`: for what points are recorded, shown to the reader; `source`, `date`: of the rule.
    """

    variable: Id
    missing: Literal["zero", "refuse"]
    ground: Text
    source: str
    date: date

    def variables(self) -> tuple[str, ...]:
        """The variable of the points."""
        return (self.variable,)


def points_recorded(parameters: Recorded, scene: Scene, scored: Flags) -> Vector:
    """float64[n]: the points of each unit, 0 where none are recorded; looked at only where there is a score.

    Raises: Refused for points below zero, and for missing ones where the methodology refuses them.
    """
    points = scene.around.variable(parameters.variable)
    faults = list(_faults(parameters, points, scored))
    if faults:
        raise Refused(*faults)
    return np.where(np.isnan(points), 0.0, points)


def _faults(parameters: Recorded, points: Vector, scored: Flags) -> Iterator[Fault]:
    said: dict[str, str | float | int] = {"variable": parameters.variable}
    missing, negative = scored & np.isnan(points), scored & (points < 0)
    if parameters.missing == "refuse" and missing.any():
        yield Fault(
            Message(msg("No points are recorded in the variable {variable}."), said),
            Message(msg("The methodology refuses to take that for zero points.")),
            Message(msg("Record the points, 0 among them, or let missing points count as zero (missing: zero).")),
            missing,
        )
    if negative.any():
        yield Fault(
            Message(msg("The points recorded in the variable {variable} are below zero."), said),
            Message(msg("A penalty below zero would be a bonus, and a bonus below zero a penalty.")),
            Message(msg("Correct the points, or record them in the variable where they belong.")),
            negative,
        )
