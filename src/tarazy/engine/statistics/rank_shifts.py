"""How far units move when they are put in order by something else."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

Vector = NDArray[np.float64]


class Shifts(NamedTuple):
    """`units` that have both orders; `mean` places that they move, `most` the furthest; `share_above` 0..1 move more
    than asked.
    """

    units: int
    mean: float
    most: float
    share_above: float


def rank_shifts(scores: Vector, other: Vector, above: float) -> Shifts | None:
    """By how many places units move between two orders.

    Formula: |rank by `scores` - rank by `other`| among the units that have both, equal ones sharing their mean rank.
    Parameters: float64[n] each, NaN = missing; `above`: from how many places a move is counted in `share_above`.
    Returns: None for fewer than two units.

    >>> rank_shifts(np.array([3.0, 2.0, 1.0]), np.array([1.0, 2.0, 3.0]), 1)
    Shifts(units=3, mean=1.3333333333333333, most=2.0, share_above=0.6666666666666666)
    """
    both = ~np.isnan(scores) & ~np.isnan(other)
    count = int(both.sum())
    if count < 2:
        return None
    moved = np.abs(rankdata(scores[both]) - rankdata(other[both]))
    return Shifts(count, float(moved.mean()), float(moved.max()), float((moved > above).mean()))
