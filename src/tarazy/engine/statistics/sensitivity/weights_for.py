"""Weights by which the importance of children comes as near to the wanted shares as it can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import Matrix
from tarazy.engine.statistics.sensitivity.importance import importance_over
from tarazy.engine.statistics.sensitivity.spline import Curves, curves

Measure = Literal["correlation", "squared_correlation", "smooth"]

# Shares of importance are told in tenths of a percent.
REACHED: Final = 5e-4
# A weight below this share of the greatest is as good as none.
LEAST: Final = 1e-4
_STEP: Final = 1e-3
_TRIES: Final = 200
_NEAR: Final = 1e-10
_SOLVED: Final = 1e-9
# As much variance at least a child has for itself.
_FOLLOWS: Final = 1e-9


@dataclass(frozen=True)
class WeightsFor:
    """Of k children: `weights` float64[k], above 0, sum 1; `shares` float64[k], the importance they have by them, sum
    1; `correlation` float64[k] with the parent. `furthest`: the greatest difference between a share and the wanted one;
    `reached`: whether it is less than a twentieth of a percent.
    """

    weights: Vector
    shares: Vector
    correlation: Vector
    furthest: float

    @property
    def reached(self) -> bool:
        return self.furthest < REACHED


def weights_for(children: Matrix, wanted: Vector, measure: Measure) -> WeightsFor:
    """Find weights of an arithmetic mean of children by which each is as important for it as wanted.

    Formula: importance_i / sum(importance) = wanted_i, where importance is the correlation of child and parent, its
    square, or the correlation ratio by a smooth curve (`importance`). For the first two, with a score of every child
    of every unit: w_i = u_i / sigma_i, R u = wanted, or its root; R the correlations of the children. Where that makes
    a weight 0 or less, for `smooth`, and where scores are missing: least squares of the differences over the logarithms
    of the weights (Levenberg, Marquardt, within bounds) from there and from equal weights, the nearer of the two.
    Parameters: `children` float64[n, k]; `wanted` float64[k], above 0, sum 1.
    Missing: NaN; the weights of the children that a unit has count as if they were all, as in a run, and each child is
    measured over the units that have it. A child whose scores are all the same has no importance by any weight.
    Returns: the same weights for the same scores, since nothing is drawn by lot. Whether they do what was wanted say
    `reached` and `furthest`: children that go together or against each other can make it impossible, and a weight at
    its least (1 / 10,000 of the greatest) shows where. NaN shares where the parent does not vary.
    Cost: k^2 curves a step, at most 200 steps; two seconds for 12 children of 250 units that cannot be brought there.
    Source: W. Becker, M. Saisana, P. Paruolo, I. Vandecasteele, Weights and importance in composite indicators: closing
    the gap, Ecological Indicators 80 (2017), who search by the simplex of Nelder and Mead.

    >>> scores = np.array([[55.0, 57.0], [55.0, 49.0], [45.0, 51.0], [45.0, 43.0]])
    >>> found = weights_for(scores, np.array([0.56, 0.44]), "correlation")
    >>> found.weights.round(6).tolist(), found.shares.round(6).tolist(), found.reached
    ([0.74, 0.26], [0.56, 0.44], True)
    """
    search = _Search(children, wanted / wanted.sum(), measure)
    solved = search.solved()
    if solved is not None and (solved > 0).all():
        found = search.outcome(solved)
        if found.furthest < _SOLVED:
            return found
    starts = [np.ones(len(wanted))] if solved is None else [np.ones(len(wanted)), solved]
    return min((search.outcome(search.nearest(start)) for start in starts), key=lambda found: found.furthest)


class _Search:
    """The scores of children, 0 where they are not there, and what stays the same whatever the weights are."""

    def __init__(self, children: Matrix, wanted: Vector, measure: Measure) -> None:
        self.wanted, self.measure = wanted, measure
        self.there = np.isfinite(children)
        self.children = np.where(self.there, children, 0.0)
        self.curves: list[Curves | None] = [
            curves(self.children[there, at]) if there.any() else None for at, there in enumerate(self.there.T)
        ]

    def solved(self) -> Vector | None:
        """What weights would have to be if all scores were there, some of them perhaps below 0; None where one child
        follows from the others.
        """
        whole = self.children[self.there.all(axis=1)]
        apart = whole - whole.mean(axis=0) if len(whole) else whole
        deviations = np.sqrt((apart * apart).sum(axis=0))
        if any(over is None for over in self.curves) or not (deviations > 0).all():
            return None
        apart /= deviations
        correlations = apart.T @ apart
        if np.linalg.eigvalsh(correlations)[0] < _FOLLOWS:
            return None
        profile = self.wanted if self.measure == "correlation" else np.sqrt(self.wanted)
        weights = np.linalg.solve(correlations, profile) / deviations
        return np.asarray(weights / np.max(np.abs(weights)))

    def nearest(self, start: Vector) -> Vector:
        """The weights of least squared differences that are found from here."""
        # Loaded when needed: it takes half a second.
        from scipy.optimize import least_squares

        low = np.log(LEAST)
        found = least_squares(
            self._differences,
            np.log(np.clip(start, 2 * LEAST, 0.9)),
            jac=self._slopes,
            bounds=(low, 0.0),
            xtol=_NEAR,
            ftol=_NEAR,
            gtol=_NEAR,
            max_nfev=_TRIES,
        )
        return np.asarray(np.exp(found.x))

    def outcome(self, weights: Vector) -> WeightsFor:
        weights = weights / weights.sum()
        correlation, importance = self._importance(weights)
        total = importance.sum()
        shares = importance / total if total > 0 else np.full(len(weights), np.nan)
        furthest = float(np.max(np.abs(shares - self.wanted))) if total > 0 else np.inf
        return WeightsFor(weights, shares, correlation, furthest)

    def _importance(self, weights: Vector) -> tuple[Vector, Vector]:
        total = self.there @ weights
        parent = np.divide(self.children @ weights, total, out=np.zeros_like(total), where=total > 0)
        of_all = [
            (np.nan,) * 4 if over is None else importance_over(over, parent[there])
            for over, there in zip(self.curves, self.there.T, strict=True)
        ]
        correlation, linear, smooth, _ = np.array(of_all).T
        by_measure = {"correlation": correlation, "squared_correlation": linear, "smooth": smooth}
        return correlation, np.nan_to_num(by_measure[self.measure])

    def _differences(self, logarithms: Vector) -> Vector:
        importance = self._importance(np.exp(logarithms))[1]
        total = importance.sum()
        return np.asarray(importance / total - self.wanted) if total > 0 else np.ones(len(importance))

    def _slopes(self, logarithms: Vector) -> Matrix:
        """By small steps to both sides: curves choose their smoothness anew, which smaller steps would see."""
        columns = [
            (self._differences(logarithms + step) - self._differences(logarithms - step)) / (2 * _STEP)
            for step in _STEP * np.eye(len(logarithms))
        ]
        return np.column_stack(columns)
