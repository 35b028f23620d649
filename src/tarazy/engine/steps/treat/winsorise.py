"""Outliers are moved to the next value until the distribution is no longer lopsided."""

from __future__ import annotations

from datetime import date
from typing import Annotated, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Flags, Vector, is_below, significant
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("Outliers moved to the next value (winsorising)")
RELATIVE = True

# With fewer values there is no kurtosis.
FEWEST = 4


class Parameters(Base, frozen=True, kw_only=True, tag="winsorise"):
    """`max_skewness`, `max_kurtosis`: values are moved while both are reached; `max_points`: at most so many values."""

    max_skewness: Annotated[float, msgspec.Meta(gt=0)]
    max_kurtosis: float
    max_points: Annotated[int, msgspec.Meta(ge=1)]
    source: str
    date: date


class Shape(NamedTuple):
    """How lopsided and how heavy-tailed values are."""

    skewness: float
    kurtosis: float


class Treated(NamedTuple):
    """Between which ends the values were brought, how many were moved, of how many, and their shape before that (None
    where they have none).
    """

    low: float
    high: float
    moved: int
    number: int
    before: Shape | None


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
    treated = _treated(column, parameters)
    return np.clip(column, treated.low, treated.high) if treated.moved else column


def rows(columns: Matrix, parameters: Parameters, scene: Scene) -> Matrix:
    """The treated values of each row, float64[m, n], as `compute` gives them: all rows that still need it at once."""
    values = np.sort(columns, axis=1)  # missing ones last
    number = np.count_nonzero(~np.isnan(values), axis=1)
    result = columns
    rows_left = np.flatnonzero(number >= FEWEST)
    shape = _shapes(values[rows_left], number[rows_left])
    lopsided = ~_are_inside(*shape, parameters)
    rows_left, skewness = rows_left[lopsided], shape[0][lopsided]
    if rows_left.size:
        low, high = _ends(values[rows_left], number[rows_left], skewness, parameters)
        result = columns.copy()
        result[rows_left] = np.clip(columns[rows_left], low, high)
    return result


def _ends(values: Matrix, number: NDArray[np.intp], skewness: Vector, parameters: Parameters) -> tuple[Matrix, Matrix]:
    """float64[m, 1] each: between which ends each row of lopsided sorted values is brought."""
    ties = significant(values)
    at = np.arange(len(values))
    low, high = np.zeros(len(values), dtype=np.intp), number - 1
    moved_low, moved_high = np.zeros_like(low), np.zeros_like(low)
    going = np.ones(len(values), dtype=np.bool_)
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
        going &= ~flat & ~_are_inside(skewness, kurtosis, parameters) & (moved_low + moved_high < parameters.max_points)
    return values[at, low][:, np.newaxis], values[at, high][:, np.newaxis]


def _are_inside(skewness: Vector, kurtosis: Vector, parameters: Parameters) -> Flags:
    """bool[m]: COINr's rule, one of the two inside its limit is enough; so is a row without a shape."""
    inside = is_below(np.abs(skewness), parameters.max_skewness) | is_below(kurtosis, parameters.max_kurtosis)
    return inside | np.isnan(skewness)


def _shapes(values: Matrix, number: NDArray[np.intp]) -> tuple[Vector, Vector]:
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


def _treated(column: Vector, parameters: Parameters) -> Treated:
    values = np.sort(column[~np.isnan(column)])
    number = len(values)
    if number == 0:
        return Treated(np.nan, np.nan, 0, 0, None)
    # Values that agree in 12 digits are one; the ends are positions in the sorted values.
    ties = significant(values)
    low, high, moved_low, moved_high = 0, number - 1, 0, 0
    before = shape = _shape(values, ties)
    while shape is not None and not _is_inside(shape, parameters) and moved_low + moved_high < parameters.max_points:
        if shape.skewness >= 0:
            first = int(np.searchsorted(ties, ties[high], side="left"))
            moved_high = number - first
            high = max(first - 1, low)
        else:
            after_last = int(np.searchsorted(ties, ties[low], side="right"))
            moved_low = after_last
            low = min(after_last, high)
        shape = _shape(*(np.clip(one, one[low], one[high]) for one in (values, ties)))
    return Treated(float(values[low]), float(values[high]), moved_low + moved_high, number, before)


def _is_inside(shape: Shape, parameters: Parameters) -> bool:
    """COINr's rule: one of the two inside its limit is enough."""
    skewness, kurtosis = np.array([abs(shape.skewness)]), np.array([shape.kurtosis])
    inside = is_below(skewness, parameters.max_skewness) | is_below(kurtosis, parameters.max_kurtosis)
    return bool(inside[0])


def _shape(values: Vector, ties: Vector) -> Shape | None:
    """Skewness and kurtosis of sorted values; None where there are too few, or all are the same."""
    n = len(values)
    if n < FEWEST or ties[0] == ties[-1]:
        return None
    # Scaled by the greatest distance, so that no power overflows.
    apart = values / 2 - np.sum(values / n) / 2
    apart /= np.max(np.abs(apart))
    squares = apart * apart
    second, third, fourth = (float(np.sum(power)) / n for power in (squares, squares * apart, squares * squares))
    skewness = third / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = ((n + 1) * (fourth / second**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return Shape(float(skewness), float(kurtosis))


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Whether the value was moved, and why; nothing where it is missing."""
    value, score = float(column[at]), float(result[at])
    if np.isnan(value):
        return []
    treated = _treated(column, parameters)
    numbers: dict[str, float | int | str] = {
        "value": value,
        "low": treated.low,
        "high": treated.high,
        "moved": treated.moved,
        "number": treated.number,
        "max_skewness": parameters.max_skewness,
        "max_kurtosis": parameters.max_kurtosis,
        "max_points": parameters.max_points,
        "result": score,
    }
    if treated.before is None:
        text = msg("The value {value} stays: {number} values that are too few or all the same have no outliers.")
        return [Reason(text, numbers, score)]
    numbers |= {"skewness": treated.before.skewness, "kurtosis": treated.before.kurtosis}
    if not treated.moved:
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
