"""The distance between two goalposts that each peer group has for itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

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
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.written import Word
from tarazy.engine.words import Message, msg

TITLE = msg("Goalposts by peer group")
RELATIVE = False


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The goalposts of one peer group."""

    peer_group: Word
    low: float
    high: float


class From(Dated, frozen=True, forbid_unknown_fields=True):
    """Goalposts that hold from a day on, a pair a peer group."""

    peer_groups: Annotated[tuple[Pair, ...], msgspec.Meta(min_length=1)]


class Parameters(Base, frozen=True, kw_only=True, tag="peer_goalposts"):
    """`outside`: what becomes of a value beyond a goalpost."""

    scale: Scale
    outside: Outside
    dated: Annotated[tuple[From, ...], msgspec.Meta(min_length=1)]


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    for position, row in enumerate(parameters.dated):
        if any(row.from_ == earlier.from_ for earlier in parameters.dated[:position]):
            yield Flaw(
                Message(msg("Two rows of goalposts begin on the same day: {day}."), {"day": row.from_.isoformat()}),
                Message(msg("Only one row of goalposts can be in force on a day.")),
                Message(msg("Remove one of them, or correct its first day.")),
                ("dated", position, "from"),
            )
        for number, pair in enumerate(row.peer_groups):
            at = ("dated", position, "peer_groups", number)
            if any(pair.peer_group == other.peer_group for other in row.peer_groups[:number]):
                yield Flaw(
                    Message(msg("The peer group {group} stands twice in the list."), {"group": pair.peer_group}),
                    Message(msg("A peer group has one pair of goalposts on a day.")),
                    Message(msg("Remove one of them, or correct the peer group.")),
                    (*at, "peer_group"),
                )
            yield from flaws_of_posts(pair.low, pair.high, parameters.scale, at)


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn values into points by where they stand between the two goalposts of the unit's peer group.

    Formula: share = (f(value) - f(low)) / (f(high) - f(low)), or (f(high) - f(value)) / (f(high) - f(low)) where a
    lower value earns more; f(x) = x (linear) or ln(x) (log); score = points_low + share * (points_high - points_low).
    Parameters: `column` float64[n] in the indicator's unit of measure, missing (NaN) stays missing; low < high of the
    unit's peer group on the last day of the period; a value outside is moved to the goalpost (cap), left (leave) or
    refused (refuse).
    Returns: float64[n] in points.
    Raises: Refused if no goalposts are in force, for units of a peer group without goalposts, for values outside
    (refuse), or without logarithm (log, leave).
    Source: UNDP, Human Development Report, Gender Development Index: life expectancy has other goalposts for women than
    for men.

    >>> from datetime import date
    >>> row = From(date(2024, 1, 1), "-", (Pair("all", 20, 70),))
    >>> rule = Parameters(scale="linear", outside="cap", dated=(row,))
    >>> compute(np.array([45.0, 90.0, np.nan]), rule, scene(3)).tolist()
    [50.0, 100.0, nan]
    """
    low, high = _goalposts(column, parameters, scene)
    if parameters.outside == "refuse":
        what = Message(msg("The value lies outside the goalposts of the unit's peer group."))
        refuse_outside(what, (column < low) | (column > high))
    return points_between(column, low, high, parameters.scale, parameters.outside, scene)


def _goalposts(column: Vector, parameters: Parameters, scene: Scene) -> tuple[Vector, Vector]:
    """float64[n] each: the goalposts of every unit, NaN where the unit has no value."""
    row = posts_in_force(parameters.dated, scene)
    pairs = {pair.peer_group: (pair.low, pair.high) for pair in row.peer_groups}
    by_code = np.array([pairs.get(name, (np.nan, np.nan)) for name in scene.group_names], dtype=np.float64)
    low, high = by_code.reshape(-1, 2)[scene.groups].T
    without = np.isnan(low) & ~np.isnan(column)
    if without.any():
        lacking = sorted({scene.group_names[code] for code in scene.groups[without]})
        raise Refused(
            Fault(
                Message(msg("There are no goalposts for the peer group: {groups}."), {"groups": ", ".join(lacking)}),
                Message(msg("Every unit with a value needs the goalposts of its peer group.")),
                Message(msg("Add goalposts for it, or correct the peer group of the unit.")),
                without,
            )
        )
    return low, high


def moved(parameters: Parameters, low_by: float, high_by: float) -> Parameters:
    """The same rule with the goalposts of every peer group shifted alike.

    Formula: every pair by so many shares of its own distance: low + low_by * (high - low), high + high_by * (high -
    low); on the logarithmic scale of the distance between their logarithms.
    Parameters: `low_by`, `high_by` above -0.5 and below 0.5, so that the lower stays below the upper.

    >>> from datetime import date
    >>> row = From(date(2024, 1, 1), "-", (Pair("city", 20, 80), Pair("village", 0, 10)))
    >>> there = moved(Parameters(scale="linear", outside="cap", dated=(row,)), -0.1, 0.25).dated[0]
    >>> [(pair.low, pair.high) for pair in there.peer_groups]
    [(14.0, 95.0), (-1.0, 12.5)]
    """

    def shifted(pair: Pair) -> Pair:
        low, high = moved_posts(pair.low, pair.high, parameters.scale, low_by, high_by)
        return msgspec.structs.replace(pair, low=low, high=high)

    def all_shifted(row: From) -> From:
        return msgspec.structs.replace(row, peer_groups=tuple(shifted(pair) for pair in row.peer_groups))

    return msgspec.structs.replace(parameters, dated=tuple(all_shifted(row) for row in parameters.dated))


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Where the value stands between the goalposts of the peer group; nothing where it is missing."""
    value = float(column[at])
    if np.isnan(value):
        return []
    low, high = (float(ends[at]) for ends in _goalposts(column, parameters, scene))
    numbers = numbers_of_posts(value, low, high, parameters.scale, parameters.outside, scene, float(result[at]))
    numbers["group"] = scene.group_names[scene.groups[at]]
    return [Reason(_told(value, low, high, parameters, scene.rising), numbers, float(result[at]))]


def _told(value: float, low: float, high: float, parameters: Parameters, rising: bool) -> str:
    if parameters.outside == "cap" and value < low:
        return msg(
            "The value {value} lies below the lower goalpost {low} of the peer group {group} and counts as {low}: "
            "{score} points."
        )
    if parameters.outside == "cap" and value > high:
        return msg(
            "The value {value} lies above the upper goalpost {high} of the peer group {group} and counts as {high}: "
            "{score} points."
        )
    if parameters.scale == "log" and rising:
        return msg(
            "In the peer group {group} the value {value} stands between {low} ({points_low} points) and {high} "
            "({points_high} points) on a logarithmic scale: {score} points."
        )
    if parameters.scale == "log":
        return msg(
            "In the peer group {group} the value {value} stands between {low} ({points_high} points) and {high} "
            "({points_low} points) on a logarithmic scale: {score} points."
        )
    if rising:
        return msg(
            "In the peer group {group} the value {value} stands between {low} ({points_low} points) and {high} "
            "({points_high} points): {score} points."
        )
    return msg(
        "In the peer group {group} the value {value} stands between {low} ({points_high} points) and {high} "
        "({points_low} points): {score} points."
    )
