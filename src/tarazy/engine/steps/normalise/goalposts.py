"""The distance between two goalposts that are given beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Dated, Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.posts import (
    Outside,
    Scale,
    flaws_of_posts,
    moved_posts,
    numbers_of_posts,
    points_between,
    posts_in_force,
    refuse_outside,
)
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
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

    scale: Scale
    outside: Outside
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
        yield from flaws_of_posts(row.low, row.high, parameters.scale, ("dated", position))
    if parameters.fixed is not None:
        yield from flaws_of_posts(parameters.fixed.low, parameters.fixed.high, parameters.scale, ("fixed",))


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
        what = msg("The value lies outside the goalposts {low} and {high}.")
        refuse_outside(Message(what, {"low": low, "high": high}), (column < low) | (column > high))
    return points_between(column, low, high, parameters.scale, parameters.outside, scene)


def rows(columns: Matrix, parameters: Parameters, scene: Scene) -> Matrix:
    """The points of each row, float64[m, n], as `compute` gives them."""
    return compute(columns, parameters, scene)


def _goalposts(parameters: Parameters, scene: Scene) -> tuple[float, float]:
    row = parameters.fixed or posts_in_force(parameters.dated, scene)
    return row.low, row.high


def moved(parameters: Parameters, low_by: float, high_by: float) -> Parameters:
    """The same rule with its goalposts shifted, so that it can be seen how much hangs on where they stand.

    Formula: every pair by so many shares of its own distance: low + low_by * (high - low), high + high_by * (high -
    low); on the logarithmic scale of the distance between their logarithms.
    Parameters: `low_by`, `high_by` above -0.5 and below 0.5, so that the lower stays below the upper.

    >>> rule = Parameters(scale="linear", outside="cap", fixed=Fixed(20, 80, "technical note 1", date(2022, 9, 8)))
    >>> there = moved(rule, -0.1, 0.25).fixed
    >>> there.low, there.high
    (14.0, 95.0)
    """

    def shifted(row: Fixed | From) -> dict[str, float]:
        low, high = moved_posts(row.low, row.high, parameters.scale, low_by, high_by)
        return {"low": low, "high": high}

    dated = tuple(msgspec.structs.replace(row, **shifted(row)) for row in parameters.dated)
    fixed = parameters.fixed and msgspec.structs.replace(parameters.fixed, **shifted(parameters.fixed))
    return msgspec.structs.replace(parameters, dated=dated, fixed=fixed)


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Where the value stands between the goalposts; nothing where it is missing."""
    value = float(column[at])
    if np.isnan(value):
        return []
    low, high = _goalposts(parameters, scene)
    numbers = numbers_of_posts(value, low, high, parameters.scale, parameters.outside, scene, float(result[at]))
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
