"""A tie goes to the even neighbour."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.rounding import rounded
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

TITLE = msg("Rounded half to even")
RELATIVE = False


class Parameters(Base, frozen=True, tag="half_even"):
    """`decimals`: how many digits are kept after the decimal point."""

    decimals: Annotated[int, msgspec.Meta(ge=0, le=15)]
    source: str
    date: date


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Round half to the even neighbour, so that ties do not raise the sum.

    Formula: the multiple of 10 ** -decimals nearest to the score's first 12 significant digits; of two equally near
    ones the even one.
    Parameters: `column` float64[n] in points; missing (NaN) stays missing.
    Returns: float64[n] in points.
    Raises: nothing.
    Source: IEEE 754-2019, roundTiesToEven, on decimal digits.

    >>> compute(np.array([1.005, 2.675, np.nan]), Parameters(2, "-", date(2024, 1, 1)), scene(3)).tolist()
    [1.0, 2.68, nan]
    """
    return rounded(column, parameters.decimals, "to_even")


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """What was rounded, to how many decimals; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    numbers: dict[str, float | int | str] = {
        "unrounded": float(column[at]),
        "decimals": parameters.decimals,
        "score": float(result[at]),
    }
    text = msg("{unrounded} points, rounded half to even to {decimals} decimals: {score} points.")
    return [Reason(text, numbers, float(result[at]))]
