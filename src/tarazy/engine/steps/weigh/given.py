"""The weights are given, and may change with time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Final

import msgspec
import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Dated, Flaw, in_force
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg

TITLE = msg("Given weights")
RELATIVE = False
# Weights written with nine decimals (0.333333333) are as good as a third.
TOLERANCE: Final = 1e-9


class Weights(Dated, frozen=True, forbid_unknown_fields=True):
    """The weight of every child from a day on; together they make 1."""

    weights: Mapping[Id, float]


class Parameters(Base, frozen=True, tag="given"):
    """`dated`: the weights, by the day from which they hold."""

    dated: Annotated[tuple[Weights, ...], msgspec.Meta(min_length=1)]


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    for position, row in enumerate(parameters.dated):
        if any(row.from_ == earlier.from_ for earlier in parameters.dated[:position]):
            yield Flaw(
                Message(msg("Two sets of weights begin on the same day: {day}."), {"day": row.from_.isoformat()}),
                Message(msg("Only one set of weights can be in force on a day.")),
                Message(msg("Remove one of them, or correct its first day.")),
                ("dated", position, "from"),
            )
        yield from _flaws_of(row, position)


def check_children(parameters: Parameters, children: Sequence[str]) -> Iterator[Flaw]:
    """Children without a weight, and weights of what is no child."""
    for position, row in enumerate(parameters.dated):
        at = ("dated", position, "weights")
        for fault in (_lacking(child) for child in children if child not in row.weights):
            yield Flaw(fault.what, fault.why, fault.mend, at)
        for child in row.weights:
            if child not in children:
                fault = _stray(child)
                yield Flaw(fault.what, fault.why, fault.mend, (*at, child))


def _flaws_of(row: Weights, position: int) -> Iterator[Flaw]:
    for child, weight in row.weights.items():
        if not weight > 0:
            yield Flaw(
                Message(msg("The weight of {child} is {weight}."), {"child": child, "weight": weight}),
                Message(msg("A weight must be above zero: a child that does not count has no place in the dimension.")),
                Message(msg("Give it a weight above zero, or remove the child.")),
                ("dated", position, "weights", child),
            )
    total = math.fsum(row.weights.values())
    if abs(total - 1) > TOLERANCE:
        yield Flaw(
            Message(msg("The weights sum to {total}."), {"total": total}),
            Message(msg("Weights are shares of the whole: they must sum to 1.")),
            Message(msg("Correct them so that they sum to 1.")),
            ("dated", position, "weights"),
        )


def compute(parameters: Parameters, scene: Scene) -> Vector:
    """Give every child the weight in force on the last day of the period.

    Formula: weight_i = w_i / (sum of w), which is w_i where the weights sum to 1 exactly.
    Parameters: for each child of the scene a weight above 0; none may be missing, no other named.
    Returns: float64[k], shares of the dimension, sum 1.
    Raises: Refused if no weights are in force, or they are not those of the children.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6.

    >>> from datetime import date
    >>> row = Weights(date(2020, 1, 1), "Order No. 5", {"water": 0.25, "roads": 0.75})
    >>> compute(Parameters((row,)), scene(1, children=("roads", "water"))).tolist()
    [0.75, 0.25]
    """
    row = in_force(parameters.dated, scene.last_day)
    if row is None:
        raise Refused(
            Fault(
                Message(msg("No weights are in force on {day}."), {"day": scene.last_day.isoformat()}),
                Message(msg("The first weights of the list begin later.")),
                Message(msg("Add weights that begin earlier, or do not score this period.")),
            )
        )
    faults = [_lacking(child) for child in scene.children if child not in row.weights]
    faults += [_stray(child) for child in row.weights if child not in scene.children]
    if faults:
        raise Refused(*faults)
    weights = [row.weights[child] for child in scene.children]
    return np.array(weights) / math.fsum(weights)


def _lacking(child: str) -> Fault:
    return Fault(
        Message(msg("The child {child} has no weight."), {"child": child}),
        Message(msg("Every child of the dimension needs a weight.")),
        Message(msg("Add its weight.")),
    )


def _stray(child: str) -> Fault:
    return Fault(
        Message(msg("A weight is given to {child}, which is not a child of the dimension."), {"child": child}),
        Message(msg("Only children of the dimension can have a weight in it.")),
        Message(msg("Correct the name, or remove the weight.")),
    )


def reasons(parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The weight of each child, from which day and from which source."""
    row = in_force(parameters.dated, scene.last_day)
    if row is None:
        return []
    text = msg("The weight of {child} is {weight}, from {day} on ({source}).")
    return [
        Reason(text, {"child": child, "weight": weight, "day": row.from_.isoformat(), "source": row.source}, weight)
        for child, weight in zip(scene.children, result.tolist(), strict=True)
    ]
