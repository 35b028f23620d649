"""The plane that lies nearest to values, by least squares: sums in a fixed order, no BLAS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tarazy.engine.model.numbers import Vector

# A column of which less than this is left beside the constant and the columns before it follows from them, as R's lm
# has it.
COLLINEAR = 1e-7


class Plane(NamedTuple):
    """fitted = intercept + slopes[0] * column 0 + slopes[1] * column 1 + ..."""

    intercept: float
    slopes: tuple[float, ...]

    def at(self, columns: Sequence[Vector]) -> Vector:
        """float64[n]: the fitted values, NaN where a column has none."""
        fitted = np.full(len(columns[0]), self.intercept)
        for slope, column in zip(self.slopes, columns, strict=True):
            fitted += slope * column
        return fitted


def plane(of: Vector, on: Sequence[Vector]) -> Plane | None:
    """The plane of one column on others, none of them with a missing value; None where one of these follows from the
    others and a constant.

    Every column is made orthogonal to those before it, twice (Gram and Schmidt), and the slopes are found backwards.

    >>> plane(np.array([2.0, 2.0, 3.0, 7.0]), [np.array([0.0, 1.0, 0.0, 1.0]), np.array([0.0, 0.0, 1.0, 1.0])])
    Plane(intercept=1.0, slopes=(2.0, 3.0))
    """
    means = [float(np.sum(column / len(column))) for column in on]
    bases: list[Vector] = []
    upper: list[list[float]] = []
    for column, mean in zip(on, means, strict=True):
        size = float(np.max(np.abs(column)))
        if size == 0:
            return None
        left, along = _orthogonal((column - mean) / size, bases)
        rest = _length(left)
        if rest < COLLINEAR * _length(column / size):
            return None
        bases.append(left / rest)
        upper.append([size * part for part in (*along, rest)])
    middle = float(np.sum(of / len(of)))
    _, parts = _orthogonal(of - middle, bases)
    slopes = [0.0] * len(on)
    for at in reversed(range(len(on))):
        later = sum(upper[other][at] * slopes[other] for other in range(at + 1, len(on)))
        slopes[at] = (parts[at] - later) / upper[at][at]
    intercept = middle - sum(slope * mean for slope, mean in zip(slopes, means, strict=True))
    return Plane(intercept, tuple(slopes))


def _orthogonal(column: Vector, bases: Sequence[Vector]) -> tuple[Vector, list[float]]:
    """What is left of a column beside the bases and their constant, and how much of it lies along each of them."""
    along = [0.0] * len(bases)
    for _ in range(2):
        column = column - np.sum(column) / len(column)
        for at, basis in enumerate(bases):
            part = float(np.sum(basis * column))
            column = column - part * basis
            along[at] += part
    return column, along


def _length(column: Vector) -> float:
    return float(np.sqrt(np.sum(column * column)))
