"""What the values of a group have in common; a missing value (NaN) is nobody's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector

Groups = NDArray[np.int32]
Matrix = NDArray[np.float64]


def ends(values: Vector, groups: Groups) -> tuple[Vector, Vector]:
    """The least and the greatest value: one of each, or, where there are several groups, one of each per unit."""
    if _are_one_group(groups):
        with np.errstate(invalid="ignore"):
            return np.fmin.reduce(values, keepdims=True, initial=np.nan), np.fmax.reduce(
                values, keepdims=True, initial=np.nan
            )
    count = int(groups.max()) + 1
    low, high = np.full(count, np.nan), np.full(count, np.nan)
    np.fmin.at(low, groups, values)
    np.fmax.at(high, groups, values)
    return low[groups], high[groups]


def means(values: Vector, groups: Groups) -> Vector:
    """float64[n]: the mean of the group of each unit, NaN where nobody of it has a value. Summed in the order of units.

    >>> means(np.array([1.0, np.nan, 4.0, 7.0]), np.array([0, 0, 0, 1], dtype=np.int32)).tolist()
    [2.5, 2.5, 2.5, 7.0]
    """
    known = ~np.isnan(values)
    mine, given = groups[known], values[known]
    number = np.bincount(mine, minlength=_number(groups))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(mine, given, len(number)) / number
        # What is left over of the first sum takes back what rounding lost in it.
        mean += np.bincount(mine, given - mean[mine], len(number)) / number
    return np.asarray(mean[groups])


def medians(values: Vector, groups: Groups) -> Vector:
    """float64[n]: the median of the group of each unit, of an even number the mean of the two in the middle; NaN where
    nobody of it has a value.

    >>> medians(np.array([9.0, 1.0, 4.0, np.nan, 7.0]), np.array([0, 0, 0, 0, 1], dtype=np.int32)).tolist()
    [4.0, 4.0, 4.0, 4.0, 7.0]
    """
    known = ~np.isnan(values)
    mine, given = groups[known], values[known]
    number = np.bincount(mine, minlength=_number(groups))
    found = np.full(len(number), np.nan)
    some = number > 0
    in_order = given[np.lexsort((given, mine))]
    first = np.concatenate((np.zeros(1, dtype=np.intp), np.cumsum(number)[:-1]))[some]
    lower, upper = in_order[first + (number[some] - 1) // 2], in_order[first + number[some] // 2]
    found[some] = lower + (upper - lower) / 2
    return np.asarray(found[groups])


def ends_of_rows(rows: Matrix, groups: Groups) -> tuple[Matrix, Matrix]:
    """`ends` of each row: float64[m, 1], or, where there are several groups, float64[m, n].

    >>> low, high = ends_of_rows(np.array([[3.0, np.nan, 1.0]]), np.zeros(3, dtype=np.int32))
    >>> low.tolist(), high.tolist()
    ([[1.0]], [[3.0]])
    """
    if not _are_one_group(groups):
        each = [ends(row, groups) for row in rows]
        return np.stack([low for low, _ in each]), np.stack([high for _, high in each])
    with np.errstate(invalid="ignore"):
        low = np.fmin.reduce(rows, axis=1, keepdims=True, initial=np.nan)
        return low, np.fmax.reduce(rows, axis=1, keepdims=True, initial=np.nan)


def means_of_rows(rows: Matrix, groups: Groups) -> Matrix:
    """`means` of each row, float64[m, n].

    >>> means_of_rows(np.array([[2.5, np.nan, 3.5]]), np.array([0, 0, 1], dtype=np.int32)).tolist()
    [[2.5, 2.5, 3.5]]
    """
    if not _are_one_group(groups):
        result = np.empty(rows.shape)
        for group in np.unique(groups):
            mine = groups == group
            result[:, mine] = means_of_rows(rows[:, mine], np.zeros(int(mine.sum()), dtype=np.int32))
        return result
    known = ~np.isnan(rows)
    number = np.count_nonzero(known, axis=1)[:, np.newaxis]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(known, rows, 0.0).sum(axis=1, keepdims=True) / number
        # What is left over of the first sum takes back what rounding lost in it.
        mean += np.where(known, rows - mean, 0.0).sum(axis=1, keepdims=True) / number
    return np.broadcast_to(mean, rows.shape)


def _are_one_group(groups: Groups) -> bool:
    return len(groups) == 0 or bool(groups.min() == groups.max())


def _number(groups: Groups) -> int:
    return int(groups.max(initial=0)) + 1
