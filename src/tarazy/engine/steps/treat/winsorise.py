"""Outliers are moved to the next value until the distribution is no longer lopsided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.model.winsorised import Limits, limits_of_rows, reasons_of, winsorised, winsorised_rows
from tarazy.engine.words import msg

TITLE = msg("Outliers moved to the next value (winsorising)")
RELATIVE = True


class Parameters(Base, frozen=True, kw_only=True, tag="winsorise"):
    """`max_skewness`, `max_kurtosis`: values are moved while both are reached; `max_points`: at most so many values."""

    max_skewness: Annotated[float, msgspec.Meta(gt=0)]
    max_kurtosis: float
    max_points: Annotated[int, msgspec.Meta(ge=1)]
    source: str
    date: date


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Move the greatest (or least) values to the next one until skewness or kurtosis lies inside its limit.

    Formula: while |skewness| >= max_skewness and kurtosis >= max_kurtosis and fewer than max_points values are moved:
    where the skewness is positive all values that are the greatest become the next smaller one, where it is negative
    all that are the least become the next greater one. Skewness = g1 * sqrt(n * (n - 1)) / (n - 2) and kurtosis =
    ((n + 1) * (r - 3) + 6) * (n - 1) / ((n - 2) * (n - 3)), g1 and r the moment ratios m3 / m2 ** 1.5 and m4 / m2 ** 2.
    Parameters: `column` float64[n] in the indicator's unit of measure; missing (NaN) stays missing and is nobody's
    outlier. Limits and ties are decided on 12 significant digits. Values that tie are moved together, so the last move
    may move more than max_points.
    Returns: float64[n] in the same unit of measure. Fewer than four values, or values that are all the same, are left.
    Raises: nothing.
    Source: W. Becker et al., COINr: an R package for developing composite indicators, Journal of Open Source Software
    7(78), 4567 (2022), functions winsorise, skew, kurt, check_SkewKurt; skewness and kurtosis of type 2 after
    D. N. Joanes and C. A. Gill, Comparing measures of sample skewness and kurtosis, The Statistician 47 (1998).

    >>> rule = Parameters(max_skewness=2, max_kurtosis=3.5, max_points=5, source="-", date=date(2024, 1, 1))
    >>> compute(np.array([1.0, 3.0, 2.0, 100.0, 2.0, np.nan]), rule, scene(6)).tolist()
    [1.0, 3.0, 2.0, 3.0, 2.0, nan]
    """
    found = winsorised(column, _limits(parameters))
    return np.clip(column, found.low, found.high) if found.moved else column


def rows(columns: Matrix, parameters: Parameters, scene: Scene) -> Matrix:
    """The treated values of each row, float64[m, n], as `compute` gives them: all rows that still need it at once."""
    return rows_by(columns, [parameters] * len(columns), scene)


def rows_by(columns: Matrix, parameters: Sequence[Parameters], scene: Scene) -> Matrix:
    """The same with parameters of its own for each row."""
    return winsorised_rows(columns, limits_of_rows([_limits(one) for one in parameters]))[0]


def _limits(parameters: Parameters) -> Limits:
    return Limits(parameters.max_skewness, parameters.max_kurtosis, parameters.max_points)


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Whether the value was moved, and why; nothing where it is missing."""
    if np.isnan(column[at]):
        return []
    limits = _limits(parameters)
    return reasons_of(column, winsorised(column, limits), limits, result, at)
