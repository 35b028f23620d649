"""Benefit of the doubt beside SciPy's linprog, which solves the same programs one unit after the other."""

from __future__ import annotations

import time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from tarazy.engine.model.best_weights import best_weights

Matrix = NDArray[np.float64]


class Doubt(NamedTuple):
    """What was measured: seconds of all units, seconds that linprog would take for them (extrapolated from a sample),
    how many units the sample has, and how far the two lie apart in it at most, as a share."""

    seconds: float
    linprog_seconds: float
    sample: int
    apart: float


def beside_linprog(n: int, k: int, bounds: tuple[float, float], sample: int) -> Doubt:
    """`bounds`: how many times its weight, one k-th, a child may bring of a unit's sum, at least and at most."""
    scores = np.random.default_rng(20260101).uniform(1, 100, (k, n))
    least, most = np.full(k, bounds[0] / k), np.minimum(np.full(k, bounds[1] / k), 1.0)
    begun = time.perf_counter()
    weights = best_weights(scores, scores, least, most)
    seconds = time.perf_counter() - begun
    sums = (weights * scores).sum(axis=0)
    units = np.linspace(0, n - 1, sample).astype(int).tolist()
    begun = time.perf_counter()
    expected = [_by_linprog(scores, unit, least, most) for unit in units]
    each = (time.perf_counter() - begun) / sample
    apart = max(abs(sums[unit] / one - 1) for unit, one in zip(units, expected, strict=True))
    return Doubt(seconds, each * n, sample, float(apart))


def _by_linprog(scores: Matrix, unit: int, least: Matrix, most: Matrix) -> float:
    own = scores[:, unit]
    rows = np.vstack((scores.T, np.outer(least, own) - np.diag(own), np.diag(own) - np.outer(most, own)))
    right = np.concatenate((np.ones(scores.shape[1]), np.zeros(2 * len(own))))
    return float(-linprog(-own, A_ub=rows, b_ub=right).fun)
