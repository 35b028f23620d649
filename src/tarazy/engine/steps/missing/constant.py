"""A missing value is replaced by a number that the text gives."""

from __future__ import annotations

from datetime import date

import numpy as np

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

TITLE = msg("Replaced by a given value")
RELATIVE = False
AT = frozenset({"indicator"})


class Parameters(Base, frozen=True, kw_only=True, tag="constant"):
    """`value`: what a missing value counts as, in the indicator's unit of measure."""

    value: float
    source: str
    date: date


def fill(column: Vector, parameters: Parameters, scene: Scene) -> tuple[Vector, Flags]:
    """Put the given value where one is missing.

    Formula: filled = value, or the given constant where the value is missing.
    Parameters: `column` float64[n] in the indicator's unit of measure, missing = NaN.
    Returns: float64[n] without missing values; bool[n], which values were imputed.
    Raises: nothing.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 (single imputation by a value from
    another source).

    >>> filled, imputed = fill(
    ...     np.array([1.5, np.nan]), Parameters(value=0, source="Order No. 7", date=date(2024, 1, 1)), scene(2)
    ... )
    >>> filled.tolist(), imputed.tolist()
    ([1.5, 0.0], [False, True])
    """
    missing = np.isnan(column)
    return np.where(missing, parameters.value, column), missing


def fill_reasons(
    column: Vector, parameters: Parameters, scene: Scene, result: tuple[Vector, Flags], at: int
) -> list[Reason]:
    """What stands for the missing value; nothing where it is there."""
    if not result[1][at]:
        return []
    text = msg("There is no value; the methodology puts {filled} in its place.")
    return [Reason(text, {"filled": parameters.value}, parameters.value)]
