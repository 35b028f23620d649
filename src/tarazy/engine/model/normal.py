"""Values that lie like a multivariate normal distribution: its means and covariances, also where values are missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.least_squares import Plane
from tarazy.engine.model.numbers import Vector

Matrix = NDArray[np.float64]


class Normal(NamedTuple):
    """float64[k] and float64[k, k]; `iterations`: how many it took to find them."""

    means: Vector
    covariances: Matrix
    iterations: int

    def plane(self, of: int, on: Sequence[int]) -> Plane:
        """What one variable is expected to be, given those that are known."""
        known = np.array(on)
        slopes = np.linalg.solve(self.covariances[known[:, np.newaxis], known], self.covariances[known, of]).tolist()
        intercept = float(self.means[of])
        for slope, other in zip(slopes, on, strict=True):
            intercept -= slope * float(self.means[other])
        return Plane(intercept, tuple(slopes))


def likeliest(values: Matrix, tolerance: float, most_iterations: int) -> Normal | None:
    """The means and covariances under which values (float64[k, n], NaN = missing) are likeliest, by
    expectation-maximisation; None where the last iteration still changed one of them by `tolerance` or more.

    Each variable is first brought to mean 0 and variance 1 of the values that are there; it starts from there without
    covariances. Every unit has a value, and enough have all that no variable follows from the others.
    """
    centre = np.nanmean(values, axis=1)
    spread = np.nanstd(values, axis=1)
    scaled, patterns = _in_patterns((values - centre[:, np.newaxis]) / spread[:, np.newaxis])
    now = Normal(np.zeros(len(values)), np.eye(len(values)), 0)
    for iteration in range(1, most_iterations + 1):
        means, covariances = _maximised(*_expected(scaled, patterns, now))
        change = max(float(np.abs(means - now.means).max()), float(np.abs(covariances - now.covariances).max()))
        now = Normal(means, covariances, iteration)
        if change < tolerance:
            return Normal(centre + spread * means, covariances * np.multiply.outer(spread, spread), iteration)
    return None


class Pattern(NamedTuple):
    """Which variables are known and which missing of the units that stand from `first` to before `end`."""

    known: NDArray[np.intp]
    missing: NDArray[np.intp]
    first: int
    end: int


def _in_patterns(values: Matrix) -> tuple[Matrix, list[Pattern]]:
    """The units in the order of what is missing of them, and each pattern in which something is."""
    codes, which, counts = np.unique(np.isnan(values).T, axis=0, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts).tolist()
    patterns = [
        Pattern(np.flatnonzero(~code), np.flatnonzero(code), end - count, end)
        for code, count, end in zip(codes, counts.tolist(), ends, strict=True)
        if code.any()
    ]
    return values[:, np.argsort(which.ravel(), kind="stable")], patterns


def _expected(values: Matrix, patterns: Sequence[Pattern], now: Normal) -> tuple[Matrix, Matrix]:
    """The values, those that are missing as expected from those that are known; and the sum of what is uncertain."""
    whole, uncertain = values.copy(), np.zeros_like(now.covariances)
    for known, missing, first, end in patterns:
        across = now.covariances[known[:, np.newaxis], missing]
        slopes = np.linalg.solve(now.covariances[known[:, np.newaxis], known], across)
        apart = values[known, first:end] - now.means[known, np.newaxis]
        # einsum adds in a fixed order, where a matrix product would leave that to BLAS.
        whole[missing, first:end] = now.means[missing, np.newaxis] + np.einsum("km,ku->mu", slopes, apart)
        among = missing[:, np.newaxis], missing
        uncertain[among] += (end - first) * (now.covariances[among] - np.einsum("km,kn->mn", slopes, across))
    return whole, uncertain


def _maximised(whole: Matrix, uncertain: Matrix) -> tuple[Vector, Matrix]:
    k, n = whole.shape
    means = np.sum(whole, axis=1) / n
    apart = whole - means[:, np.newaxis]
    covariances = np.empty((k, k))
    for one in range(k):
        for other in range(one + 1):
            both = (float(np.sum(apart[one] * apart[other])) + float(uncertain[one, other])) / n
            covariances[one, other] = covariances[other, one] = both
    return means, covariances
