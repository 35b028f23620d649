"""Each peer group has weights of its own, which may change with time."""

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
from tarazy.engine.model.weights import Matrix
from tarazy.engine.model.written import Id, Word
from tarazy.engine.words import Message, msg

TITLE = msg("Weights by peer group")
RELATIVE = False
# Weights written with nine decimals (0.333333333) are as good as a third.
TOLERANCE: Final = 1e-9


class GroupWeights(Dated, frozen=True, forbid_unknown_fields=True):
    """From a day on, for every peer group the weight of every child; those of a group make 1 together."""

    groups: Mapping[Word, Mapping[Id, float]]


class Parameters(Base, frozen=True, tag="by_peer_group"):
    """`dated`: the weights of every peer group, by the day from which they hold."""

    dated: Annotated[tuple[GroupWeights, ...], msgspec.Meta(min_length=1)]


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    for position, row in enumerate(parameters.dated):
        if any(row.from_ == earlier.from_ for earlier in parameters.dated[:position]):
            yield Flaw(
                Message(
                    msg("Two sets of weights of the peer groups begin on the same day: {day}."),
                    {"day": row.from_.isoformat()},
                ),
                Message(msg("On any day a peer group has one set of weights.")),
                Message(msg("Remove one of the two sets, or correct its first day.")),
                ("dated", position, "from"),
            )
        for group, weights in row.groups.items():
            yield from _flaws_of(group, weights, ("dated", position, "groups", group))


def check_children(parameters: Parameters, children: Sequence[str]) -> Iterator[Flaw]:
    """Children without a weight in a group, and weights of what is no child."""
    for position, row in enumerate(parameters.dated):
        for group, weights in row.groups.items():
            at = ("dated", position, "groups", group)
            for fault in _lacking(group, weights, children):
                yield Flaw(fault.what, fault.why, fault.mend, at)
            for child, fault in _stray(group, weights, children):
                yield Flaw(fault.what, fault.why, fault.mend, (*at, child))


def _flaws_of(group: str, weights: Mapping[str, float], at: tuple[str | int, ...]) -> Iterator[Flaw]:
    for child, weight in weights.items():
        if not weight > 0:
            yield Flaw(
                Message(
                    msg("In the peer group {group} the weight of {child} is {weight}."),
                    {"group": group, "child": child, "weight": weight},
                ),
                Message(msg("A weight must be above zero.")),
                Message(msg("Correct the weight; if the child does not apply to these units, say so by «apply».")),
                (*at, child),
            )
    total = math.fsum(weights.values())
    if abs(total - 1) > TOLERANCE:
        yield Flaw(
            Message(
                msg("The weights of the peer group {group} sum to {total}."),
                {"group": group, "total": total},
            ),
            Message(msg("The weights of a peer group are shares of the whole: their sum must be 1.")),
            Message(msg("Correct the weights of this group.")),
            at,
        )


def compute(parameters: Parameters, scene: Scene) -> Matrix:
    """Give every unit the weights of its peer group in force on the last day of the period.

    Formula: weight_i of a unit = w_i of its group / (sum of w of its group).
    Parameters: for each peer group and each child of the scene a weight above 0; no other child may be named. A group
    of which no unit is assessed in the period is not looked at.
    Returns: float64[k, n], shares of the dimension, sum 1 for every unit.
    Raises: Refused if no weights are in force, if a unit's peer group has none, or if they are not those of the
    children.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, on weights that suit the units
    compared.

    >>> from datetime import date
    >>> row = GroupWeights(date(2020, 1, 1), "Order No. 5", {"all": {"water": 0.25, "roads": 0.75}})
    >>> compute(Parameters((row,)), scene(2, children=("roads", "water"))).tolist()
    [[0.75, 0.75], [0.25, 0.25]]
    """
    row = in_force(parameters.dated, scene.last_day)
    if row is None:
        raise Refused(_nothing_in_force(scene))
    faults: list[Fault] = []
    by_code = np.zeros((len(scene.group_names), len(scene.children)))
    for code in np.unique(scene.groups).tolist():
        group = scene.group_names[code]
        weights = row.groups.get(group)
        if weights is None:
            faults.append(_without_weights(scene, code))
            continue
        wrong = [*_lacking(group, weights, scene.children), *(one for _, one in _stray(group, weights, scene.children))]
        faults += wrong
        if not wrong:
            own = [weights[child] for child in scene.children]
            by_code[code] = np.array(own) / math.fsum(own)
    if faults:
        raise Refused(*faults)
    return np.ascontiguousarray(by_code[scene.groups].T)


def _nothing_in_force(scene: Scene) -> Fault:
    return Fault(
        Message(msg("No weights of peer groups are in force on {day}."), {"day": scene.last_day.isoformat()}),
        Message(msg("The first set of the list begins on a later day.")),
        Message(msg("Add a set that begins earlier, or do not score this period.")),
    )


def _without_weights(scene: Scene, code: int) -> Fault:
    return Fault(
        Message(msg("The peer group {group} has no weights."), {"group": scene.group_names[code]}),
        Message(msg("Every peer group of the units that are assessed needs weights of its own.")),
        Message(msg("Add the weights of this group, or correct the peer group of these units.")),
        np.asarray(scene.groups == code),
    )


def _lacking(group: str, weights: Mapping[str, float], children: Sequence[str]) -> list[Fault]:
    return [
        Fault(
            Message(
                msg("In the peer group {group} the child {child} has no weight."), {"group": group, "child": child}
            ),
            Message(msg("In every peer group every child of the dimension needs a weight.")),
            Message(msg("Add the weight of this child for this group.")),
        )
        for child in children
        if child not in weights
    ]


def _stray(group: str, weights: Mapping[str, float], children: Sequence[str]) -> list[tuple[str, Fault]]:
    return [
        (
            child,
            Fault(
                Message(
                    msg("The peer group {group} gives a weight to {child}, which is not a child of the dimension."),
                    {"group": group, "child": child},
                ),
                Message(msg("Weights go to children of the dimension only.")),
                Message(msg("Correct the name, or remove this weight from the group.")),
            ),
        )
        for child in weights
        if child not in children
    ]


def reasons(parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The weight of each child in the unit's peer group, from which day and from which source."""
    row = in_force(parameters.dated, scene.last_day)
    if row is None:
        return []
    text = msg("In the peer group {group} the weight of {child} is {weight}, from {day} on ({source}).")
    said = {"group": scene.group_names[int(scene.groups[at])], "day": row.from_.isoformat(), "source": row.source}
    return [
        Reason(text, {**said, "child": child, "weight": weight}, weight)
        for child, weight in zip(scene.children, result[:, at].tolist(), strict=True)
    ]
