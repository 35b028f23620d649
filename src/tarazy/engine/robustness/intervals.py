"""What many replicates say of each unit: medians, intervals, and how often it stands where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import Matrix

TOP: Final = 10
_UNITS_AT_ONCE: Final = 1 << 12


@dataclass(frozen=True)
class Spread:
    """float64[n] each, NaN where no replicate gives the unit a number: the median, the ends of the interval, and the
    share of the replicates in which there is a number.
    """

    median: Vector
    low: Vector
    high: Vector
    known: Vector


def spread_of_scores(scores: Matrix, level: float) -> Spread:
    """The median and the interval of each unit over the replicates, float64[r, n], that give it a score.

    Formula: of c sorted scores the quantile q is that at position (c - 1) q, between two neighbours in proportion
    (definition 7 of Hyndman and Fan). The interval lies between the quantiles (1 - level) / 2 and (1 + level) / 2.
    Parameters: `level` in 0..1; a replicate without a score (NaN) counts in `known` alone.
    Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996).

    >>> spread = spread_of_scores(np.array([[1.0], [2.0], [3.0], [4.0], [5.0]]), 0.5)
    >>> [float(one[0]) for one in (spread.median, spread.low, spread.high, spread.known)]
    [3.0, 2.0, 4.0, 1.0]
    """
    return _spread(scores, level, whole=False)


def spread_of_ranks(ranks: Matrix, level: float) -> Spread:
    """The same of places: the ends are places that come, the interval holds at least the level.

    >>> spread = spread_of_ranks(np.array([[1.0], [1.0], [2.0], [2.0], [5.0]]), 0.5)
    >>> [float(one[0]) for one in (spread.median, spread.low, spread.high)]
    [2.0, 1.0, 2.0]
    """
    return _spread(ranks, level, whole=True)


def _spread(numbers: Matrix, level: float, *, whole: bool) -> Spread:
    count, n = numbers.shape
    found = {name: np.full(n, np.nan) for name in ("median", "low", "high", "known")}
    outside = (1 - level) / 2
    for start in range(0, n, _UNITS_AT_ONCE):
        units = slice(start, start + _UNITS_AT_ONCE)
        in_order = np.sort(np.ascontiguousarray(numbers[:, units].T), axis=1)  # missing ones last
        known = np.count_nonzero(~np.isnan(in_order), axis=1)
        found["known"][units] = known / max(count, 1)
        for name, share, up in (("low", outside, False), ("median", 0.5, False), ("high", 1 - outside, True)):
            found[name][units] = _quantile(in_order, known, share, whole=whole, up=up)
    return Spread(**found)


def _quantile(in_order: Matrix, known: NDArray[np.intp], share: float, *, whole: bool, up: bool) -> Vector:
    """The quantile of each row, of which the first `known` are numbers; `whole`: one of them, the next one `up`."""
    # In 12 digits, so that 0.05 * 100 is 5 everywhere.
    position = np.round(np.maximum(known - 1, 0) * share, 9)
    below = np.floor(position).astype(np.intp)
    above = np.minimum(below + 1, np.maximum(known - 1, 0))
    rows = np.arange(len(in_order))
    first, second = in_order[rows, below], in_order[rows, above]
    if whole:
        return np.where((position > below) & up, second, first)
    return np.where(known > 0, first + (position - below) * (second - first), np.nan)


def share_at_least(ranks: Matrix, place: int) -> Vector:
    """float64[n]: the share of the replicates that rank the unit in which its place is this or a better one."""
    known = np.count_nonzero(~np.isnan(ranks), axis=0)
    with np.errstate(invalid="ignore"):
        return np.where(known > 0, np.count_nonzero(ranks <= place, axis=0) / np.maximum(known, 1), np.nan)


def share_of_bands(bands: NDArray[np.int16], count: int) -> Matrix:
    """float64[count, n]: the share of the replicates with a score in which the unit is in each band.

    `bands` int16[r, n], -1 = no score.
    """
    known = np.count_nonzero(bands >= 0, axis=0)
    shares = np.stack([np.count_nonzero(bands == band, axis=0) for band in range(count)])
    return np.where(known > 0, shares / np.maximum(known, 1), np.nan)


def ahead(ranks: Matrix, groups: NDArray[np.int32]) -> Matrix:
    """float64[n, n]: how often the first unit stands before the second, a shared place counting half; NaN between peer
    groups and where no replicate ranks both.

    >>> ahead(np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 2.0], [1.5, 1.5]]), np.zeros(2, dtype=np.int32)).tolist()
    [[nan, 0.625], [0.375, nan]]
    """
    n = ranks.shape[1]
    found = np.full((n, n), np.nan)
    columns = np.ascontiguousarray(ranks.T)
    known = ~np.isnan(columns)
    for unit in range(n):
        both = np.count_nonzero(known & known[unit], axis=1)
        before = np.count_nonzero(columns[unit] < columns, axis=1)
        beside = np.count_nonzero(columns[unit] == columns, axis=1)
        comparable = (groups == groups[unit]) & (both > 0)
        found[unit] = np.where(comparable, (before + beside / 2) / np.maximum(both, 1), np.nan)
        found[unit, unit] = np.nan
    return found


def not_told_apart(share_ahead: Matrix, order: NDArray[np.intp], level: float) -> list[tuple[int, int]]:
    """The longest runs of units, first and last position in their order, in which no one stands surely before another:
    before it in at least (1 + level) / 2 of the replicates. Runs may overlap; a unit in none stands alone.

    >>> sure = np.array([[np.nan, 0.6, 0.99], [0.4, np.nan, 0.8], [0.01, 0.2, np.nan]])
    >>> not_told_apart(sure, np.arange(3), 0.9)
    [(0, 1), (1, 2)]
    """
    surely = share_ahead[np.ix_(order, order)] >= (1 + level) / 2
    runs: list[tuple[int, int]] = []
    last = -1
    for first in range(len(order)):
        end = first
        while end + 1 < len(order) and not _told_apart(surely, first, end + 1):
            end += 1
        if end > max(first, last):
            runs.append((first, end))
        last = max(last, end)
    return runs


def _told_apart(surely: NDArray[np.bool_], first: int, next_one: int) -> bool:
    """Whether one of the run and the next one stand surely before each other."""
    return bool(surely[first:next_one, next_one].any() or surely[next_one, first:next_one].any())
