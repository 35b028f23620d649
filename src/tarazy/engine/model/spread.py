"""Where the values of all bodies lie, and how far apart: told by medians, which one wild value does not move."""

from __future__ import annotations

import msgspec
import numpy as np

from tarazy.engine.model.numbers import Vector


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """`median_deviation`: the median of |value - median|; `mean_deviation`: the mean of the same."""

    count: int
    median: float
    median_deviation: float
    mean_deviation: float


def spread_of(values: Vector) -> Spread | None:
    """The spread of the values that are there; None where there is none. Computed once for all bodies of a variable.

    >>> spread_of(np.array([1.0, 3.0, 5.0, 7.0, 100.0, np.nan]))
    Spread(count=5, median=5.0, median_deviation=2.0, mean_deviation=20.6)
    """
    known = values[~np.isnan(values)]
    if not known.size:
        return None
    median = float(np.median(known))
    deviations = np.abs(known - median)
    return Spread(
        count=int(known.size),
        median=median,
        median_deviation=float(np.median(deviations)),
        mean_deviation=float(deviations.mean()),
    )
