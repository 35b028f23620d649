"""Numbers that come out the same on every processor."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
DECIDING_DIGITS: Final = 12


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
