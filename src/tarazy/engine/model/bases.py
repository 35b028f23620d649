"""The best weights of many units at once: a dual simplex search that takes the same step for all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.weights import Matrix

Positions = NDArray[np.intp]

# A constraint is kept if it is not exceeded by more than this, and a price below zero by no more is none.
EXACT: Final = 1e-11
# What a price starts at: without it ties are so many that the search may go round in circles.
START: Final = 1e-7
GOLDEN: Final = (5**0.5 - 1) / 2
# A number below this is no pivot.
SMALLEST_PIVOT: Final = 1e-9
# Ten children take about a hundred steps; who takes far more is left to the solver.
STEPS: Final = 400
# A table of units by rivals that stays near to the processor.
UNITS_OF_A_BLOCK: Final = 512


class Broken(NamedTuple):
    """For each unit the constraint that it exceeds most: by how much, its number, and the constraint itself,
    coefficients . weights <= right side.
    """

    by: Vector
    row: Positions
    coefficients: Matrix
    right: Vector

    def only(self, which: Flags) -> Broken:
        return Broken(self.by[which], self.row[which], self.coefficients[which], self.right[which])


@dataclass(frozen=True)
class Bases:
    """For each of m units k constraints that it keeps exactly, which give its weights, and their prices.

    `units` int[m]: which units; `rows` int[m, k]: numbers of the constraints; `inverse` float64[m, k, k]: of their
    coefficients; `weights`, `prices` float64[m, k]. As long as no price is below zero, no weights that keep these
    constraints are better; if all others are kept too, the weights are the best.
    """

    units: Positions
    rows: Positions
    inverse: NDArray[np.float64]
    weights: Matrix
    prices: Matrix

    def only(self, which: Flags) -> Bases:
        return Bases(*(part[which] for part in self.parts()))

    def parts(self) -> Iterator[NDArray[Any]]:
        return (getattr(self, one.name) for one in fields(self))

    @classmethod
    def joined(cls, several: Sequence[Bases]) -> Bases:
        return cls(*(np.concatenate(parts) for parts in zip(*(one.parts() for one in several), strict=True)))


@dataclass(frozen=True)
class Programs:
    """The programs of m units: own . weights as great as possible, with rival . weights <= 1 for every rival, and the
    part of each child in the own sum between `least` and `most` of it (float64[k]). `own` float64[m, k], `rivals`
    float64[k, n].

    Constraints have numbers: rivals from 0 on; -1 - i: child i brings its least; -1 - k - i: no more than its most.
    """

    own: Matrix
    rivals: Matrix
    least: Vector
    most: Vector

    def start(self) -> Bases:
        """Every child brings its least but the strongest, which brings the rest, and the own sum is 1."""
        m, k = self.own.shape
        units, best = np.arange(m), self.own.argmax(axis=1)
        own, weighty = self.own[:, np.newaxis, :], self._weighty[:, :, np.newaxis]
        coefficients = self.least[:, np.newaxis] * own - np.eye(k) * weighty
        coefficients[units, best] = self.own
        rows = np.tile(-1 - np.arange(k), (m, 1))
        # The own sum stands for the unit itself among its rivals; it has a number of its own.
        rows[units, best] = self.rivals.shape[1] + units
        prices = START * (1 + np.modf(np.arange(m * k) * GOLDEN)[0].reshape(m, k))
        prices[units, best] = 1.0
        inverse = np.asarray(np.linalg.inv(coefficients), dtype=np.float64)
        return Bases(units, rows, inverse, inverse[units, :, best].copy(), prices)

    @property
    def _weighty(self) -> Matrix:
        """What bounds a weight from below: its part of the sum; of a score of 0 the weight itself."""
        return np.where(self.own > 0, self.own, 1.0)

    def most_broken(self, bases: Bases, known: Positions) -> Broken:
        """Among the known rivals and the bounds."""
        own, weights = self.own[bases.units], bases.weights
        m = np.arange(len(own))
        reached = weights @ self.rivals[:, known]
        rival = reached.argmax(axis=1)
        total = (own * weights).sum(axis=1)[:, np.newaxis]
        bounds = np.concatenate(
            (
                self.least * total - self._weighty[bases.units] * weights,
                np.where(self.most < 1, own * weights - self.most * total, -np.inf),
            ),
            axis=1,
        )
        bound = bounds.argmax(axis=1)
        by_rival, by_bound = reached[m, rival] - 1, bounds[m, bound]
        row = np.where(by_rival >= by_bound, known[rival], -1 - bound)
        coefficients, right = self.constraints(bases.units, row[:, np.newaxis])
        return Broken(np.maximum(by_rival, by_bound), row, coefficients[:, 0], right[:, 0])

    def constraints(self, units: Positions, rows: Positions) -> tuple[NDArray[np.float64], Matrix]:
        """Coefficients float64[m, r, k] and right sides [m, r] of constraints by their numbers, int[m, r]."""
        k, n = self.own.shape[1], self.rivals.shape[1]
        own = self.own[units][:, np.newaxis, :]
        child = (-1 - rows) % k
        is_most = rows < -k
        share = np.where(is_most, self.most[child], self.least[child])
        weighty = np.where(is_most, self.own[units[:, np.newaxis], child], self._weighty[units[:, np.newaxis], child])
        bounds = share[:, :, np.newaxis] * own - np.eye(k)[child] * weighty[:, :, np.newaxis]
        bounds = np.where(is_most[:, :, np.newaxis], -bounds, bounds)
        rivals = np.where((rows < n)[:, :, np.newaxis], self.rivals.T[np.clip(rows, 0, n - 1)], own)
        return np.where((rows < 0)[:, :, np.newaxis], bounds, rivals), np.where(rows < 0, 0.0, 1.0)


def settled(programs: Programs, first: Sequence[int]) -> tuple[Matrix, Flags]:
    """float64[k, m] and bool[m]: the weights, and for whom they are proved to be the best. `first`: some rivals with
    which to begin; others are taken in when they are found to reach more than 1.
    """
    m, k = programs.own.shape
    known, waiting, done = np.array(sorted(set(first)), dtype=np.intp), programs.start(), []
    steps = STEPS
    while waiting.units.size and steps:
        kept, waiting, steps = _until_kept(programs, waiting, known, steps)
        reached, by = greatest(kept.weights, programs.rivals)
        above = reached > 1 + EXACT
        done.append(kept.only(~above))
        waiting = Bases.joined([kept.only(above), waiting])
        known = np.union1d(known, by[above])
    weights, sure = np.zeros((m, k)), np.zeros(m, dtype=np.bool_)
    for bases in done:
        weights[bases.units], sure[bases.units] = _proved(programs, bases)
    return weights.T, sure


def _until_kept(programs: Programs, bases: Bases, known: Positions, steps: int) -> tuple[Bases, Bases, int]:
    """Who keeps the known constraints after so many steps, who does not, and how many steps are left."""
    kept: list[Bases] = [bases.only(np.zeros(len(bases.units), dtype=np.bool_))]
    while steps:
        broken = programs.most_broken(bases, known)
        keeps = broken.by <= EXACT
        if keeps.any():
            kept.append(bases.only(keeps))
            bases, broken = bases.only(~keeps), broken.only(~keeps)
        if not bases.units.size:
            break
        bases = _exchanged(bases, broken)
        steps -= 1
    return Bases.joined(kept), bases, steps


def _exchanged(bases: Bases, broken: Broken) -> Bases:
    """The broken constraint enters each basis in place of the one whose price would be the first to fall below zero."""
    m = np.arange(len(bases.units))
    falls = np.matmul(broken.coefficients[:, np.newaxis, :], bases.inverse)[:, 0]
    may = falls > SMALLEST_PIVOT
    ratios = np.where(may, np.maximum(bases.prices, 0.0) / np.where(may, falls, 1.0), np.inf)
    out = ratios.argmin(axis=1)
    # Where nothing can leave, rounding has spoilt the basis: its prices become infinite, and nothing is proved by it.
    price, pivot = ratios[m, out], np.where(may[m, out], falls[m, out], 1.0)
    leaving = bases.inverse[m, :, out]
    too_much = (broken.coefficients * bases.weights).sum(axis=1) - broken.right
    weights = bases.weights - leaving * (too_much / pivot)[:, np.newaxis]
    with np.errstate(invalid="ignore"):
        prices = bases.prices - price[:, np.newaxis] * falls
    prices[m, out] = price
    rows = bases.rows.copy()
    rows[m, out] = broken.row
    falls[m, out] -= 1.0
    inverse = bases.inverse - leaving[:, :, np.newaxis] * (falls / pivot[:, np.newaxis])[:, np.newaxis, :]
    return Bases(bases.units, rows, inverse, weights, prices)


def _proved(programs: Programs, bases: Bases) -> tuple[Matrix, Flags]:
    """The weights computed afresh from the constraints of each basis, and whether their true prices prove them."""
    if not bases.units.size:
        return bases.weights, np.zeros(0, dtype=np.bool_)
    coefficients, right = programs.constraints(bases.units, bases.rows)
    own = programs.own[bases.units]
    try:
        weights = np.linalg.solve(coefficients, right[:, :, np.newaxis])[:, :, 0]
        prices = np.linalg.solve(coefficients.transpose(0, 2, 1), own[:, :, np.newaxis])[:, :, 0]
    except np.linalg.LinAlgError:
        return bases.weights, np.zeros(len(own), dtype=np.bool_)
    near = np.abs(weights - bases.weights).max(axis=1) <= EXACT * np.abs(weights).max(axis=1)
    return np.maximum(weights, 0.0), near & (prices >= -EXACT * own.max(axis=1)[:, np.newaxis]).all(axis=1)


def greatest(weights: Matrix, rivals: Matrix) -> tuple[Vector, Positions]:
    """For each unit the most that a rival reaches with its weights, float64[m, k], and which rival that is."""
    reached, by = np.empty(len(weights)), np.empty(len(weights), dtype=np.intp)
    for start in range(0, len(weights), UNITS_OF_A_BLOCK):
        block = slice(start, start + UNITS_OF_A_BLOCK)
        total = weights[block] @ rivals
        by[block], reached[block] = total.argmax(axis=1), total.max(axis=1)
    return reached, by
