"""The value in percent of the value one period before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.previous import percent_of_previous, ratio_told, refuse_without_ratio
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("Ratio to the period before")
RELATIVE = False


class Parameters(Base, frozen=True, kw_only=True, tag="ratio_to_previous"):
    """`least_percent`, `most_percent`: to what a ratio beyond them is moved; they earn the fewest and the most
    points.
    """

    least_percent: float
    most_percent: float
    source: str
    date: date

    def lags(self) -> tuple[int, ...]:
        """The value of the period before."""
        return (1,)


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    least, most = parameters.least_percent, parameters.most_percent
    if not 0 <= least < most:
        yield Flaw(
            Message(msg("The ratio is held to {least} to {most} percent."), {"least": least, "most": most}),
            Message(msg("A ratio is never below zero, and the least must lie below the most.")),
            Message(msg("Correct one of the two, such as 0 and 200.")),
            ("least_percent",),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by how they have changed since the period before.

    Formula: percent = 100 * value / previous, or 100 * previous / value where a lower value earns more, held to
    least_percent..most_percent; score = points_low + (percent - least_percent) / (most_percent - least_percent) *
    (points_high - points_low).
    Parameters: `column` float64[n] in the indicator's unit of measure; where the value or the one before is missing
    (NaN), so is the score. The value before is that of the formula, whatever was done about missing data then.
    Returns: float64[n] in points.
    Raises: Refused where the value before is not above zero, or the value is below zero, or, where a lower value earns
    more, is zero.
    Source: Kazakhstan, order of 29.01.2020 No. 20-01-38.3: an index of an indicator is held to 0..200 percent.

    >>> import dataclasses
    >>> from tests.engine.scenes import seen
    >>> then = dataclasses.replace(scene(3), around=seen(values={1: [50, 10, np.nan]}))
    >>> rule = Parameters(least_percent=0, most_percent=200, source="-", date=date(2020, 1, 29))
    >>> compute(np.array([60.0, 30.0, 7.0]), rule, then).tolist()
    [60.0, 100.0, nan]
    """
    previous = scene.around.value(1)
    refuse_without_ratio(column, previous, ~np.isnan(column) & ~np.isnan(previous), rising=scene.rising)
    percent = percent_of_previous(column, previous, rising=scene.rising)
    held = np.clip(percent, parameters.least_percent, parameters.most_percent)
    share = (held - parameters.least_percent) / (parameters.most_percent - parameters.least_percent)
    return np.asarray(scene.points.low + share * (scene.points.high - scene.points.low))


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The two values and their ratio; nothing where one of them is missing."""
    if np.isnan(result[at]):
        return []
    previous = scene.around.value(1)
    percent = float(percent_of_previous(column, previous, rising=scene.rising)[at])
    held = min(max(percent, parameters.least_percent), parameters.most_percent)
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "previous": float(previous[at]),
        "percent": percent,
        "held": held,
        "least_percent": parameters.least_percent,
        "most_percent": parameters.most_percent,
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "better": "higher" if scene.rising else "lower",
        "score": float(result[at]),
    }
    return [Reason(ratio_told(within=held == percent, rising=scene.rising), numbers, float(result[at]))]
