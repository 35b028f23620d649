"""How lopsided values are, and how heavy their tails."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

FEWEST: Final = 4  # with fewer values there is no kurtosis


class Shape(NamedTuple):
    """Skewness 0: as far to one side as to the other. Kurtosis 0: tails as of a normal distribution."""

    skewness: float
    kurtosis: float


def shape_of(values: NDArray[np.float64]) -> Shape | None:
    """Skewness and kurtosis of the values that are there, as samples have them (type 2).

    Formula: skewness = g1 * sqrt(n * (n - 1)) / (n - 2) and kurtosis = ((n + 1) * (r - 3) + 6) * (n - 1) /
    ((n - 2) * (n - 3)), g1 and r the moment ratios m3 / m2 ** 1.5 and m4 / m2 ** 2.
    Parameters: `values` float64[n], NaN = missing.
    Returns: None for fewer than four values, or values that are all the same.
    Source: D. N. Joanes and C. A. Gill, Comparing measures of sample skewness and kurtosis, The Statistician 47 (1998).

    >>> tuple(round(one, 6) for one in shape_of(np.array([1.0, 2.0, 3.0, 10.0])))
    (1.763633, 3.228)
    """
    known = values[~np.isnan(values)]
    n = len(known)
    if n < FEWEST or known.max() - known.min() <= 1e-12 * np.abs(known).max():
        return None
    return shape_of_known(known)


def shape_of_known(values: NDArray[np.float64]) -> Shape:
    """The same of at least four values, of which none is missing and not all are the same."""
    n = len(values)
    # Scaled by the greatest distance, so that no power overflows.
    apart = values / 2 - np.sum(values / n) / 2
    apart /= np.max(np.abs(apart))
    squares = apart * apart
    second, third, fourth = (float(np.sum(power)) / n for power in (squares, squares * apart, squares * squares))
    skewness = third / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = ((n + 1) * (fourth / second**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return Shape(float(skewness), float(kurtosis))
