"""A value that declines for so many periods running costs points."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

import msgspec
import numpy as np

from tarazy.engine.model.numbers import Flags, Vector, are_one
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

TITLE = msg("Points off for a lasting decline")
RELATIVE = False
AT = frozenset({"indicator"})


class Parameters(Base, frozen=True, kw_only=True, tag="decline"):
    """`periods`: how many times running the value must have declined. `points`: what that costs. `missing`: whether a
    value that is not known passes for no decline or for one.
    """

    periods: Annotated[int, msgspec.Meta(ge=1, le=10)]
    points: Annotated[float, msgspec.Meta(gt=0)]
    missing: Literal["pass", "fail"]
    source: str
    date: date

    def lags(self) -> tuple[int, ...]:
        """The value now and those before it."""
        return tuple(range(self.periods + 1))


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Take points off where the indicator's own value has declined so many periods running.

    Formula: value_t declines where it lies nearer to the worse end than value_(t-1), in 12 significant digits (worse is
    what earns fewer points); adjusted = max(score - points, points_low) where value_t, ..., value_(t-periods+1) all
    decline; the score itself where not, and where it lies below points_low already.
    Parameters: `column` float64[n] in points, missing (NaN) stays missing; the values float64[n] in the indicator's
    unit of measure, by its formula; a step of which one value is missing is none (missing: pass) or a decline
    (missing: fail).
    Returns: float64[n] in points.
    Raises: what the formula refuses in an earlier period.
    Source: a decline two years running has consequences, Decree of the President of Kazakhstan No. 954 of 19.03.2010.

    >>> from datetime import date
    >>> rule = Parameters(periods=2, points=10.0, missing="pass", source="-", date=date(2024, 1, 1))
    >>> around = seen(values={0: [5.0, 5.0, 5.0], 1: [6.0, 6.0, 4.0], 2: [7.0, 6.0, 7.0]})
    >>> compute(np.array([80.0, 80.0, 80.0]), rule, scene(3, around=around)).tolist()
    [70.0, 80.0, 80.0]
    """
    values = [scene.around.value(lag) for lag in parameters.lags()]
    declines = np.ones(len(column), dtype=np.bool_)
    for now, before in pairwise(values):
        declines &= _declined(now, before, scene.rising, parameters.missing)
    reduced = np.maximum(column - parameters.points, np.minimum(column, scene.points.low))
    return np.where(declines, reduced, column)


def _declined(now: Vector, before: Vector, rising: bool, missing: str) -> Flags:
    worse = (now < before if rising else now > before) & ~are_one(now, before)
    return worse | (np.isnan(now) | np.isnan(before)) if missing == "fail" else worse


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Whether the value has declined so long; nothing where there is no score."""
    score, adjusted = float(column[at]), float(result[at])
    if np.isnan(score):
        return []
    values = {lag: float(scene.around.value(lag)[at]) for lag in parameters.lags()}
    known = {f"value_{lag}": value for lag, value in values.items() if not np.isnan(value)}
    numbers: dict[str, float | int | str] = {
        "score": score,
        "periods": parameters.periods,
        "points": parameters.points,
        "points_low": scene.points.low,
        "better": "higher" if scene.rising else "lower",
        "missing": parameters.missing,
        "adjusted": adjusted,
        "source": parameters.source,
        **known,
    }
    return [Reason(_told(len(known) == len(values), _has_declined(values, parameters, scene)), numbers, adjusted)]


def _has_declined(values: dict[int, float], parameters: Parameters, scene: Scene) -> bool:
    steps = ((np.array([values[lag]]), np.array([values[lag + 1]])) for lag in range(parameters.periods))
    return all(_declined(now, before, scene.rising, parameters.missing)[0] for now, before in steps)


def _told(all_known: bool, declined: bool) -> str:
    if declined and all_known:
        return msg(
            "Periods running in which the value declined: {periods}. That costs {points} points: the score of {score} "
            "becomes {adjusted} ({source})."
        )
    if declined:
        return msg(
            "Periods running in which the value declined or is not known: {periods}. That costs {points} points: the "
            "score of {score} becomes {adjusted} ({source})."
        )
    return msg("The value did not decline in each of so many periods running: {periods}. The score stays {score}.")
