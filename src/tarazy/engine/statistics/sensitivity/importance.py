"""How important each child is for the score of its parent: what share of the parent's variance it tells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import Matrix
from tarazy.engine.statistics.sensitivity.outcomes import CONSTANT
from tarazy.engine.statistics.sensitivity.spline import Curves, curves, smoothed

# With fewer units a line fits whatever there is.
FEWEST_UNITS: Final = 3


@dataclass(frozen=True)
class Importance:
    """Of k children: `correlation` in -1..1, `linear` (its square) and `smooth` in 0..1, `freedom`, how many numbers
    the curve is worth (1: a line), float64[k] each; `units` int64[k], how many have both scores.
    """

    correlation: Vector
    linear: Vector
    smooth: Vector
    freedom: Vector
    units: NDArray[np.int64]


def importance(children: Matrix, parent: Vector) -> Importance:
    """The correlation ratio of each child's scores and the parent's, by a line and by a smooth curve.

    Formula: eta_i^2 = Var(E[y | x_i]) / Var(y), the part by which the variance of y would shrink if x_i were the same
    for all. E[y | x_i] is estimated by a straight line (`linear`: Pearson's r squared) and by a penalised cubic spline
    as smooth as generalised cross-validation says (`smooth`); Var over the units. `smooth` is never below `linear`.
    Children hang together, so the sum is no share of anything: it may lie above or below 1. A curve is flatter than the
    truth and follows chance a little: at 51 units a true 0.6 of a square, a step or an edge came out as 0.56 to 0.57 on
    average and a true 0 as 0.04 (a line: 0.02), at 250 units as 0.57 to 0.59 and 0.01.
    Parameters: `children` float64[n, k], scores of n units, `parent` float64[n].
    Missing: NaN (or an infinity); a child is measured over the units that have its score and the parent's (`units`).
    Returns: NaN where fewer than 3 units have both or the parent's scores are all the same; 0, and no correlation
    (NaN), where the child's are: what is the same for all tells nothing.
    Source: P. Paruolo, M. Saisana, A. Saltelli, Ratings and rankings: voodoo or science?, Journal of the Royal
    Statistical Society A 176 (2013); W. Becker, M. Saisana, P. Paruolo, I. Vandecasteele, Weights and importance in
    composite indicators: closing the gap, Ecological Indicators 80 (2017).

    >>> x = np.arange(-10.0, 11.0)
    >>> found = importance(np.column_stack([x, abs(x), np.ones(21)]), abs(x))
    >>> found.linear.round(2).tolist(), found.smooth.round(2).tolist()
    ([0.0, 1.0, 0.0], [0.99, 1.0, 0.0])
    """
    k = children.shape[1]
    correlation, linear, smooth, freedom = (np.full(k, np.nan) for _ in range(4))
    found = Importance(correlation, linear, smooth, freedom, np.zeros(k, dtype=np.int64))
    known = np.isfinite(children) & np.isfinite(parent)[:, np.newaxis]
    for at in range(k):
        both = known[:, at]
        x, y = children[both, at], parent[both]
        found.units[at] = len(y)
        if len(y):
            correlation[at], linear[at], smooth[at], freedom[at] = importance_over(curves(x), y)
    return found


def importance_over(over: Curves | None, y: Vector) -> tuple[float, float, float, float]:
    """Correlation, linear and smooth importance and freedom, as in `importance`, of a child whose curves are known.

    >>> importance_over(curves(np.array([1.0, 2.0, 3.0])), np.array([1.0, 2.0, 1.0]))
    (0.0, 0.0, 0.0, 1.0)
    """
    if len(y) < FEWEST_UNITS or not np.ptp(y) > CONSTANT * np.max(np.abs(y)):
        return np.nan, np.nan, np.nan, np.nan
    if over is None:
        return np.nan, 0.0, 0.0, 0.0
    apart = y - y.mean()
    whole = float((apart * apart).sum())
    curve = smoothed(y, over)
    correlation = min(1.0, max(-1.0, curve.line / math.sqrt(whole)))
    return correlation, correlation**2, min(1.0, max(curve.explained / whole, correlation**2)), curve.freedom
