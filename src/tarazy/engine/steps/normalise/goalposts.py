"""The distance between two goalposts that are given beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec
import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Dated, Flaw, in_force
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("Goalposts")
RELATIVE = False


class Fixed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Goalposts that hold for every period."""

    low: float
    high: float
    source: str
    date: date


class From(Dated, frozen=True, forbid_unknown_fields=True):
    """Goalposts that hold from a day on."""

    low: float
    high: float


class Parameters(Base, frozen=True, kw_only=True, tag="goalposts"):
    """`outside`: what becomes of a value beyond a goalpost. The goalposts are either `dated` or `fixed`."""

    scale: Literal["linear", "log"]
    outside: Literal["cap", "leave", "refuse"]
    dated: tuple[From, ...] = ()
    fixed: Fixed | None = None


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if bool(parameters.dated) == (parameters.fixed is not None):
        yield Flaw(
            Message(msg("Exactly one of 'dated' and 'fixed' must be given.")),
            Message(msg("Goalposts either change with time or hold for every period.")),
            Message(msg("Keep 'dated' (a list of goalposts with the day they begin) or 'fixed' (one pair).")),
        )
    for position, row in enumerate(parameters.dated):
        if any(row.from_ == earlier.from_ for earlier in parameters.dated[:position]):
            yield Flaw(
                Message(msg("Two pairs of goalposts begin on the same day: {day}."), {"day": row.from_.isoformat()}),
                Message(msg("Only one pair of goalposts can be in force on a day.")),
                Message(msg("Remove one of them, or correct its first day.")),
                ("dated", position, "from"),
            )
        yield from _flaws_of(row, parameters.scale, ("dated", position))
    if parameters.fixed is not None:
        yield from _flaws_of(parameters.fixed, parameters.scale, ("fixed",))


def _flaws_of(row: Fixed | From, scale: str, at: tuple[str | int, ...]) -> Iterator[Flaw]:
    if row.low >= row.high:
        yield Flaw(
            Message(
                msg("The lower goalpost {low} does not lie below the upper goalpost {high}."),
                {"low": row.low, "high": row.high},
            ),
            Message(msg("The score is the share of the distance between them, so they must differ.")),
            Message(
                msg("Write the smaller number as 'low'. Which end is better is said by 'better', not by the order.")
            ),
            (*at, "low"),
        )
    if scale == "log" and row.low <= 0:
        yield Flaw(
            Message(msg("The lower goalpost {low} is not above zero."), {"low": row.low}),
            Message(msg("Only numbers above zero have a logarithm.")),
            Message(msg("Give goalposts above zero, or take the linear scale.")),
            (*at, "low"),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by where they stand between two goalposts.

    Formula: share = (f(value) - f(low)) / (f(high) - f(low)), or (f(high) - f(value)) / (f(high) - f(low)) where a
    lower value earns more;
    f(x) = x (linear) or ln(x) (log); score = points_low + share * (points_high - points_low).
    Parameters: `column` float64[n] in the indicator's unit of measure, missing (NaN) stays missing; low < high of the
    last day of the period; a value outside is moved to the goalpost (cap), left (leave) or refused (refuse).
    Returns: float64[n] in points.
    Raises: Refused if no goalposts are in force, or for values outside (refuse), or without logarithm (log, leave).
    Source: UNDP, Human Development Report 2021/22, technical note 1.

    >>> rule = Parameters(scale="linear", outside="cap", fixed=Fixed(20, 85, "technical note 1", date(2022, 9, 8)))
    >>> compute(np.array([52.5, 90.0, np.nan]), rule, scene(3)).tolist()
    [50.0, 100.0, nan]
    """
    low, high = _goalposts(parameters, scene)
    if parameters.outside == "refuse":
        _refuse_outside(column, low, high)
    values = np.clip(column, low, high) if parameters.outside == "cap" else column
    if parameters.scale == "log":
        _refuse_without_logarithm(values)
        values, low, high = np.log(values), float(np.log(low)), float(np.log(high))
    share = values - low if scene.rising else high - values
    share /= high - low
    share *= scene.points.high - scene.points.low
    if scene.points.low:
        share += scene.points.low
    return share


def _goalposts(parameters: Parameters, scene: Scene) -> tuple[float, float]:
    if parameters.fixed is not None:
        return parameters.fixed.low, parameters.fixed.high
    row = in_force(parameters.dated, scene.last_day)
    if row is None:
        raise Refused(
            Fault(
                Message(msg("No goalposts are in force on {day}."), {"day": scene.last_day.isoformat()}),
                Message(msg("The first goalposts of the list begin later.")),
                Message(msg("Add goalposts that begin earlier, or do not score this period.")),
            )
        )
    return row.low, row.high


def _refuse_outside(column: Vector, low: float, high: float) -> None:
    outside = (column < low) | (column > high)
    if outside.any():
        raise Refused(
            Fault(
                Message(msg("The value lies outside the goalposts {low} and {high}."), {"low": low, "high": high}),
                Message(msg("The methodology refuses values outside the goalposts.")),
                Message(msg("Correct the value in the data, or let the methodology cap or leave such values.")),
                outside,
            )
        )


def _refuse_without_logarithm(values: Vector) -> None:
    without = values <= 0
    if without.any():
        raise Refused(
            Fault(
                Message(msg("The value is not above zero, and the scale of the goalposts is logarithmic.")),
                Message(msg("Only numbers above zero have a logarithm.")),
                Message(msg("Correct the value in the data, or cap values at the goalposts (outside: cap).")),
                without,
            )
        )


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Where the value stands between the goalposts; nothing where it is missing."""
    value = float(column[at])
    if np.isnan(value):
        return []
    low, high = _goalposts(parameters, scene)
    numbers: dict[str, float | int | str] = {
        "value": value,
        "low": low,
        "high": high,
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "scale": parameters.scale,
        "outside": parameters.outside,
        "better": "higher" if scene.rising else "lower",
        "score": float(result[at]),
    }
    return [Reason(_told(value, low, high, parameters, scene.rising), numbers, float(result[at]))]


def _told(value: float, low: float, high: float, parameters: Parameters, rising: bool) -> str:
    if parameters.outside == "cap" and value < low:
        return msg("The value {value} lies below the lower goalpost {low} and counts as {low}: {score} points.")
    if parameters.outside == "cap" and value > high:
        return msg("The value {value} lies above the upper goalpost {high} and counts as {high}: {score} points.")
    if parameters.scale == "log" and rising:
        return msg(
            "The value {value} stands between {low} ({points_low} points) and {high} ({points_high} points) "
            "on a logarithmic scale: {score} points."
        )
    if parameters.scale == "log":
        return msg(
            "The value {value} stands between {low} ({points_high} points) and {high} ({points_low} points) "
            "on a logarithmic scale: {score} points."
        )
    if rising:
        return msg(
            "The value {value} stands between {low} ({points_low} points) and {high} ({points_high} points): "
            "{score} points."
        )
    return msg(
        "The value {value} stands between {low} ({points_high} points) and {high} ({points_low} points): "
        "{score} points."
    )
