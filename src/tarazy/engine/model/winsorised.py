"""Outliers moved to the next value until values are no longer lopsided: one column, many columns, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Flags, Vector, is_below, significant
from tarazy.engine.model.scene import Reason
from tarazy.engine.model.shape import FEWEST, Shape, shape_of_known
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

Positions = NDArray[np.intp]


class Limits(NamedTuple):
    """Values are moved while skewness and kurtosis both reach their limits; at most so many values."""

    max_skewness: float
    max_kurtosis: float
    max_points: int


class LimitsOfRows(NamedTuple):
    """The same of each of many rows: float64[m] and int[m]."""

    max_skewness: Vector
    max_kurtosis: Vector
    max_points: Positions

    def of(self, rows: Positions) -> LimitsOfRows:
        """Those of some of the rows."""
        return LimitsOfRows(self.max_skewness[rows], self.max_kurtosis[rows], self.max_points[rows])


def limits_of_rows(limits: Sequence[Limits]) -> LimitsOfRows:
    """The limits of each row."""
    skewness, kurtosis, points = zip(*limits, strict=True)
    return LimitsOfRows(np.array(skewness, np.float64), np.array(kurtosis, np.float64), np.array(points, np.intp))


class Winsorised(NamedTuple):
    """Between which ends the values were brought, how many were moved, of how many, and their shape before and after
    (None where they have none).
    """

    low: float
    high: float
    moved: int
    number: int
    before: Shape | None
    after: Shape | None


def winsorised(column: Vector, limits: Limits) -> Winsorised:
    """What comes of one column; its values are brought between the two ends where `moved` is not 0."""
    values = np.sort(column[~np.isnan(column)])
    number = len(values)
    if number == 0:
        return Winsorised(np.nan, np.nan, 0, 0, None, None)
    # Values that agree in 12 digits are one; the ends are positions in the sorted values.
    ties = significant(values)
    low, high, moved_low, moved_high = 0, number - 1, 0, 0
    before = shape = shape_of_sorted(values, ties)
    while shape is not None and not is_inside(shape, limits) and moved_low + moved_high < limits.max_points:
        if shape.skewness >= 0:
            first = int(np.searchsorted(ties, ties[high], side="left"))
            moved_high = number - first
            high = max(first - 1, low)
        else:
            after_last = int(np.searchsorted(ties, ties[low], side="right"))
            moved_low = after_last
            low = min(after_last, high)
        shape = shape_of_sorted(*(np.clip(one, one[low], one[high]) for one in (values, ties)))
    return Winsorised(float(values[low]), float(values[high]), moved_low + moved_high, number, before, shape)


def is_inside(shape: Shape, limits: Limits) -> bool:
    """COINr's rule: one of the two inside its limit is enough."""
    return bool(_are_inside(np.array([shape.skewness]), np.array([shape.kurtosis]), limits)[0])


def shape_of_sorted(values: Vector, ties: Vector) -> Shape | None:
    """Skewness and kurtosis of sorted values; None where there are too few, or all are the same."""
    if len(values) < FEWEST or ties[0] == ties[-1]:
        return None
    return shape_of_known(values)


def winsorised_rows(columns: Matrix, limits: LimitsOfRows) -> tuple[Matrix, Flags, Vector]:
    """float64[m, n]: each row between its ends, all rows that still need it at once; bool[m]: whether it reaches both
    limits even then; float64[m]: its skewness before.
    """
    values = np.sort(columns, axis=1)  # missing ones last
    number = np.count_nonzero(~np.isnan(values), axis=1)
    result, still, before = columns, np.zeros(len(columns), dtype=np.bool_), np.full(len(columns), np.nan)
    rows_left = np.flatnonzero(number >= FEWEST)
    before[rows_left], kurtosis = _shapes(values[rows_left], number[rows_left])
    rows_left = rows_left[~_are_inside(before[rows_left], kurtosis, limits.of(rows_left))]
    if rows_left.size:
        of = limits.of(rows_left)
        low, high, still[rows_left] = _ends(values[rows_left], number[rows_left], before[rows_left], of)
        result = columns.copy()
        result[rows_left] = np.clip(columns[rows_left], low, high)
    return result, still, before


def _ends(values: Matrix, number: Positions, skewness: Vector, limits: LimitsOfRows) -> tuple[Matrix, Matrix, Flags]:
    """float64[m, 1] each: between which ends each row of lopsided sorted values is brought; bool[m]: not enough."""
    ties = significant(values)
    at = np.arange(len(values))
    low, high = np.zeros(len(values), dtype=np.intp), number - 1
    moved_low, moved_high = np.zeros_like(low), np.zeros_like(low)
    going, still = np.ones(len(values), dtype=np.bool_), np.ones(len(values), dtype=np.bool_)
    while going.any():
        up = going & (skewness >= 0)
        first = np.argmax(ties == ties[at, high][:, np.newaxis], axis=1)
        after_last = values.shape[1] - np.argmax((ties == ties[at, low][:, np.newaxis])[:, ::-1], axis=1)
        moved_high = np.where(up, number - first, moved_high)
        high = np.where(up, np.maximum(first - 1, low), high)
        down = going & ~up
        moved_low = np.where(down, after_last, moved_low)
        low = np.where(down, np.minimum(after_last, high), low)
        ends = values[at, low][:, np.newaxis], values[at, high][:, np.newaxis]
        skewness, kurtosis = _shapes(np.clip(values, *ends), number)
        flat = ties[at, low] == ties[at, high]
        still = ~flat & ~_are_inside(skewness, kurtosis, limits)
        going &= still & (moved_low + moved_high < limits.max_points)
    return values[at, low][:, np.newaxis], values[at, high][:, np.newaxis], still


def _are_inside(skewness: Vector, kurtosis: Vector, limits: Limits | LimitsOfRows) -> Flags:
    """bool[m]: COINr's rule, one of the two inside its limit is enough; so is a row without a shape."""
    inside = is_below(np.abs(skewness), limits.max_skewness) | is_below(kurtosis, limits.max_kurtosis)
    return inside | np.isnan(skewness)


def _shapes(values: Matrix, number: Positions) -> tuple[Vector, Vector]:
    """float64[m] each: skewness and kurtosis of sorted rows, missing values last; NaN where all values are the same."""
    known = ~np.isnan(values)
    n = number[:, np.newaxis]
    filled = np.where(known, values, 0.0)
    apart = np.where(known, filled / 2 - (filled / n).sum(axis=1, keepdims=True) / 2, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart /= np.abs(apart).max(axis=1, keepdims=True)
        squares = apart * apart
        second, third, fourth = (power.sum(axis=1) / number for power in (squares, squares * apart, squares * squares))
        skewness = third / second**1.5 * np.sqrt(number * (number - 1)) / (number - 2)
        kurtosis = ((number + 1) * (fourth / second**2 - 3) + 6) * (number - 1) / ((number - 2) * (number - 3))
    return skewness, kurtosis


def reasons_of(column: Vector, found: Winsorised, limits: Limits, result: Vector, at: int) -> list[Reason]:
    """Whether the value was moved, and why."""
    value, score = float(column[at]), float(result[at])
    numbers: dict[str, float | int | str] = {
        "value": value,
        "low": found.low,
        "high": found.high,
        "moved": found.moved,
        "number": found.number,
        **limits._asdict(),
        "result": score,
    }
    if found.before is None:
        text = msg("The value {value} stays: {number} values that are too few or all the same have no outliers.")
        return [Reason(text, numbers, score)]
    numbers |= found.before._asdict()
    if not found.moved:
        text = msg(
            "The value {value} stays: of the skewness {skewness} and the kurtosis {kurtosis} at least one lies inside "
            "its limit ({max_skewness} and {max_kurtosis})."
        )
        return [Reason(text, numbers, score)]
    return [Reason(_why_moved(), numbers, score), Reason(_what_moved(score != value), numbers, score)]


def _why_moved() -> str:
    return msg(
        "The skewness {skewness} and the kurtosis {kurtosis} of the {number} values reach their limits "
        "({max_skewness} and {max_kurtosis}), so outliers were moved: {moved} of at most {max_points}."
    )


def _what_moved(is_moved: bool) -> str:
    if is_moved:
        return msg("The value {value} is an outlier and counts as {result}; the values now lie from {low} to {high}.")
    return msg("The value {value} is not one of them and stays; the values now lie from {low} to {high}.")
