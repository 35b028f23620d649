"""Which points a sensitivity analysis tries: two independent draws of everything, and each assumption changed alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tarazy.engine.model.weights import Matrix

# SciPy's direction numbers, and how finely it divides 0 to 1.
MOST_COORDINATES: Final = 21201
_HALF_STEP: Final = 2.0**-31


@dataclass(frozen=True)
class Design:
    """`base` and `other` float64[n, k], points strictly between 0 and 1; `ends` of the columns of each assumption.

    The rows lie in `scrambles` blocks of equal length, one after the other, independent of each other.
    """

    base: Matrix
    other: Matrix
    ends: tuple[int, ...]
    scrambles: int

    def mixed(self, assumption: int) -> Matrix:
        """float64[n, k]: `base` with the columns of one assumption taken from `other`.

        >>> plan = design([1, 2], rows=2, scrambles=1, seed=1)
        >>> (plan.mixed(1) == plan.other).all(axis=0).tolist(), (plan.mixed(1) == plan.base).all(axis=0).tolist()
        ([False, True, True], [True, False, False])
        """
        columns = slice(self.ends[assumption - 1] if assumption else 0, self.ends[assumption])
        points = self.base.copy()
        points[:, columns] = self.other[:, columns]
        return points


def design(coordinates: Sequence[int], *, rows: int, scrambles: int, seed: int) -> Design:
    """Quasi-random points for `sampled`: in all scrambles x rows x (d + 2) evaluations.

    Formula: in each scramble the first `rows` points of Sobol's sequence in 2 k dimensions, k the sum of
    `coordinates`, scrambled by a random linear matrix and a digital shift; the first k coordinates are the base, the
    others the other draw. Each point is moved by half a step of 2**-30 so that none is 0.
    Parameters: `coordinates`, how many numbers each assumption needs (one for a choice, one for each weight);
    `rows` of each scramble, a power of 2, `scrambles` at least 2 for intervals; the same `seed`, the same points.
    Raises: ValueError where `rows` is no power of 2 or 2 k is beyond 21,201.
    Source: A. B. Owen, Randomly permuted (t,m,s)-nets and (t,s)-sequences (1995); J. Matousek, On the L2-discrepancy
    for anchored boxes, Journal of Complexity 14 (1998); S. Joe, F. Y. Kuo, SIAM Journal on Scientific Computing 30
    (2008); as in SciPy's qmc.Sobol.

    >>> plan = design([1, 2], rows=4, scrambles=2, seed=1)
    >>> plan.base.shape, np.sort(np.floor(plan.base[:4, 0] * 4)).tolist()
    ((8, 3), [0.0, 1.0, 2.0, 3.0])
    """
    k = sum(coordinates)
    if rows < 1 or rows & (rows - 1):
        raise ValueError(f"{rows} rows are no power of 2, and only of such numbers Sobol's points are balanced")
    if 2 * k > MOST_COORDINATES:
        raise ValueError(f"{k} coordinates are more than the {MOST_COORDINATES // 2} that Sobol's sequence has")
    points = np.concatenate([_scrambled(2 * k, rows, (seed, number)) for number in range(scrambles)])
    return Design(points[:, :k], points[:, k:], tuple(np.cumsum(coordinates).tolist()), scrambles)


def _scrambled(dimensions: int, rows: int, seed: tuple[int, int]) -> Matrix:
    # Loaded when needed: it takes a second.
    from scipy.stats import qmc

    sequence = qmc.Sobol(dimensions, scramble=True, bits=30, rng=np.random.default_rng(seed))
    return np.asarray(sequence.random(rows) + _HALF_STEP)
