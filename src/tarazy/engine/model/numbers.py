"""Numbers that come out the same on every processor."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]
DECIDING_DIGITS: Final = 12
# Two numbers that agree in 12 significant digits lie at most this share of themselves apart.
CLOSE: Final = 2e-11


def significant(values: Vector, digits: int = DECIDING_DIGITS) -> Vector:
    """Values rounded to significant digits, so that the last bit of a logarithm decides no rank, band or gate.

    Missing (NaN) stays missing; zero stays zero.

    >>> significant(np.array([0.30000000000000004, np.nan, 0.0])).tolist()
    [0.3, nan, 0.0]
    """
    known = np.isfinite(values) & (values != 0)
    magnitude = np.floor(np.log10(np.abs(values), where=known, out=np.zeros_like(values)))
    places = digits - 1 - magnitude
    # Powers of ten up to 10**22 are exact doubles, so the quotient is the nearest double to the decimal number.
    # Beyond that (below 1e-11 at 12 digits) a value is left as it is: no decision hangs on it.
    exact = known & (np.abs(places) <= 22)
    scale = 10.0 ** np.where(exact, np.abs(places), 0.0)
    whole = np.rint(np.where(places >= 0, values * scale, values / scale))
    return np.where(exact, np.where(places >= 0, whole / scale, whole * scale), values)


def decided(number: float) -> float:
    """One number in its first 12 significant digits, as comparisons take it.

    >>> decided(0.1 + 0.2)
    0.3
    """
    return float(f"{number:.{DECIDING_DIGITS}g}")


def is_near(number: float, other: float, tolerance: float) -> bool:
    """Whether a number lies no further than the tolerance from another, in their first 12 significant digits.

    >>> is_near(0.1 + 0.2, 0.3, 0.0), is_near(50.1, 50.0, 0.1), is_near(50.2, 50.0, 0.1)
    (True, True, False)
    """
    return decided(other - tolerance) <= decided(number) <= decided(other + tolerance)


def is_below(values: Vector, limit: float | Vector) -> Flags:
    """bool[n]: whether a value lies below the limit, or its own one, in its first 12 significant digits; False where
    missing (NaN).

    >>> is_below(np.array([0.1 + 0.2 - 0.3 + 0.5, 0.4999, np.nan]), 0.5).tolist()
    [False, True, False]
    """
    below = values < limit
    # Rounding a whole column costs more than all the rest of a comparison, and only neighbours of the limit need it.
    near = np.flatnonzero(np.abs(values - limit) <= CLOSE * np.abs(limit))
    if near.size:
        of = np.broadcast_to(np.asarray(limit, dtype=np.float64), values.shape)[near]
        below[near] = significant(values[near]) < significant(of)
    return below


def are_one(left: Vector, right: Vector) -> Flags:
    """bool[n]: whether two numbers agree in their first 12 significant digits; False where one is missing (NaN).

    >>> are_one(np.array([0.1 + 0.2, 1.0, np.nan]), np.array([0.3, 1.1, np.nan])).tolist()
    [True, False, False]
    """
    same = left == right
    close = np.abs(left - right) <= CLOSE * np.maximum(np.abs(left), np.abs(right))
    near = np.flatnonzero(close & ~same)
    if near.size:
        same[near] = significant(left[near]) == significant(right[near])
    return np.asarray(same)


def change(now: Vector, before: Vector) -> Vector:
    """float64[n]: now - before, in the digits that 12 significant digits of the larger of the two leave it.

    Without that the change of a number from 70 to 70.1 would be another than that from 50 to 50.1. Missing (NaN) where
    one of the two is.

    >>> change(np.array([70.1, 50.1, np.nan]), np.array([70.0, 50.0, 1.0])).tolist()
    [0.1, 0.1, nan]
    """
    by = now - before
    larger = np.fmax(np.abs(now), np.abs(before))
    known = np.isfinite(by) & (larger > 0)
    magnitude = np.floor(np.log10(larger, where=known, out=np.zeros_like(by)))
    places = DECIDING_DIGITS - 1 - magnitude
    # As in `significant`: powers of ten up to 10**22 are exact, and so is the decimal number's nearest double.
    exact = known & (places >= 0) & (places <= 22)
    scale = 10.0 ** np.where(exact, places, 0.0)
    return np.where(exact, np.rint(by * scale) / scale, by)
