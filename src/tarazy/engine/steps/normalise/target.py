"""How much of its target a unit has reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec
import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg

TITLE = msg("Share of the target reached")
RELATIVE = False


class Cap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To what a degree of achievement beyond it is moved; 100 is the target."""

    least_percent: float
    most_percent: float
    source: str
    date: date


class Parameters(Base, frozen=True, kw_only=True, tag="target"):
    """`target`: the variable that holds each unit's target. `outside`: what becomes of an achievement beyond `cap`."""

    target: Id
    outside: Literal["cap", "leave"]
    cap: Cap | None = None

    def variables(self) -> tuple[str, ...]:
        """The variable of the target."""
        return (self.target,)

    def in_its_unit(self) -> tuple[str, ...]:
        """The target is given as the value is."""
        return (self.target,)


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    cap = parameters.cap
    if (cap is not None) != (parameters.outside == "cap"):
        yield Flaw(
            Message(msg("'outside: cap' and 'cap' belong together.")),
            Message(msg("An achievement is either moved to given limits or left as it is.")),
            Message(msg("Give 'cap' with 'outside: cap', or write 'outside: leave' without it.")),
            ("outside",),
        )
    if cap is not None and not 0 <= cap.least_percent < cap.most_percent:
        yield Flaw(
            Message(
                msg("The achievement is held to {least} to {most} percent."),
                {"least": cap.least_percent, "most": cap.most_percent},
            ),
            Message(msg("An achievement is never below zero, and the least must lie below the most.")),
            Message(msg("Correct one of the two, such as 0 and 100.")),
            ("cap", "least_percent"),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by how much of the target they reach.

    Formula: percent = 100 * value / target, or 100 * target / value where a lower value earns more, held to the cap if
    there is one; score = points_low + percent / 100 * (points_high - points_low).
    Parameters: `column` and the target float64[n] in the same unit of measure; where the value or the target is missing
    (NaN), so is the score.
    Returns: float64[n] in points; more than points_high where more than the target counts.
    Raises: Refused where the target is not above zero, or the value is below zero, or, where a lower value earns more,
    is zero.
    Source: Kazakhstan, order of 31.12.2015 No. 01-38.49: the score of a memorandum is the mean of actual / plan.

    >>> import dataclasses
    >>> from tests.engine.scenes import seen
    >>> planned = dataclasses.replace(scene(3), around=seen(variables={"plan": [80, 10, np.nan]}))
    >>> rule = Parameters(target="plan", outside="cap", cap=Cap(0, 120, "-", date(2015, 12, 31)))
    >>> compute(np.array([60.0, 30.0, 7.0]), rule, planned).tolist()
    [75.0, 120.0, nan]
    """
    target = scene.around.variable(parameters.target)
    _refuse_without_share(column, target, scene)
    percent = _held(_percent(column, target, scene), parameters)
    return np.asarray(scene.points.low + percent / 100 * (scene.points.high - scene.points.low))


def _percent(column: Vector, target: Vector, scene: Scene) -> Vector:
    return 100 * column / target if scene.rising else 100 * target / column


def _held(percent: Vector, parameters: Parameters) -> Vector:
    cap = parameters.cap
    return percent if cap is None else np.clip(percent, cap.least_percent, cap.most_percent)


def _refuse_without_share(column: Vector, target: Vector, scene: Scene) -> None:
    known = ~np.isnan(column) & ~np.isnan(target)
    faults = []
    no_target = known & (target <= 0)
    if no_target.any():
        faults.append(
            Fault(
                Message(msg("The target is not above zero.")),
                Message(msg("Of such a target nobody can reach a share.")),
                Message(msg("Correct the target in the data, or take another normalisation.")),
                no_target,
            )
        )
    no_value = known & ((column < 0) if scene.rising else (column <= 0)) & ~no_target
    if no_value.any():
        faults.append(
            Fault(
                Message(msg("The value is below zero.") if scene.rising else msg("The value is not above zero.")),
                Message(msg("A number that is not above zero is no share of a target.")),
                Message(
                    msg(
                        "Correct the value in the data, exclude the indicator of this unit by a decision, "
                        "or take another normalisation."
                    )
                ),
                no_value,
            )
        )
    if faults:
        raise Refused(*faults)


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The value, the target and the share of it; nothing where one of them is missing."""
    if np.isnan(result[at]):
        return []
    target = scene.around.variable(parameters.target)
    percent = _percent(column, target, scene)
    held = _held(percent, parameters)
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "target": float(target[at]),
        "percent": float(percent[at]),
        "held": float(held[at]),
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "better": "higher" if scene.rising else "lower",
        "score": float(result[at]),
    }
    if parameters.cap is not None:
        numbers |= {"least_percent": parameters.cap.least_percent, "most_percent": parameters.cap.most_percent}
    return [Reason(_told(bool(held[at] == percent[at]), scene.rising), numbers, float(result[at]))]


def _told(within: bool, rising: bool) -> str:
    if within and rising:
        return msg("The value {value} is {percent} % of the target {target}: {score} points.")
    if rising:
        return msg("The value {value} is {percent} % of the target {target} and counts as {held} %: {score} points.")
    if within:
        return msg("A lower value earns more: the target {target} is {percent} % of the value {value}: {score} points.")
    return msg(
        "A lower value earns more: the target {target} is {percent} % of the value {value} and counts as {held} %: "
        "{score} points."
    )
