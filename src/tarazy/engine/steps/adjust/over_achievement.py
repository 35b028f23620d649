"""A plan that is exceeded by far earns less than one that is exceeded a little."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector, is_below
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("Over-achievement reduced")
RELATIVE = False


class Parameters(Base, frozen=True, kw_only=True, tag="over_achievement"):
    """`above`: a score above it, in points, shows that the plan was too low. `by`: the points taken off it."""

    above: float
    by: Annotated[float, msgspec.Meta(gt=0)]
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if parameters.above - parameters.by < points.low:
        yield Flaw(
            Message(
                msg("A score just above {above} would lose {by} points and fall below {points_low}."),
                {"above": parameters.above, "by": parameters.by, "points_low": points.low},
            ),
            Message(msg("No score may fall below the least points of the scale.")),
            Message(msg("Correct 'above' or 'by'; both are in points of the methodology.")),
            ("by",),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Reduce a degree of achievement that lies far above the plan.

    Formula: adjusted = score - by where score > above, else score; compared in 12 significant digits.
    Parameters: `column` float64[n], degrees of achievement in points, missing (NaN) stays missing; `above` and `by` in
    points.
    Returns: float64[n] in points.
    Raises: nothing.
    Source: order of 31.12.2015 No. 01-38.49 (Kazakhstan): more than 30 % above plan, the degree is reduced by 0.2.

    >>> from datetime import date
    >>> rule = Parameters(above=130.0, by=20.0, source="-", date=date(2024, 1, 1))
    >>> compute(np.array([135.0, 130.0, np.nan]), rule, scene(3)).tolist()
    [115.0, 130.0, nan]
    """
    return np.where(is_below(-column, -parameters.above), column - parameters.by, column)


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Whether the score lies too far above the plan; nothing where there is no score."""
    score, adjusted = float(column[at]), float(result[at])
    if np.isnan(score):
        return []
    numbers: dict[str, float | int | str] = {
        "score": score,
        "above": parameters.above,
        "by": parameters.by,
        "adjusted": adjusted,
        "source": parameters.source,
    }
    if adjusted < score:
        text = msg(
            "The score of {score} lies above {above}: the plan was too low, {by} points are taken off and {adjusted} "
            "remain ({source})."
        )
    else:
        text = msg("The score of {score} does not lie above {above} and stays as it is ({source}).")
    return [Reason(text, numbers, adjusted)]
