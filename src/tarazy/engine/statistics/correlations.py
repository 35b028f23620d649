"""How columns go together, each pair over the units that have both."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

Columns = NDArray[np.float64]
Flags = NDArray[np.bool_]

FEWEST: Final = 3  # with two units every pair of columns lies on a line
_NO_SPREAD: Final = 1e-12


class Correlations(NamedTuple):
    """`coefficients` float64[k, k], NaN where there is none; `counts` int64[k, k]: over how many units each."""

    coefficients: Columns
    counts: NDArray[np.int64]


def pearson(columns: Columns) -> Correlations:
    """How far each pair of columns lies on a line.

    Formula: sum((x - mean x)(y - mean y)) / sqrt(sum((x - mean x)^2) sum((y - mean y)^2)) over the units that have
    both.
    Parameters: `columns` float64[k, n], NaN = missing.
    Returns: NaN for fewer than three common units or where one of the two does not vary among them.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4.

    >>> found = pearson(np.array([[1.0, 2.0, 3.0, 4.0], [2.0, 4.0, 6.0, np.nan], [5.0, 4.0, 3.0, 2.0]]))
    >>> found.coefficients.round(6).tolist()
    [[1.0, 1.0, -1.0], [1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]]
    >>> found.counts[0].tolist()
    [4, 3, 4]
    """
    known = ~np.isnan(columns)
    near = _standing_at_zero(columns, known)
    here = known.astype(np.float64)
    counts = here @ here.T
    with np.errstate(invalid="ignore", divide="ignore"):
        sums, squares = near @ here.T, (near * near) @ here.T
        together = near @ near.T - sums * sums.T / counts
        spread = np.maximum(squares - sums * sums / counts, 0.0)
        found = together / np.sqrt(spread * spread.T)
    level = _NO_SPREAD * np.maximum(squares, 1.0)
    found[(counts < FEWEST) | (spread <= level) | (spread <= level).T] = np.nan
    return Correlations(np.clip(found, -1.0, 1.0), counts.astype(np.int64))


def _standing_at_zero(columns: Columns, known: Flags) -> Columns:
    """Each column moved to its mean and brought to the size of 1, so that no digits are lost in sums; missing is 0."""
    counts = np.maximum(known.sum(axis=1, keepdims=True), 1)
    means = np.where(known, columns, 0.0).sum(axis=1, keepdims=True) / counts
    apart = np.where(known, columns - means, 0.0)
    greatest = np.abs(apart).max(axis=1, keepdims=True, initial=0.0)
    # What is left of equal values after their mean is taken away is no spread.
    noise = greatest <= _NO_SPREAD * np.maximum(np.abs(means), 1e-300)
    return np.where(noise, 0.0, apart / np.where(greatest > 0, greatest, 1.0))


def spearman(columns: Columns) -> Correlations:
    """How far each pair of columns puts units in the same order: Pearson's coefficient of their ranks.

    Ranks are those among the units that have both; equal values share the mean of their ranks.
    Parameters and what is returned: as for `pearson`.
    Source: C. Spearman, The proof and measurement of association between two things, American Journal of Psychology
    15 (1904).

    >>> spearman(np.array([[1.0, 2.0, 3.0, 9.0], [1.0, 4.0, 9.0, 81.0]])).coefficients.round(6).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    known = ~np.isnan(columns)
    if known.all():
        return pearson(np.apply_along_axis(rankdata, 1, columns) if columns.size else columns)
    patterns, of = np.unique(known, axis=0, return_inverse=True)
    of = of.reshape(-1)
    among = [np.stack([_ranked(row, here & pattern) for row, here in zip(columns, known, strict=True)])
             for pattern in patterns]  # fmt: skip
    k = len(columns)
    found, counts = np.full((k, k), np.nan), np.zeros((k, k), dtype=np.int64)
    for i in range(k):
        for j in range(i + 1):
            pair = pearson(np.stack([among[of[j]][i], among[of[i]][j]]))
            found[i, j] = found[j, i] = pair.coefficients[0, 1] if i != j else pair.coefficients[0, 0]
            counts[i, j] = counts[j, i] = pair.counts[0, 1]
    return Correlations(found, counts)


def _ranked(row: Columns, here: Flags) -> Columns:
    ranks = np.full(len(row), np.nan)
    ranks[here] = rankdata(row[here])
    return ranks


def squared(column: Columns, other: Columns) -> float:
    """How much of the variance of one column a line through the other accounts for; NaN where there is no coefficient.

    >>> round(squared(np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0])), 6)
    1.0
    """
    return float(pearson(np.stack([column, other])).coefficients[0, 1] ** 2)
