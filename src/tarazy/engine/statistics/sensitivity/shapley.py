"""Shapley effects: the variance of an outcome shared out among assumptions whose choices may hang together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import Matrix
from tarazy.engine.statistics.sensitivity.outcomes import MOST_MISSING, Outcomes, Table, blocks

# 2**d groups of assumptions are gone through.
MOST_ASSUMPTIONS: Final = 16


@dataclass(frozen=True)
class ShapleyEffects:
    """Of d assumptions and m outputs: `effects` float64[d, m] in the square of the output, at least 0 but for rounding;
    they sum to the `variance` float64[m]; `missing` float64[m], the probability of combinations without an outcome.

    A constant output has the variance and effects 0; where too much is missing they are NaN.
    """

    effects: Matrix
    variance: Vector
    missing: Vector

    @cached_property
    def shares(self) -> Matrix:
        """float64[d, m]: the shares of the variance, sum 1; NaN where the output is constant or has no variance."""
        return np.asarray(self.effects / np.where(self.variance > 0, self.variance, np.nan))


def shapley(outputs: Table, joint: Table, *, most_missing: float = MOST_MISSING) -> ShapleyEffects:
    """Shapley effects from the outcomes of all combinations of choices and the probability of each combination.

    Formula: effect_i = sum over groups S without i of |S|! (d - |S| - 1)! / d! (v(S + i) - v(S)), v(S) =
    Var(E[y | x_S]): what i adds to the variance that is explained, on average over all orders in which assumptions may
    be settled. Exact: sums of an ever smaller table, every group once. Where the assumptions are independent an effect
    lies between the first-order and the total index times the variance.
    Parameters: `outputs` float64[c_1, ..., c_d, m]; `joint` float64[c_1, ..., c_d], the probability of each
    combination, sum 1. It need not be a product: a combination that cannot be has 0, whatever its output.
    Missing: NaN (or an infinity) is a combination that came to no outcome, for each output by itself. The probabilities
    of the others are brought to sum 1, and the effects are exact for the choices given that they work. `missing` says
    how much it is; above `most_missing` the output has none.
    Returns: the effects. Cost: the product of all (1 + c_i), times m.
    Raises: ValueError where shapes do not fit, probabilities are no shares of 1, or d is above 16.
    Source: A. B. Owen, Sobol' indices and Shapley value, SIAM/ASA Journal on Uncertainty Quantification 2 (2014);
    E. Song, B. L. Nelson, J. Staum, the same journal 4 (2016); B. Iooss, C. Prieur, International Journal for
    Uncertainty Quantification 9 (2019), on inputs that hang together.

    >>> always_together = np.array([[0.5, 0.0], [0.0, 0.5]])
    >>> found = shapley(np.array([[[0.0], [9.0]], [[9.0], [2.0]]]), always_together)
    >>> found.effects.ravel().tolist(), found.variance.tolist()
    ([0.5, 0.5], [1.0])
    """
    _refuse_what_does_not_fit(outputs, joint)
    d, m = joint.ndim, outputs.shape[-1]
    found = ShapleyEffects(np.empty((d, m)), np.empty(m), np.empty(m))
    parts = _parts(d)
    # What cannot be is neither an outcome nor missing.
    possible = np.where(joint[..., np.newaxis] > 0, outputs, 0.0)
    for at in blocks(m, joint.size):
        of = Outcomes.of(possible[..., at], joint[..., np.newaxis] / joint.sum(), most_missing)
        found.effects[:, at] = parts @ _explained(of)
        found.variance[at], found.missing[at] = of.variance, of.missing
    return found


def _refuse_what_does_not_fit(outputs: Table, joint: Table) -> None:
    if not 1 <= joint.ndim <= MOST_ASSUMPTIONS or outputs.shape[:-1] != joint.shape:
        raise ValueError(f"outputs {outputs.shape} have not the choices {joint.shape} and an axis of outputs")
    if not ((joint >= 0).all() and abs(joint.sum() - 1) <= 1e-9):
        raise ValueError("the probabilities of the combinations are no shares of 1")


def _explained(of: Outcomes) -> Matrix:
    """float64[2**d, m]: v(S), S as bits. Each table is made from one that has one assumption more."""
    d = of.apart.ndim - 1
    found = np.empty((1 << d, of.apart.shape[-1]))

    def go_on(sums: Table, chance: Table, group: int, from_: int) -> None:
        means = np.divide(sums, chance, out=np.zeros_like(sums), where=chance > 0)
        means *= sums
        found[group] = means.sum(axis=tuple(range(d)))
        for axis in range(from_, d):
            smaller = sums.sum(axis=axis, keepdims=True), chance.sum(axis=axis, keepdims=True)
            go_on(*smaller, group & ~(1 << axis), axis + 1)

    go_on(of.weights * of.apart, of.weights, (1 << d) - 1, 0)
    found[:, ~(of.variance > 0)] = of.variance[~(of.variance > 0)]
    return found


def _parts(d: int) -> Matrix:
    """float64[d, 2**d]: how v(S) enters the effect of each assumption, S as bits."""
    found = np.empty((d, 1 << d))
    for group in range(1 << d):
        size = group.bit_count()
        for assumption in range(d):
            inside = group >> assumption & 1
            orders = math.factorial(size - inside) * math.factorial(d - size - 1 + inside)
            found[assumption, group] = (1 if inside else -1) * orders / math.factorial(d)
    return found
