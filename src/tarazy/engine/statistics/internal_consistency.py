"""Whether several columns say one thing: Cronbach's alpha, and Kaiser, Meyer and Olkin's measure."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.statistics.correlations import FEWEST

Columns = NDArray[np.float64]
_SINGULAR: Final = 1e10


def cronbach_alpha(columns: Columns) -> float:
    """How far columns that are added up measure the same.

    Formula: k / (k - 1) * (1 - sum of the variances / sum of all variances and covariances), each covariance over the
    units that have both columns.
    Parameters: `columns` float64[k, n], NaN = missing.
    Returns: 1 where all say the same, about 0 where they have nothing to do with each other, below 0 where they go
    against each other; NaN for fewer than two columns or where a covariance is not known.
    Source: L. J. Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16 (1951).

    >>> cronbach_alpha(np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]))
    1.0
    >>> cronbach_alpha(np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])) < 0
    True
    """
    k = len(columns)
    if k < 2:
        return float("nan")
    together = _covariances(columns)
    everything = float(together.sum())
    if not np.isfinite(everything) or everything == 0:
        return float("nan") if not np.isfinite(everything) else -np.inf
    return float(k / (k - 1) * (1 - np.trace(together) / everything))


def _covariances(columns: Columns) -> Columns:
    """float64[k, k], each over the units that have both columns."""
    known = ~np.isnan(columns)
    here = known.astype(np.float64)
    counts = here @ here.T
    means = np.where(known, columns, 0.0).sum(axis=1, keepdims=True) / np.maximum(known.sum(axis=1, keepdims=True), 1)
    near = np.where(known, columns - means, 0.0)
    sums = near @ here.T
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (near @ near.T - sums * sums.T / counts) / (counts - 1)
    found[counts < FEWEST] = np.nan
    return np.asarray(found)


def alpha_without(columns: Columns) -> list[float]:
    """Cronbach's alpha of the others, for each column left out; NaN with fewer than three columns.

    >>> [round(one, 2) for one in alpha_without(np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0], [2.0, 1.0, 3.0]]))]
    [0.67, 0.67, 1.0]
    """
    if len(columns) < 3:
        return [float("nan")] * len(columns)
    return [cronbach_alpha(np.delete(columns, row, axis=0)) for row in range(len(columns))]


def sampling_adequacy(coefficients: Columns) -> float:
    """Kaiser, Meyer and Olkin's measure: whether what columns share is shared by many of them.

    Formula: sum of r^2 / (sum of r^2 + sum of p^2) over all pairs, r their correlation and p their partial one, given
    all others.
    Parameters: `coefficients` float64[k, k], the correlations.
    Returns: 0..1, above 0.6 usually taken as enough; NaN where the matrix has no inverse or holds NaN.
    Source: H. F. Kaiser, An index of factorial simplicity, Psychometrika 39 (1974).

    >>> round(sampling_adequacy(np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.5], [0.5, 0.5, 1.0]])), 3)
    0.692
    """
    k = len(coefficients)
    if k < 2 or not np.isfinite(coefficients).all() or np.linalg.cond(coefficients) > _SINGULAR:
        return float("nan")
    inverse = np.linalg.inv(coefficients)
    diagonal = np.diag(inverse)
    if (diagonal <= 0).any():  # correlations over different units need not fit together
        return float("nan")
    partial = inverse / np.sqrt(np.outer(diagonal, diagonal))
    beside = ~np.eye(k, dtype=np.bool_)
    shared, alone = float((coefficients[beside] ** 2).sum()), float((partial[beside] ** 2).sum())
    return shared / (shared + alone) if shared + alone > 0 else float("nan")
