"""Experts or bodies share out a budget of points among the children; the weights are the means."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector, are_one
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg

TITLE = msg("Budget allocation")
RELATIVE = False


class Allocation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one named expert or body shared out the points."""

    expert: str
    points: Mapping[Id, float]


class Parameters(Base, frozen=True, tag="budget_allocation"):
    """`total`: the points that each had to give. `experts`: who gave how many to which child."""

    total: float
    experts: Annotated[tuple[Allocation, ...], msgspec.Meta(min_length=1)]
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if not parameters.total > 0:
        yield Flaw(
            Message(msg("The budget of each expert is {total}."), {"total": parameters.total}),
            Message(msg("There must be points to share out.")),
            Message(msg("Give the number of points that every expert shared out.")),
            ("total",),
        )
    for position, one in enumerate(parameters.experts):
        if any(one.expert == earlier.expert for earlier in parameters.experts[:position]):
            yield Flaw(
                Message(msg("«{expert}» stands in the list of experts twice."), {"expert": one.expert}),
                Message(msg("The points of one expert would count twice.")),
                Message(msg("Remove one of the two, or correct the name.")),
                ("experts", position, "expert"),
            )
        yield from _flaws_of(one, parameters.total, position)


def _flaws_of(one: Allocation, total: float, position: int) -> Iterator[Flaw]:
    for child, given in one.points.items():
        if given < 0:
            yield Flaw(
                Message(
                    msg("«{expert}» gives {child} {points} points."),
                    {"expert": one.expert, "child": child, "points": given},
                ),
                Message(msg("Nobody can give fewer than no points.")),
                Message(msg("Correct the points.")),
                ("experts", position, "points", child),
            )
    given = math.fsum(one.points.values())
    if not are_one(np.array([given]), np.array([total]))[0]:
        yield Flaw(
            Message(
                msg("The points of «{expert}» sum to {given} instead of {total}."),
                {"expert": one.expert, "given": given, "total": total},
            ),
            Message(msg("Every expert shares out the same number of points, all of them.")),
            Message(msg("Correct the points of this expert, or the stated total.")),
            ("experts", position, "points"),
        )


def check_children(parameters: Parameters, children: Sequence[str]) -> Iterator[Flaw]:
    """Children of whom an expert says nothing or to whom nobody gives points, and points for what is no child."""
    for at, fault in _faults(parameters, children):
        yield Flaw(fault.what, fault.why, fault.mend, at)


def _faults(parameters: Parameters, children: Sequence[str]) -> Iterator[tuple[tuple[str | int, ...], Fault]]:
    for position, one in enumerate(parameters.experts):
        at = ("experts", position, "points")
        yield from ((at, _silent(one, child)) for child in children if child not in one.points)
        yield from (((*at, child), _stray(one, child)) for child in one.points if child not in children)
    for child in children:
        if not any(one.points.get(child, 1) > 0 for one in parameters.experts):
            yield ("experts",), _unwanted(child)


def _silent(one: Allocation, child: str) -> Fault:
    return Fault(
        Message(msg("«{expert}» says nothing of the child {child}."), {"expert": one.expert, "child": child}),
        Message(msg("Every expert gives points to every child of the dimension, if only 0.")),
        Message(msg("Add the points of this expert for this child; 0 is a number too.")),
    )


def _stray(one: Allocation, child: str) -> Fault:
    return Fault(
        Message(
            msg("«{expert}» gives points to {child}, which is not a child of the dimension."),
            {"expert": one.expert, "child": child},
        ),
        Message(msg("Points can go to children of the dimension only.")),
        Message(msg("Correct the name of the child, or remove the points.")),
    )


def _unwanted(child: str) -> Fault:
    return Fault(
        Message(msg("No expert gives the child {child} any points."), {"child": child}),
        Message(msg("It would weigh nothing, and what does not count has no place in the dimension.")),
        Message(msg("Correct the points, or remove the child from the dimension.")),
    )


def compute(parameters: Parameters, scene: Scene) -> Vector:
    """Give every child its mean share of the experts' points.

    Formula: weight_i = (points of i from all experts) / (number of experts * total).
    Parameters: `total` above 0, in points; of each expert the points for each child, 0 or more, no child missing and no
    other named, in sum the total.
    Returns: float64[k], shares of the dimension, sum 1.
    Raises: Refused if the experts' points are not those of the children, or a child has none.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, budget allocation process.

    >>> allocations = (Allocation("A", {"roads": 60, "water": 40}), Allocation("B", {"roads": 30, "water": 70}))
    >>> rule = Parameters(100, allocations, "Minutes No. 3", date(2024, 1, 1))
    >>> compute(rule, scene(1, children=("roads", "water"))).tolist()
    [0.45, 0.55]
    """
    faults = [fault for _, fault in _faults(parameters, scene.children)]
    if faults:
        raise Refused(*faults)
    given = [_given(parameters, child) for child in scene.children]
    return np.array(given) / math.fsum(given)


def _given(parameters: Parameters, child: str) -> float:
    return math.fsum(one.points[child] for one in parameters.experts)


def by_expert(parameters: Parameters) -> dict[str, Vector]:
    """What each expert alone would have the children weigh, so that it can be seen how much they disagree.

    Formula: weight = points given / total.
    Returns: by child float64[e] over the experts in the order of the text, sum 1 over the children of each.

    >>> one, two = Allocation("A", {"x": 60, "y": 40}), Allocation("B", {"x": 30, "y": 70})
    >>> there = by_expert(Parameters(total=100, experts=(one, two), source="-", date=date(2024, 1, 1)))
    >>> {child: weights.tolist() for child, weights in there.items()}
    {'x': [0.6, 0.3], 'y': [0.4, 0.7]}
    """
    children = dict.fromkeys(child for one in parameters.experts for child in one.points)
    return {child: np.array([one.points[child] / parameters.total for one in parameters.experts]) for child in children}


def reasons(parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The points of each child from all experts, and its weight."""
    text = msg(
        "{child} got {points} points from all experts ({experts}), each of whom had {total} to give: "
        "the weight is {weight}."
    )
    common = {"experts": len(parameters.experts), "total": parameters.total}
    return [
        Reason(text, {**common, "child": child, "points": _given(parameters, child), "weight": weight}, weight)
        for child, weight in zip(scene.children, result.tolist(), strict=True)
    ]
