"""For each unit the weights that are best for it, among those that give none of its rivals more than 1.

Steps that are taken for all units together find them and prove it (model/bases.py); whom they do not prove is left to a
solver of linear programs, one unit after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.bases import Programs, greatest, settled
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.weights import Matrix

Positions = NDArray[np.intp]

# A rival that reaches more than this is one more constraint. The solver keeps its constraints within 1e-10, and what is
# left is divided away.
MORE_THAN_ONE: Final = 1 + 1e-9
SOLVER: Final[Mapping[str, bool | int | float | str]] = {
    "output_flag": False,
    "solver": "simplex",
    "presolve": "off",
    "threads": 1,
    "primal_feasibility_tolerance": 1e-10,
    "dual_feasibility_tolerance": 1e-10,
    # One small program after the other: what a large one needs costs more here than the solving.
    "simplex_initial_condition_check": False,
    "simplex_dual_edge_weight_strategy": 1,
    "dual_simplex_cost_perturbation_multiplier": 0.0,
}
# The first units are few: they find most of the rivals that matter.
FIRST, LARGEST = 64, 1024
# Below this many units a second thread costs more than it saves.
WORTH_SHARING: Final = 64
# Of the bases of so many units at once, children by children.
CELLS_AT_ONCE: Final = 1 << 20


def best_weights(own: Matrix, rivals: Matrix, least: Vector, most: Vector) -> Matrix:
    """float64[k, m]: weights, not below 0, that make the sum of weight * score of each unit as great as they can.

    `own` float64[k, m]: the scores of the units, none below 0, of each at least one above; every unit is among the
    `rivals` float64[k, n], none of which reaches more than 1 with the weights of a unit. `least` and `most`
    float64[k]: the share of a unit's own sum that each child brings lies between them; the caller sees to it that there
    are such shares. Where several sets of weights are best, one of them.

    >>> best_weights(np.array([[2.0], [3.0]]), np.array([[4.0, 2.0], [3.0, 3.0]]), np.zeros(2), np.ones(2)).tolist()
    [[0.0], [0.3333333333333333]]
    """
    scale = rivals.max(axis=1)
    scale[scale == 0] = 1.0
    search = _Search(own / scale[:, np.newaxis], rivals / scale[:, np.newaxis], least, most)
    size = max(1, CELLS_AT_ONCE // len(own) ** 2)
    order, sure = _alike(search.own), np.zeros(own.shape[1], dtype=np.bool_)
    for start in range(0, own.shape[1], size):
        part = slice(start, start + size)
        programs = Programs(search.own[:, part].T, search.rivals, least, most)
        search.weights[:, part], sure[part] = settled(programs, sorted(search.known))
    for batch in _batches(order[~sure[order]]):
        search.settle(batch)
    return np.asarray(search.weights / scale[:, np.newaxis])


def _alike(own: Matrix) -> Positions:
    """The units in an order in which neighbours are strong and weak on the same children: the solver has less to do."""
    return np.lexsort(np.argsort(-own, axis=0, kind="stable")[::-1])


def _from_one_to_the_next(own: Matrix) -> Iterator[int]:
    """The units one after the other, each time the one among the rest whose scores are shaped most like the last's."""
    shapes = own / own.sum(axis=0)
    rest, last = np.arange(own.shape[1]), 0
    while rest.size:
        yield int(rest[last])
        shape = shapes[:, last].copy()
        # The last of the rest takes the place that has become free.
        rest[last], shapes[:, last] = rest[-1], shapes[:, -1]
        rest, shapes = rest[:-1], shapes[:, :-1]
        if rest.size:
            apart = shapes - shape[:, np.newaxis]
            last = int(np.einsum("iu,iu->u", apart, apart).argmin())


def _batches(order: Positions) -> Iterator[Positions]:
    """Every unit once; the first batches spread over all of them."""
    every = max(1, len(order) // FIRST)
    yield order[::every]
    rest = np.delete(order, np.s_[::every])
    size = FIRST
    while rest.size:
        yield rest[:size]
        rest, size = rest[size:], min(2 * size, LARGEST)


class _Search:
    """The units' programs with the rivals that were found to matter so far, in two solvers that stay warm."""

    def __init__(self, own: Matrix, rivals: Matrix, least: Vector, most: Vector) -> None:
        self.own, self.weights = own, np.zeros_like(own)
        self.rivals = rivals[:, _not_below(rivals, own.shape[1])]
        self.programs = [_Program(least, most) for _ in range(2 if own.shape[1] >= WORTH_SHARING else 1)]
        self.known: set[int] = set()
        self._add([*self.rivals.argmax(axis=1).tolist(), int(self.rivals.sum(axis=0).argmax())])

    def settle(self, units: Positions) -> None:
        """Find the weights of some units: solve, see which rivals reach more than 1, solve again with these."""
        while units.size:
            self._solve(units)
            reached, by = greatest(self.weights[:, units].T, self.rivals)
            # None of the rivals is above 1 then, however little the solver may have left.
            self.weights[:, units] /= reached
            above = reached > MORE_THAN_ONE
            if not self._add(by[above].tolist()):
                return
            units = units[above]

    def _add(self, rivals: list[int]) -> bool:
        new = [rival for rival in dict.fromkeys(rivals) if rival not in self.known]
        self.known.update(new)
        for program in self.programs:
            program.add(self.rivals[:, new])
        return bool(new)

    def _solve(self, units: Positions) -> None:
        parts = np.array_split(units, len(self.programs))
        with ThreadPoolExecutor(len(self.programs)) as pool:
            for part, found in zip(parts, pool.map(self._solve_part, self.programs, parts), strict=True):
                self.weights[:, part] = found

    def _solve_part(self, program: _Program, units: Positions) -> Matrix:
        found = np.empty((len(self.own), len(units)))
        for position in _from_one_to_the_next(self.own[:, units]):
            found[:, position] = program.solve(self.own[:, units[position]])
        return found


class _Program:
    """The dual of one unit's program, whose few rows are the children and whose columns are the rivals: another unit
    changes some coefficients, another rival adds a column, and the last basis is where the next search begins.

    With the weights w, the own sum s = w . own and the shares p, the program is: s as great as possible, w . rival <= 1
    for every rival, least * s <= w_i * own_i <= most * s. Its dual has a column of cost 1 for each rival, one for the
    definition of s, and one for each bound that can bind; its prices are the weights.
    """

    def __init__(self, least: Vector, most: Vector) -> None:
        k = len(least)
        self.children, self.rows = np.arange(k, dtype=np.int32), np.arange(k + 1, dtype=np.int32)
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in SOLVER.items():
            self.highs.setOptionValue(option, value)
        nothing = np.empty(0, dtype=np.int32)
        for low, high in (*((0.0, highspy.kHighsInf) for _ in range(k)), (1.0, 1.0)):
            self.highs.addRow(low, high, 0, nothing, np.empty(0))
        self.highs.addCol(0.0, -highspy.kHighsInf, highspy.kHighsInf, k + 1, self.rows, np.append(-np.ones(k), 1.0))
        # What another unit changes: the row and the column of a coefficient, and its sign before the child's score.
        self.changes = [(child, 0, -1.0) for child in range(k)]
        for bounds, sign in ((least, 1.0), (np.where(most < 1, -most, 0.0), -1.0)):
            for child in np.flatnonzero(bounds).tolist():
                self.changes.append((child, self.highs.getNumCol(), -sign))
                both = np.array([child, k], dtype=np.int32)
                self.highs.addCol(0.0, 0.0, highspy.kHighsInf, 2, both, np.array([-sign, bounds[child]]))

    def add(self, rivals: Matrix) -> None:
        for scores in rivals.T:
            self.highs.addCol(1.0, 0.0, highspy.kHighsInf, len(scores), self.children, np.ascontiguousarray(scores))

    def solve(self, own: Vector) -> Vector:
        scores = own.tolist()
        for child, column, sign in self.changes:
            self.highs.changeCoeff(child, column, sign * scores[child])
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError("the solver did not come to an end")
        prices = np.array(self.highs.getSolution().row_dual[: len(own)])
        return np.asarray(np.maximum(prices, 0.0))


def _not_below(rivals: Matrix, units: int) -> Flags:
    """bool[n]: the rivals that might matter: another that is nowhere below takes the place of those left out."""
    keep = np.ones(rivals.shape[1], dtype=np.bool_)
    strongest = np.argsort(-rivals.sum(axis=0), kind="stable")
    # It pays where many units are compared with many rivals.
    for one in strongest[: min(units // 16, 256)].tolist():
        if keep[one]:
            below = keep.copy()
            for scores in rivals:
                below &= scores <= scores[one]
            below[one] = False
            keep &= ~below
    return keep
