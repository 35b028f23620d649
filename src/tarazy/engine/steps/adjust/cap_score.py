"""A score is held between a least and a greatest score."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("Least and greatest score")
RELATIVE = False


class Parameters(Base, frozen=True, kw_only=True, tag="cap_score"):
    """`least`, `greatest`: what a score counts as where it lies beyond; one of the two may be left out."""

    least: float | None = None
    greatest: float | None = None
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    least, greatest = parameters.least, parameters.greatest
    if least is None and greatest is None:
        yield Flaw(
            Message(msg("Neither 'least' nor 'greatest' is given.")),
            Message(msg("Without either of them no score would be held.")),
            Message(msg("Give the least score, the greatest, or both.")),
        )
    if least is not None and greatest is not None and least >= greatest:
        yield Flaw(
            Message(
                msg("The least score {least} does not lie below the greatest score {greatest}."),
                {"least": least, "greatest": greatest},
            ),
            Message(msg("Every unit would have the same score.")),
            Message(msg("Correct 'least' or 'greatest'.")),
            ("least",),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Hold a score between a least and a greatest score.

    Formula: adjusted = min(max(score, least), greatest); a limit that is not given does not hold.
    Parameters: `column` float64[n] in points, missing (NaN) stays missing; `least` < `greatest` in points.
    Returns: float64[n] in points.
    Raises: nothing.
    Source: an indicator's index is held to 0..200, order of 29.01.2020 No. 20-01-38.3 (Kazakhstan).

    >>> from datetime import date
    >>> rule = Parameters(greatest=60.0, source="-", date=date(2024, 1, 1))
    >>> compute(np.array([75.0, 45.0, np.nan]), rule, scene(3)).tolist()
    [60.0, 45.0, nan]
    """
    least = -np.inf if parameters.least is None else parameters.least
    greatest = np.inf if parameters.greatest is None else parameters.greatest
    return np.clip(column, least, greatest)


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Whether the score lies beyond a limit; nothing where there is no score."""
    score = float(column[at])
    if np.isnan(score):
        return []
    limits = {"least": parameters.least, "greatest": parameters.greatest}
    numbers: dict[str, float | int | str] = {name: limit for name, limit in limits.items() if limit is not None}
    numbers |= {"score": score, "source": parameters.source}
    if parameters.least is not None and score < parameters.least:
        text = msg("The score of {score} lies below the least score and counts as {least} ({source}).")
    elif parameters.greatest is not None and score > parameters.greatest:
        text = msg("The score of {score} lies above the greatest score and counts as {greatest} ({source}).")
    else:
        text = msg("The score of {score} lies within its limits and stays as it is ({source}).")
    return [Reason(text, numbers, float(result[at]))]
