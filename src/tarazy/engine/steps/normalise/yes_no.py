"""A requirement is met or it is not."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Flags, Vector, are_one
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("Yes or no")
RELATIVE = False


class Parameters(Base, frozen=True, tag="yes_no"):
    """None: yes and no take the two ends of the methodology's scale."""

    def only_values(self) -> tuple[float, ...]:
        """No and yes."""
        return (0.0, 1.0)


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Give the most points for yes and the fewest for no.

    Formula: score = points_high where the value is 1 and points_low where it is 0; the other way round where a lower
    value earns more.
    Parameters: `column` float64[n]: 1 is yes, in 12 significant digits, 0 is no; a missing value (NaN) stays missing:
    not answered is not no.
    Returns: float64[n] in points.
    Raises: Refused for every value that is neither 0 nor 1.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5, categorical scale.

    >>> compute(np.array([1.0, 0.0, np.nan]), Parameters(), scene(3)).tolist()
    [100.0, 0.0, nan]
    """
    yes = _is_yes(column)
    neither = ~yes & (column != 0) & ~np.isnan(column)
    if neither.any():
        raise Refused(
            Fault(
                Message(msg("The value is neither 0 nor 1.")),
                Message(msg("The indicator asks for yes or no: 1 is yes, 0 is no.")),
                Message(msg("Correct the value in the data, or take another normalisation.")),
                neither,
            )
        )
    best, worst = scene.points.high, scene.points.low
    return np.where(np.isnan(column), np.nan, np.where(yes == scene.rising, best, worst))


def _is_yes(column: Vector) -> Flags:
    return are_one(column, np.ones_like(column))


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Whether it was yes or no; nothing where it is missing."""
    value = column[[at]]
    if np.isnan(value[0]):
        return []
    numbers: dict[str, float | int | str] = {
        "value": float(value[0]),
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "better": "higher" if scene.rising else "lower",
        "score": float(result[at]),
    }
    text = msg("The value 1 means yes: {score} points.")
    if not _is_yes(value)[0]:
        text = msg("The value 0 means no: {score} points.")
    return [Reason(text, numbers, float(result[at]))]
