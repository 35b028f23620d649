"""A condition that must be met for a score at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector, is_below
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.text import Text
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg

TITLE = msg("Gate: a condition for a score")
RELATIVE = False


class Parameters(Base, frozen=True, kw_only=True, tag="gate"):
    """`gate`: the name that stands in the result as the reason `gate:<name>`. What must reach `at_least` is the score
    of the `node` below, or the `variable`. `missing`: what becomes of a unit of which it is not known.
    """

    gate: Id
    node: Id | None = None
    variable: Id | None = None
    at_least: float
    missing: Literal["pass", "fail"]
    reason: Text
    source: str
    date: date

    def variables(self) -> tuple[str, ...]:
        """The variable that must reach the number."""
        return () if self.variable is None else (self.variable,)

    def nodes(self) -> tuple[str, ...]:
        """The node whose score must reach the number."""
        return () if self.node is None else (self.node,)


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if (parameters.node is None) == (parameters.variable is None):
        yield Flaw(
            Message(msg("Exactly one of 'node' and 'variable' must be given.")),
            Message(msg("A gate looks at one thing: the score of a node below, or a variable.")),
            Message(msg("Keep one of them; two conditions are two gates.")),
        )
    if parameters.node is not None and parameters.at_least > points.high:
        yield Flaw(
            Message(
                msg("The gate asks for {at_least} points, and a score has at most {points_high}."),
                {"at_least": parameters.at_least, "points_high": points.high},
            ),
            Message(msg("Nobody could pass it.")),
            Message(msg("Correct the number.")),
            ("at_least",),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Take the score away where a condition is not met.

    Formula: adjusted = score where condition >= at_least, else none, with the reason `gate:<name>`; compared in 12
    significant digits.
    Parameters: `column` float64[n] in points, missing (NaN) stays missing; the condition float64[n] is the score of a
    node below in points or a variable of the period in its unit of measure; where it is missing the unit passes
    (missing: pass) or fails (missing: fail).
    Returns: float64[n] in points, NaN where the score is taken away.
    Raises: nothing.
    Source: minimum conditions of the District Performance Assessment Tool, Ghana; they come before the points.

    >>> from datetime import date
    >>> from tarazy.engine.model.text import Text
    >>> of_rule = {"reason": Text(kk="-", ru="-", en="-"), "source": "-", "date": date(2024, 1, 1)}
    >>> rule = Parameters(gate="plan", variable="plan_adopted", at_least=1.0, missing="fail", **of_rule)
    >>> around = seen(variables={"plan_adopted": [1.0, 0.0, np.nan]})
    >>> compute(np.array([80.0, 90.0, 70.0]), rule, scene(3, around=around)).tolist()
    [80.0, nan, nan]
    """
    found = _found(parameters, scene)
    fails = is_below(found, parameters.at_least)
    if parameters.missing == "fail":
        fails |= np.isnan(found)
    return np.where(fails, np.nan, column)


def _found(parameters: Parameters, scene: Scene) -> Vector:
    if parameters.node is not None:
        return scene.around.score_of(parameters.node)
    assert parameters.variable is not None  # loading has seen to it
    return scene.around.variable(parameters.variable)


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Whether the condition is met, against the number; where there is no score anyway only that it is not met."""
    score, found = float(column[at]), float(_found(parameters, scene)[at])
    passes = _passes(found, parameters)
    if np.isnan(score) and passes:
        return []
    numbers: dict[str, float | int | str] = {
        "gate": parameters.gate,
        "of": parameters.node or parameters.variable or "",
        "at_least": parameters.at_least,
        "missing": parameters.missing,
        "source": parameters.source,
    }
    if not np.isnan(score):
        numbers["score"] = score
    if not np.isnan(found):
        numbers["found"] = found
    told = _told_anyway(np.isnan(found)) if np.isnan(score) else _told(np.isnan(found), passes)
    return [Reason(told, numbers, float(result[at]), parameters.reason)]


def _passes(found: float, parameters: Parameters) -> bool:
    if np.isnan(found):
        return parameters.missing == "pass"
    return not is_below(np.array([found]), parameters.at_least)[0]


def _told_anyway(unknown: bool) -> str:
    if unknown:
        return msg(
            "There is no score anyway; gate {gate} is not passed: {of} is not known, and that counts as failed "
            "({source})."
        )
    return msg(
        "There is no score anyway; gate {gate} is not passed: {of} is {found}, at least {at_least} is needed "
        "({source})."
    )


def _told(unknown: bool, passes: bool) -> str:
    if unknown and passes:
        return msg("Gate {gate} is passed: {of} is not known, and that counts as passed ({source}).")
    if unknown:
        return msg("No score, gate {gate} is not passed: {of} is not known, and that counts as failed ({source}).")
    if passes:
        return msg("Gate {gate} is passed: {of} is {found}, at least {at_least} is needed ({source}).")
    return msg("No score, gate {gate} is not passed: {of} is {found}, at least {at_least} is needed ({source}).")
