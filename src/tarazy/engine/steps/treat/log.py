"""The logarithm of the value: great values count for less."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("Logarithm of the value")
RELATIVE = False


class Parameters(Base, frozen=True, kw_only=True, tag="log"):
    """`base`: of the logarithm; `shift`: what is added to every value before, 0 for nothing."""

    base: Literal["natural", "ten"]
    shift: float
    source: str
    date: date


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Take the logarithm of each value.

    Formula: result = ln(value + shift), or log10(value + shift).
    Parameters: `column` float64[n] in the indicator's unit of measure; missing (NaN) stays missing.
    Returns: float64[n], the logarithm of a number in that unit of measure.
    Raises: Refused where value + shift is not above zero.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5 (logarithmic transformation).

    >>> rule = Parameters(base="ten", shift=1, source="Order No. 7", date=date(2024, 1, 1))
    >>> compute(np.array([0.0, 99.0, np.nan]), rule, scene(3)).tolist()
    [0.0, 2.0, nan]
    """
    shifted = column + parameters.shift
    without = shifted <= 0
    if without.any():
        raise Refused(
            Fault(
                Message(
                    msg("The value plus {shift} is not above zero, and its logarithm is to be taken."),
                    {"shift": parameters.shift},
                ),
                Message(msg("Only numbers above zero have a logarithm.")),
                Message(msg("Correct the value in the data, or give a shift that brings every value above zero.")),
                without,
            )
        )
    return np.log(shifted) if parameters.base == "natural" else np.log10(shifted)


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The logarithm; nothing where the value is missing."""
    if np.isnan(column[at]):
        return []
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "shift": parameters.shift,
        "base": parameters.base,
        "result": float(result[at]),
    }
    return [Reason(_told(parameters), numbers, float(result[at]))]


def _told(parameters: Parameters) -> str:
    if parameters.base == "natural" and parameters.shift == 0:
        return msg("The natural logarithm of the value {value} is {result}.")
    if parameters.base == "natural":
        return msg("The natural logarithm of the value {value}, shifted by {shift}, is {result}.")
    if parameters.shift == 0:
        return msg("The decimal logarithm of the value {value} is {result}.")
    return msg("The decimal logarithm of the value {value}, shifted by {shift}, is {result}.")
