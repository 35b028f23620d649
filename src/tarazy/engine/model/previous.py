"""A value in percent of that of the period before, or that in percent of it where a lower value earns more."""

from __future__ import annotations

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.scene import Fault, Refused
from tarazy.engine.words import Message, msg


def percent_of_previous(column: Vector, previous: Vector, *, rising: bool) -> Vector:
    """float64[n]: NaN where one of the two is missing."""
    return 100 * column / previous if rising else 100 * previous / column


def refuse_without_ratio(column: Vector, previous: Vector, wanted: Flags, *, rising: bool) -> None:
    """Refuse those of whom a ratio is wanted and cannot be told."""
    faults = []
    nothing_before = wanted & (previous <= 0)
    if nothing_before.any():
        faults.append(_fault(msg("The value of the period before is not above zero."), nothing_before))
    nothing_now = wanted & ((column < 0) if rising else (column <= 0)) & ~nothing_before
    if nothing_now.any():
        what = msg("The value is below zero.") if rising else msg("The value is not above zero.")
        faults.append(_fault(what, nothing_now))
    if faults:
        raise Refused(*faults)


def _fault(what: str, units: Flags) -> Fault:
    return Fault(
        Message(what),
        Message(msg("There is no ratio to zero, and one to a number below zero says nothing.")),
        Message(
            msg(
                "Correct the value in the data, exclude the indicator of this unit by a decision, or take another "
                "normalisation."
            )
        ),
        units,
    )


def ratio_told(*, within: bool, rising: bool) -> str:
    """The ratio in words. `within`: it counts as it is."""
    if within and rising:
        return msg("The value {value} is {percent} % of that of the period before, {previous}: {score} points.")
    if rising:
        return msg(
            "The value {value} is {percent} % of that of the period before, {previous}, and counts as {held} %: "
            "{score} points."
        )
    if within:
        return msg(
            "A lower value earns more: the value of the period before, {previous}, is {percent} % of the value "
            "{value}: {score} points."
        )
    return msg(
        "A lower value earns more: the value of the period before, {previous}, is {percent} % of the value {value} "
        "and counts as {held} %: {score} points."
    )
