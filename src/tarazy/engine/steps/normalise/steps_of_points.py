"""A value earns the points of the step that it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal

import msgspec
import numpy as np

from tarazy.engine.model.direction import runs_against
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Flags, Vector, are_one, is_below
from tarazy.engine.model.parameters import Dated, Flaw, in_force
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("Points by thresholds")
RELATIVE = False


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The points of values beyond a threshold, up to the next."""

    threshold: float
    points: float


class From(Dated, frozen=True, forbid_unknown_fields=True):
    """Steps that hold from a day on, by rising thresholds; what lies below the first earns `points_below`."""

    points_below: float
    steps: Annotated[tuple[Level, ...], msgspec.Meta(min_length=1)]


class Parameters(Base, frozen=True, kw_only=True, tag="steps_of_points"):
    """`on_threshold`: the step of a value that is exactly a threshold: the upper, which begins there, or the lower."""

    on_threshold: Literal["upper", "lower"]
    dated: Annotated[tuple[From, ...], msgspec.Meta(min_length=1)]


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    for position, row in enumerate(parameters.dated):
        at = ("dated", position)
        if any(row.from_ == earlier.from_ for earlier in parameters.dated[:position]):
            yield Flaw(
                Message(msg("Two rows of steps begin on the same day: {day}."), {"day": row.from_.isoformat()}),
                Message(msg("Only one row of steps can be in force on a day.")),
                Message(msg("Remove one of them, or correct its first day.")),
                (*at, "from"),
            )
        for number, (lower, upper) in enumerate(pairwise(row.steps), start=1):
            if upper.threshold <= lower.threshold:
                yield Flaw(
                    Message(
                        msg("The threshold {threshold} does not lie above the one before it ({before})."),
                        {"threshold": upper.threshold, "before": lower.threshold},
                    ),
                    Message(msg("Steps go from the lowest values to the highest, and none is empty.")),
                    Message(msg("Sort the steps by 'threshold', or correct the number.")),
                    (*at, "steps", number, "threshold"),
                )
        yield from _beyond_the_scale(row.points_below, points, (*at, "points_below"))
        for number, step in enumerate(row.steps):
            yield from _beyond_the_scale(step.points, points, (*at, "steps", number, "points"))


def _beyond_the_scale(given: float, points: Points, at: tuple[str | int, ...]) -> Iterator[Flaw]:
    if not points.low <= given <= points.high:
        yield Flaw(
            Message(msg("A step gives {points} points."), {"points": given}),
            Message(
                msg("The methodology's scale goes from {low} to {high} points."),
                {"low": points.low, "high": points.high},
            ),
            Message(msg("Give points of the scale.")),
            at,
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into the points of the step that each stands on.

    Formula: score = points of the last step whose threshold the value reaches (on_threshold: upper, value >= threshold)
    or exceeds (lower, value > threshold), in 12 significant digits; points_below where it is none.
    Parameters: `column` float64[n] in the indicator's unit of measure; a missing value (NaN) stays missing; the steps
    of the last day of the period.
    Returns: float64[n] in points.
    Raises: Refused if no steps are in force, or if the points only ever move against what is better.
    Source: Food Standards Agency, Food Hygiene Rating Scheme: the total score of an inspection becomes a rating.

    >>> from datetime import date
    >>> row = From(date(2024, 1, 1), "-", 0, (Level(60, 50), Level(90, 100)))
    >>> compute(np.array([59.9, 60.0, 95.0, np.nan]), Parameters(on_threshold="upper", dated=(row,)), scene(4)).tolist()
    [0.0, 50.0, 100.0, nan]
    """
    row = _in_force(parameters, scene)
    points = np.array([row.points_below, *(step.points for step in row.steps)])
    return np.where(np.isnan(column), np.nan, points[_steps(column, row, parameters)])


def _steps(column: Vector, row: From, parameters: Parameters) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """How many thresholds each value has passed."""
    passed = np.zeros(len(column), dtype=np.intp)
    for step in row.steps:
        passed += _passed(column, step.threshold, parameters.on_threshold == "upper")
    return passed


def _passed(column: Vector, threshold: float, by_reaching: bool) -> Flags:
    reached = ~is_below(column, threshold) & ~np.isnan(column)
    return reached if by_reaching else reached & ~are_one(column, np.full_like(column, threshold))


def _in_force(parameters: Parameters, scene: Scene) -> From:
    row = in_force(parameters.dated, scene.last_day)
    if row is None:
        raise Refused(
            Fault(
                Message(msg("No steps of points are in force on {day}."), {"day": scene.last_day.isoformat()}),
                Message(msg("The first steps of the list begin later.")),
                Message(msg("Add steps that begin earlier, or do not score this period.")),
            )
        )
    if runs_against([row.points_below, *(step.points for step in row.steps)], scene.rising):
        raise Refused(
            Fault(
                Message(msg("The points of the steps go against what is better.")),
                Message(msg("A value that 'better' calls worse would earn more points.")),
                Message(msg("Correct the points of the steps, or 'better' of the indicator.")),
            )
        )
    return row


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The thresholds between which the value stands; nothing where it is missing."""
    value = column[[at]]
    if np.isnan(value[0]):
        return []
    row = _in_force(parameters, scene)
    passed = int(_steps(value, row, parameters)[0])
    numbers: dict[str, float | int | str] = {
        "value": float(value[0]),
        "on_threshold": parameters.on_threshold,
        "points_0": row.points_below,
        "score": float(result[at]),
    }
    for number, step in enumerate(row.steps, start=1):
        numbers |= {f"threshold_{number}": step.threshold, f"points_{number}": step.points}
    if passed > 0:
        numbers["threshold"] = row.steps[passed - 1].threshold
    if passed < len(row.steps):
        numbers["next"] = row.steps[passed].threshold
    text = _told("threshold" in numbers, "next" in numbers, parameters.on_threshold == "upper")
    return [Reason(text, numbers, float(result[at]))]


def _told(has_threshold: bool, has_next: bool, by_reaching: bool) -> str:
    if not has_threshold and by_reaching:
        return msg("The value {value} lies below {next}: {score} points.")
    if not has_threshold:
        return msg("The value {value} is not above {next}: {score} points.")
    if not has_next and by_reaching:
        return msg("The value {value} has reached {threshold}: {score} points.")
    if not has_next:
        return msg("The value {value} is above {threshold}: {score} points.")
    if by_reaching:
        return msg("The value {value} has reached {threshold} and lies below {next}: {score} points.")
    return msg("The value {value} is above {threshold} and not above {next}: {score} points.")
