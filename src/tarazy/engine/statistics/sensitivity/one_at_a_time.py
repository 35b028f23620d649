"""What each single change does to ranks: how far each unit moves, and how stable the ranking is under each change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import FlagMatrix, Matrix


@dataclass(frozen=True)
class OfChanges:
    """Of c changes: `mean_movement` float64[c], by how many places a unit moves on average, up or down;
    `largest_movement` float64[c]; `share_moved` float64[c], the share of units that move by more places than asked;
    `entered` and `left` int64[c], units with a rank only after or only before the change; `compared` int64[c], units
    with both.

    NaN where no unit has both.
    """

    mean_movement: Vector
    largest_movement: Vector
    share_moved: Vector
    entered: NDArray[np.int64]
    left: NDArray[np.int64]
    compared: NDArray[np.int64]


@dataclass(frozen=True)
class OfUnits:
    """Of n units: `best` and `worst` float64[n], the ranks reached under any change, the own one among them;
    `largest_movement` float64[n], signed: above 0 the unit falls back; `by` int64[n], the change that does it, -1 where
    none moves the unit; `failed` int64[n], the changes under which the unit has no rank.

    NaN where the unit has no rank without a change.
    """

    best: Vector
    worst: Vector
    largest_movement: Vector
    by: NDArray[np.int64]
    failed: NDArray[np.int64]


def movements(base: Vector, changed: Matrix) -> Matrix:
    """float64[c, n]: places by which each change moves each unit; above 0 it falls back, NaN where it lacks a rank.

    >>> movements(np.array([1.0, 2.0, 3.0]), np.array([[2.0, 1.0, np.nan]])).tolist()
    [[1.0, -1.0, nan]]
    """
    return np.asarray(np.where(np.isfinite(changed), changed, np.nan) - base)


def of_changes(base: Vector, changed: Matrix, *, more_than: float = 0.0) -> OfChanges:
    """How much each change moves the ranking: a row of a map of rank stability.

    Formula: over the units with a rank before and after, mean |r' - r|, max |r' - r|, share of |r' - r| > more_than.
    Parameters: `base` float64[n], ranks; `changed` float64[c, n], ranks under each single change.
    Missing: NaN; a unit without one of its two ranks is left out of that change and counted as entered or left.
    Source: M. Saisana, A. Saltelli, S. Tarantola, Uncertainty and sensitivity analysis techniques as tools for the
    quality assessment of composite indicators, Journal of the Royal Statistical Society A 168 (2005).

    >>> found = of_changes(np.array([1.0, 2.0, 3.0]), np.array([[2.0, 1.0, 3.0], [1.0, 2.0, np.nan]]))
    >>> found.mean_movement.round(3).tolist(), found.share_moved.round(3).tolist(), found.left.tolist()
    ([0.667, 0.0], [0.667, 0.0], [0, 1])
    """
    sizes = np.abs(movements(base, changed))
    both = ~np.isnan(sizes)
    compared = both.sum(axis=1)
    number = np.where(compared > 0, compared, np.nan)
    largest = np.where(both, sizes, 0.0).max(axis=1, initial=0.0)
    after, before = np.isfinite(changed), np.isfinite(base)
    return OfChanges(
        mean_movement=np.where(both, sizes, 0.0).sum(axis=1) / number,
        largest_movement=np.where(compared > 0, largest, np.nan),
        share_moved=_more(sizes, more_than).sum(axis=1) / number,
        entered=(after & ~before).sum(axis=1),
        left=(~after & before).sum(axis=1),
        compared=compared,
    )


def of_units(base: Vector, changed: Matrix) -> OfUnits:
    """How far any single change moves each unit, and which one: of two that move it as far, the first.

    Parameters: `base` float64[n], ranks; `changed` float64[c, n], ranks under each single change.
    Missing: NaN; a change under which the unit has no rank moves it nowhere, and is counted in `failed`.

    >>> found = of_units(np.array([1.0, 2.0, 3.0]), np.array([[2.0, 1.0, 3.0], [3.0, 2.0, 1.0]]))
    >>> found.largest_movement.tolist(), found.by.tolist(), found.best.tolist(), found.worst.tolist()
    ([2.0, -1.0, -2.0], [1, 0, 1], [1.0, 1.0, 1.0], [3.0, 2.0, 3.0])
    """
    moved = np.nan_to_num(movements(base, changed))
    moved = np.vstack([np.zeros(len(base)), moved])
    by = np.argmax(np.abs(moved), axis=0)
    return OfUnits(
        best=base + moved.min(axis=0),
        worst=base + moved.max(axis=0),
        largest_movement=np.where(np.isfinite(base), moved[by, np.arange(len(base))], np.nan),
        by=by - 1,
        failed=(~np.isfinite(changed)).sum(axis=0),
    )


def _more(sizes: Matrix, more_than: float) -> FlagMatrix:
    with np.errstate(invalid="ignore"):
        return np.asarray(sizes > more_than)
