"""What the combinations of choices came to, with their probabilities; a combination that failed came to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector

Table = NDArray[np.float64]

MOST_MISSING: Final = 0.1
# What varies by less than this share of its size is constant: scores decide in 12 digits.
CONSTANT: Final = 1e-12
# So many numbers are worked on at a time, 32 MB.
BLOCK: Final = 1 << 22


@dataclass(frozen=True)
class Outcomes:
    """Of combinations of d choices, some outputs m: `apart` float64[c_1, ..., c_d, m], outcomes less their mean, 0 for
    what is missing; `weights`, their probabilities brought to sum 1, of the same shape or with one output for all;
    `mean` and `variance` float64[m]; `missing` float64[m], the probability of what is missing.

    `variance` is 0 where an output is constant, and NaN, like its mean and weights, where too much is missing.
    """

    apart: Table
    weights: Table
    mean: Vector
    variance: Vector
    missing: Vector

    @classmethod
    def of(cls, outputs: Table, joint: Table, most_missing: float) -> Outcomes:
        """`outputs` float64[c_1, ..., c_d, m], NaN or infinite where missing; `joint` float64[c_1, ..., c_d, 1], the
        probability of each combination, sum 1.

        >>> found = Outcomes.of(np.array([[1.0], [4.0], [np.nan]]), np.array([[0.5], [0.4], [0.1]]), 0.2)
        >>> found.mean.round(6).tolist(), found.missing.tolist(), found.weights.ravel().round(3).tolist()
        ([2.333333], [0.1], [0.556, 0.444, 0.0])
        """
        axes = tuple(range(joint.ndim - 1))
        there = np.isfinite(outputs)
        known, weights, missing = outputs, joint, np.zeros(outputs.shape[-1])
        if not there.all():
            known = np.where(there, outputs, 0.0)
            missing = np.where(there, 0.0, joint).sum(axis=axes)
            weights = np.where(there, joint, 0.0)
            sure = weights.sum(axis=axes)
            sure[(missing > most_missing) | (sure <= 0)] = np.nan
            weights /= sure
        mean = (weights * known).sum(axis=axes)
        apart = known - mean
        variance = (weights * apart * apart).sum(axis=axes)
        size = np.abs(known).max(axis=axes)
        variance[np.sqrt(variance) <= CONSTANT * size] = 0.0
        return cls(apart, weights, mean, variance, missing)


def blocks(m: int, combinations: int) -> Iterator[slice]:
    """The outputs, as many at a time as fit into BLOCK numbers.

    >>> list(blocks(5, BLOCK // 3))
    [slice(0, 3, None), slice(3, 5, None)]
    """
    step = max(1, BLOCK // combinations)
    return (slice(start, min(m, start + step)) for start in range(0, m, step))
