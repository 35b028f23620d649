"""First-order and total indices of assumptions with few choices, exactly: every combination of choices is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import Matrix
from tarazy.engine.statistics.sensitivity.outcomes import MOST_MISSING, Outcomes, Table, blocks


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
    the mean movement of ranks); `probabilities` of each assumption's choices, float64[c_i] of sum 1.
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
    for at in blocks(m, joint.size):
        _fill(found, at, Outcomes.of(outputs[..., at], joint, most_missing))
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


def _fill(found: Indices, at: slice, of: Outcomes) -> None:
    """The indices of some of the outputs."""
    found.mean[at], found.variance[at], found.missing[at] = of.mean, of.variance, of.missing
    varies = np.where(of.variance > 0, of.variance, np.nan)
    weighted = of.weights * of.apart
    assumptions = tuple(range(len(found.first)))
    for assumption in assumptions:
        others = tuple(axis for axis in assumptions if axis != assumption)
        sums, means = _means(of.weights, weighted, others)
        found.first[assumption, at] = (sums * means).sum(axis=assumptions) / varies
        left = of.apart - _means(of.weights, weighted, (assumption,))[1]
        left *= left
        left *= of.weights
        found.total[assumption, at] = left.sum(axis=assumptions) / varies


def _means(weights: Table, weighted: Table, over: tuple[int, ...]) -> tuple[Table, Table]:
    """Sums and means over some assumptions, given the others; 0 for choices that never come to an outcome."""
    chance = weights.sum(axis=over, keepdims=True)
    sums = weighted.sum(axis=over, keepdims=True)
    return sums, np.divide(sums, chance, out=np.zeros_like(sums), where=chance > 0)
