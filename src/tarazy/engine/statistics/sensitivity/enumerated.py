"""First-order and total indices of assumptions with few choices, exactly: every combination of choices is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import Matrix

Table = NDArray[np.float64]

MOST_MISSING: Final = 0.1
# What varies by less than this share of its size is constant: scores decide in 12 digits.
CONSTANT: Final = 1e-12
# So many numbers are worked on at a time, 32 MB.
BLOCK: Final = 1 << 22


@dataclass(frozen=True)
class Indices:
    """Of d assumptions and m outputs: `first` and `total` float64[d, m], `mean` and `variance` float64[m], `missing`
    float64[m], the probability of the combinations without an outcome.

    NaN in `first` and `total`: the output is constant (its `variance` is 0), or too much of it is missing (its `mean`
    and `variance` are NaN, too).
    """

    first: Matrix
    total: Matrix
    mean: Vector
    variance: Vector
    missing: Vector


def enumerated(outputs: Table, probabilities: Sequence[Vector], *, most_missing: float = MOST_MISSING) -> Indices:
    """Sobol' indices of independent assumptions from the outcomes of all combinations of their choices.

    Formula: S_i = Var(E[y | x_i]) / Var(y), the share of the variance that goes when x_i is settled; T_i =
    E[Var(y | all but x_i)] / Var(y), the share that stays when everything but x_i is settled. Sums with probabilities,
    no sampling. S_i <= T_i; all S_i sum to at most 1, all T_i to at least 1, to exactly 1 where nothing interacts.
    Parameters: `outputs` float64[c_1, ..., c_d, m], the outcome by choice of each assumption, m outputs (units, nodes,
    the mean shift of ranks); `probabilities` of each assumption's choices, float64[c_i] of sum 1.
    Missing: NaN (or an infinity) is a combination that came to no outcome, for each output by itself. The probabilities
    of the others are brought to sum 1, and the indices are exact for the choices given that they work. But then choices
    hang together (one works only with some of another), so that S_i may exceed T_i and the sums need not keep to 1.
    `missing` says how much it is; above `most_missing` the output has none.
    Returns: the indices; NaN where the output does not vary (its standard deviation is at most 1e-12 of its greatest
    size), since there is nothing to share out.
    Raises: ValueError where the shape and the probabilities do not fit.
    Source: I. M. Sobol', Mathematical Modeling and Computational Experiments 1 (1993); T. Homma, A. Saltelli,
    Reliability Engineering and System Safety 52 (1996); for choices that hang together S. Kucherenko, S. Tarantola,
    P. Annoni, Computer Physics Communications 183 (2012).

    >>> half = np.array([0.5, 0.5])
    >>> found = enumerated(np.array([[[0.0], [1.0]], [[2.0], [5.0]]]), [half, half])
    >>> found.variance.tolist(), found.first.round(4).ravel().tolist(), found.total.round(4).ravel().tolist()
    ([3.5], [0.6429, 0.2857], [0.7143, 0.3571])
    """
    _refuse_what_does_not_fit(outputs, probabilities)
    d, m = outputs.ndim - 1, outputs.shape[-1]
    joint = _joint(probabilities)
    found = Indices(np.empty((d, m)), np.empty((d, m)), np.empty(m), np.empty(m), np.empty(m))
    for at in _blocks(m, joint.size):
        _indices_of_block(outputs[..., at], joint, most_missing, at, found)
    return found


def _refuse_what_does_not_fit(outputs: Table, probabilities: Sequence[Vector]) -> None:
    choices = tuple(len(one) for one in probabilities)
    if not choices or outputs.shape[:-1] != choices:
        raise ValueError(f"outputs {outputs.shape} have not the choices {choices} and an axis of outputs")
    for one in probabilities:
        if not ((one >= 0).all() and abs(one.sum() - 1) <= 1e-9):
            raise ValueError(f"the probabilities {one.tolist()} of an assumption are no shares of 1")


def _joint(probabilities: Sequence[Vector]) -> Table:
    """float64[c_1, ..., c_d, 1]: the probability of each combination."""
    joint = np.ones(1)
    for one in reversed(probabilities):
        joint = np.multiply.outer(one, joint)
    return np.asarray(joint / joint.sum())


def _blocks(m: int, size: int) -> Iterator[slice]:
    step = max(1, BLOCK // size)
    return (slice(start, min(m, start + step)) for start in range(0, m, step))


def _indices_of_block(block: Table, joint: Table, most_missing: float, at: slice, found: Indices) -> None:
    there = np.isfinite(block)
    combinations = tuple(range(joint.ndim - 1))
    weights, known = joint, block
    found.missing[at] = 0.0
    if not there.all():
        known = np.where(there, block, 0.0)
        weights = np.where(there, joint, 0.0)
        sure = weights.sum(axis=combinations)
        found.missing[at] = np.where(there, 0.0, joint).sum(axis=combinations)
        sure[found.missing[at] > most_missing] = np.nan
        sure[sure <= 0] = np.nan
        weights /= sure
    mean = (weights * known).sum(axis=combinations)
    apart = known - mean
    variance = (weights * apart * apart).sum(axis=combinations)
    size = np.abs(known).max(axis=combinations)
    variance[np.sqrt(variance) <= CONSTANT * size] = 0.0
    found.mean[at], found.variance[at] = mean, variance
    varies = np.where(variance > 0, variance, np.nan)
    weighted = weights * apart
    for assumption in combinations:
        others = tuple(axis for axis in combinations if axis != assumption)
        sums, means = _means(weights, weighted, others)
        found.first[assumption, at] = (sums * means).sum(axis=combinations) / varies
        found.total[assumption, at] = _left(weights, weighted, apart, assumption) / varies


def _means(weights: Table, weighted: Table, over: tuple[int, ...]) -> tuple[Table, Table]:
    """Sums and means over some assumptions, given the others; 0 for choices that never come to an outcome."""
    chance = weights.sum(axis=over, keepdims=True)
    sums = weighted.sum(axis=over, keepdims=True)
    return sums, np.divide(sums, chance, out=np.zeros_like(sums), where=chance > 0)


def _left(weights: Table, weighted: Table, apart: Table, assumption: int) -> Vector:
    """E[Var(y | all but x_i)]."""
    spread = apart - _means(weights, weighted, (assumption,))[1]
    spread *= spread
    spread *= weights
    return np.asarray(spread.sum(axis=tuple(range(spread.ndim - 1))))
