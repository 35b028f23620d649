"""The value in percent of the one before; after a bad change, the change before that in percent of it. Unconfirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Flags, Vector, are_one
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.previous import percent_of_previous, ratio_told, refuse_without_ratio
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("Ratio to the period before, after a bad change the ratio of two changes (unconfirmed)")
RELATIVE = False
UNCONFIRMED = msg(
    "This rule is unconfirmed: the order says that after a bad change |t - (t-1)| is compared with |(t-1) - (t-2)|, "
    "but its exact formula is not known, and what is computed here is a reading of it."
)

# What standing still comes to; a bad change never comes to more.
NO_CHANGE = 100.0


class Parameters(Base, frozen=True, kw_only=True, tag="ratio_of_changes"):
    """`least_percent`, `most_percent`: to what a ratio beyond them is moved; they earn the fewest and the most points.
    `confirmed_by`: the act and the point that confirm this formula, once they are known.
    """

    least_percent: float
    most_percent: float
    source: str
    date: date
    confirmed_by: str | None = None

    def lags(self) -> tuple[int, ...]:
        """The values of the two periods before."""
        return (1, 2)


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    least, most = parameters.least_percent, parameters.most_percent
    if not 0 <= least < NO_CHANGE <= most:
        yield Flaw(
            Message(msg("The ratio is held to {least} to {most} percent."), {"least": least, "most": most}),
            Message(msg("A ratio is never below zero, and 100 percent, no change, must lie above the least.")),
            Message(msg("Correct one of the two, such as 0 and 200.")),
            ("least_percent",),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by how they have changed, a bad change being measured by the one before it.

    Unconfirmed: the order compares the two changes by a formula that is not known; this is a reading of it.
    Formula: where the value is not worse than that of the period before (in 12 significant digits) percent = 100 *
    value / previous, or 100 * previous / value where a lower value earns more, held to least_percent..most_percent;
    where it is worse percent = 100 * |previous - before| / |value - previous|, before being the value two periods
    back, held to least_percent..100. Nobody divides by zero: a change that is worse is not zero, and after no change
    (previous = before) a bad one comes to 0 percent. score = points_low + (percent - least_percent) / (most_percent -
    least_percent) * (points_high - points_low).
    Parameters: `column` float64[n] in the indicator's unit of measure; where the value or the one before is missing
    (NaN), so is the score, and after a bad change also where the one before that is. Values before are those of the
    formula, whatever was done about missing data then.
    Returns: float64[n] in points.
    Raises: Refused where the value is not worse and the one before is not above zero, or the value is below zero, or,
    where a lower value earns more, is zero.
    Source: Kazakhstan, order of 29.01.2020 No. 20-01-38.3, whose formula for a bad change is not confirmed.

    >>> import dataclasses
    >>> from tests.engine.scenes import seen
    >>> then = dataclasses.replace(scene(3), around=seen(values={1: [50, 30, 40], 2: [40, 20, 50]}))
    >>> rule = Parameters(least_percent=0, most_percent=200, source="-", date=date(2020, 1, 29))
    >>> compute(np.array([60.0, 10.0, 35.0]), rule, then).tolist()
    [60.0, 25.0, 50.0]
    """
    previous, before = scene.around.value(1), scene.around.value(2)
    worse = _is_worse(column, previous, scene.rising)
    known = ~np.isnan(column) & ~np.isnan(previous)
    refuse_without_ratio(column, previous, known & ~worse, rising=scene.rising)
    percent = _percent(column, previous, before, scene.rising)
    held = np.clip(percent, parameters.least_percent, np.where(worse, NO_CHANGE, parameters.most_percent))
    share = (held - parameters.least_percent) / (parameters.most_percent - parameters.least_percent)
    return np.asarray(scene.points.low + share * (scene.points.high - scene.points.low))


def _is_worse(column: Vector, previous: Vector, rising: bool) -> Flags:
    return np.asarray((column < previous if rising else column > previous) & ~are_one(column, previous))


def _percent(column: Vector, previous: Vector, before: Vector, rising: bool) -> Vector:
    with np.errstate(divide="ignore", invalid="ignore"):
        of_changes = 100 * np.abs(previous - before) / np.abs(column - previous)
        of_values = percent_of_previous(column, previous, rising=rising)
    return np.where(_is_worse(column, previous, rising), of_changes, of_values)


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """That the rule is unconfirmed, the values and their ratio; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    value, previous, before = (one[at : at + 1] for one in (column, scene.around.value(1), scene.around.value(2)))
    worse = bool(_is_worse(value, previous, scene.rising)[0])
    percent, score = float(_percent(value, previous, before, scene.rising)[0]), float(result[at])
    held = min(max(percent, parameters.least_percent), NO_CHANGE if worse else parameters.most_percent)
    numbers: dict[str, float | int | str] = {
        "value": float(value[0]),
        "previous": float(previous[0]),
        "percent": percent,
        "held": held,
        "least_percent": parameters.least_percent,
        "most_percent": parameters.most_percent,
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "better": "higher" if scene.rising else "lower",
        "score": score,
    }
    if worse:
        numbers |= {"before": float(before[0]), "change": abs(float(value[0] - previous[0]))}
        numbers["change_before"] = abs(float(previous[0] - before[0]))
    text = _told(held == percent) if worse else ratio_told(within=held == percent, rising=scene.rising)
    caution = [] if parameters.confirmed_by else [Reason(UNCONFIRMED, {}, score)]
    return [*caution, Reason(text, numbers, score)]


def _told(within: bool) -> str:
    if within:
        return msg(
            "The value {value} is worse than that of the period before, {previous}, by {change}; the change before "
            "that, from {before}, was {change_before}, which is {percent} % of it: {score} points."
        )
    return msg(
        "The value {value} is worse than that of the period before, {previous}, by {change}; the change before that, "
        "from {before}, was {change_before}, which is {percent} % of it and counts as {held} %: {score} points."
    )
