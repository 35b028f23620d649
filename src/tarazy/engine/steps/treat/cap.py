"""Values beyond fixed caps count as the cap."""

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

TITLE = msg("Values held between caps")
RELATIVE = False


class Parameters(Base, frozen=True, kw_only=True, tag="cap"):
    """`low`, `high`: the least and the greatest value that counts; one of them may be left out."""

    low: float | None = None
    high: float | None = None
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if parameters.low is None and parameters.high is None:
        yield Flaw(
            Message(msg("Neither 'low' nor 'high' is given.")),
            Message(msg("Without a cap the method changes no value.")),
            Message(msg("Give the least value that counts as 'low', the greatest as 'high', or both.")),
        )
    if parameters.low is not None and parameters.high is not None and parameters.low >= parameters.high:
        yield Flaw(
            Message(
                msg("The lower cap {low} does not lie below the upper cap {high}."),
                {"low": parameters.low, "high": parameters.high},
            ),
            Message(msg("Every value would count as the same.")),
            Message(msg("Write the smaller number as 'low'.")),
            ("low",),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Hold each value between the caps.

    Formula: result = min(max(value, low), high); a cap that is not given limits nothing.
    Parameters: `column` float64[n] in the indicator's unit of measure; missing (NaN) stays missing.
    Returns: float64[n] in the same unit of measure.
    Raises: nothing.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 (treatment of outliers).

    >>> rule = Parameters(low=5, high=60, source="Order No. 7", date=date(2024, 1, 1))
    >>> compute(np.array([2.0, 30.0, 240.0, np.nan]), rule, scene(4)).tolist()
    [5.0, 30.0, 60.0, nan]
    """
    return np.clip(column, parameters.low, parameters.high)


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Whether a cap holds the value; nothing where it is missing."""
    value, counts = float(column[at]), float(result[at])
    if np.isnan(value):
        return []
    numbers: dict[str, float | int | str] = {"value": value, "result": counts}
    if parameters.low is not None:
        numbers["low"] = parameters.low
    if parameters.high is not None:
        numbers["high"] = parameters.high
    if counts > value:
        text = msg("The value {value} lies below the lower cap {low} and counts as {low}.")
    elif counts < value:
        text = msg("The value {value} lies above the upper cap {high} and counts as {high}.")
    else:
        text = msg("The value {value} lies within the caps and stays.")
    return [Reason(text, numbers, counts)]
