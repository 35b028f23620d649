"""Two goalposts: what cannot stand in them, and the points of a value between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

import numpy as np

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Dated, Flaw, in_force
from tarazy.engine.model.scene import Fault, Refused, Scene
from tarazy.engine.words import Message, msg

Scale = Literal["linear", "log"]
# What becomes of a value beyond a goalpost.
Outside = Literal["cap", "leave", "refuse"]
Row = TypeVar("Row", bound=Dated)


def flaws_of_posts(low: float, high: float, scale: Scale, at: tuple[str | int, ...]) -> Iterator[Flaw]:
    """What cannot stand in a pair of goalposts; `at` leads to the pair."""
    if low >= high:
        yield Flaw(
            Message(
                msg("The lower goalpost {low} does not lie below the upper goalpost {high}."),
                {"low": low, "high": high},
            ),
            Message(msg("The score is the share of the distance between them, so they must differ.")),
            Message(
                msg("Write the smaller number as 'low'. Which end is better is said by 'better', not by the order.")
            ),
            (*at, "low"),
        )
    if scale == "log" and low <= 0:
        yield Flaw(
            Message(msg("The lower goalpost {low} is not above zero."), {"low": low}),
            Message(msg("Only numbers above zero have a logarithm.")),
            Message(msg("Give goalposts above zero, or take the linear scale.")),
            (*at, "low"),
        )


def posts_in_force(rows: Sequence[Row], scene: Scene) -> Row:
    """The row of goalposts in force on the last day of the period; refused where the first begins later."""
    row = in_force(rows, scene.last_day)
    if row is None:
        raise Refused(
            Fault(
                Message(msg("No goalposts are in force on {day}."), {"day": scene.last_day.isoformat()}),
                Message(msg("The first goalposts of the list begin later.")),
                Message(msg("Add goalposts that begin earlier, or do not score this period.")),
            )
        )
    return row


def moved_posts(low: float, high: float, scale: Scale, low_by: float, high_by: float) -> tuple[float, float]:
    """Both goalposts shifted, each by so many shares of the distance between them.

    Formula: f(low) + low_by * (f(high) - f(low)) and f(high) + high_by * (f(high) - f(low)), taken back by the inverse
    of f; f(x) = x (linear) or ln(x) (log), so that a goalpost of the logarithmic scale stays above zero.

    >>> moved_posts(20.0, 80.0, "linear", -0.1, 0.25)
    (14.0, 95.0)
    >>> moved_posts(100.0, 10_000.0, "log", -0.5, 0.0)
    (10.0, 10000.0)
    """
    if scale == "log":
        ratio = high / low
        return low * ratio**low_by, high * ratio**high_by
    distance = high - low
    return low + low_by * distance, high + high_by * distance


def refuse_outside(what: Message, outside: Flags) -> None:
    """Refuse values beyond a goalpost."""
    if outside.any():
        raise Refused(
            Fault(
                what,
                Message(msg("The methodology refuses values outside the goalposts.")),
                Message(msg("Correct the value in the data, or let the methodology cap or leave such values.")),
                outside,
            )
        )


def points_between(
    column: Vector, low: Vector | float, high: Vector | float, scale: Scale, outside: Outside, scene: Scene
) -> Vector:
    """The points of values between goalposts, one pair for all or float64[n] each; missing (NaN) stays missing.

    >>> points_between(np.array([20.0, 70.0]), 10.0, 60.0, "linear", "cap", scene(2)).tolist()
    [20.0, 100.0]
    """
    values = np.clip(column, low, high) if outside == "cap" else column
    if scale == "log":
        _refuse_without_logarithm(values)
        values, low, high = np.log(values), np.log(low), np.log(high)
    share: Vector = values - low if scene.rising else high - values
    share /= high - low
    share *= scene.points.high - scene.points.low
    if scene.points.low:
        share += scene.points.low
    return share


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


def numbers_of_posts(
    value: float, low: float, high: float, scale: Scale, outside: Outside, scene: Scene, score: float
) -> dict[str, float | int | str]:
    """The numbers of a reason, enough to compute the score again."""
    return {
        "value": value,
        "low": low,
        "high": high,
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "scale": scale,
        "outside": outside,
        "better": "higher" if scene.rising else "lower",
        "score": score,
    }
