"""A value as a share of another: value / reference, or reference / value where a lower value earns more."""

from __future__ import annotations

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.scene import Fault
from tarazy.engine.words import Message, msg


def shares_of(reference: Vector | float, column: Vector, *, rising: bool) -> Vector:
    """float64[n]: how much of the reference, which is above zero, each value reaches; NaN where it is missing.

    >>> import numpy as np
    >>> shares_of(4.0, np.array([1.0, 4.0, np.nan]), rising=True).tolist()
    [0.25, 1.0, nan]
    >>> shares_of(4.0, np.array([5.0, 2.0]), rising=False).tolist()
    [0.8, 2.0]
    """
    return column / reference if rising else reference / column


def without_share(column: Vector, *, rising: bool) -> Flags:
    """bool[n]: the values of which no share can be told: below zero, and zero itself where a lower value earns more."""
    return column < 0 if rising else column <= 0


def fault_of(units: Flags, *, rising: bool) -> Fault:
    """Says it of these units."""
    why = msg("The score is a share of another value, and shares are told of values above zero.")
    mend = msg("Correct the value in the data, or take goalposts for this indicator.")
    if rising:
        return Fault(Message(msg("The value is below zero.")), Message(why), Message(mend), units)
    return Fault(
        Message(msg("The value is not above zero, and the score divides by it.")), Message(why), Message(mend), units
    )
