"""Rounding to decimals, on decimal digits instead of binary ones."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from tarazy.engine.model.numbers import CLOSE, DECIDING_DIGITS, Vector, significant

# From here on 12 significant digits hold no decimals, and 1 is no longer noise.
_WHOLE: Final = 10.0**DECIDING_DIGITS
# From here on a double has no decimals.
_NO_DECIMALS: Final = 2.0**52


def rounded(values: Vector, decimals: int, ties: Literal["away_from_zero", "to_even"]) -> Vector:
    """Values rounded to decimals, on their first 12 significant digits, so that 1.005 (in binary 1.00499...) is a tie.

    float64[n]; missing (NaN) stays missing; a number without decimals stays as it is.

    >>> rounded(np.array([1.005, 0.6125, np.nan]), 2, "away_from_zero").tolist()
    [1.01, 0.61, nan]
    """
    power = 10.0**decimals
    with np.errstate(over="ignore", invalid="ignore"):
        moved = np.abs(values) * power
        # Only where a number comes near to the middle between two can its last digits decide.
        near = np.abs(moved - np.floor(moved) - 0.5) <= CLOSE * np.maximum(moved, 1.0)
        near &= moved < _WHOLE
        if near.any():
            moved[near] = significant(moved[near])
        whole = np.rint(moved) if ties == "to_even" else np.floor(moved + 0.5)
        return np.where(moved < _NO_DECIMALS, np.copysign(whole / power, values), values) + 0.0
