"""Which cells are left out: those that are too small, and with them others, so that the first cannot be worked out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import highspy
import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.statistics.suppression.solved import SOLVER, Relation, determined, pinned

MOVED: Final = 1e-6  # what a solution moves by less is noise of the solver


def small(counts: Vector, least: int) -> list[int]:
    """The cells with too few: at least one and fewer than `least`. Nobody is nobody, and may be said.

    Parameters: `counts` float64[n], NaN where nothing is known.

    >>> small(np.array([0.0, 2, 5, np.nan]), least=5)
    [1]
    """
    with np.errstate(invalid="ignore"):
        return [int(cell) for cell in np.flatnonzero((counts > 0) & (counts < least))]


def suppressed(counts: Vector, primary: Collection[int], relations: Sequence[Relation]) -> list[int]:
    """The primary cells, and others chosen so that none of them all can be worked out, in order.

    Formula: for each exposed cell i the cheapest way to move it by one without moving a published total: least
    sum(c_j |y_j|) with A y = 0, y_i = 1, y >= -counts, A the relations; every cell that moves is hidden. c_j is the
    count of j (what is lost is what it would have told), nothing where j is hidden already; nought hides nobody and
    is the dearest. So x and x + y both keep all that is published and no count falls below nought. A cell is exposed
    while `determined` or `pinned` names it; they are asked again until they name none, so the choice is good, not
    always the best, and never unsafe.
    Parameters: `counts` float64[n], NaN (unknown) counts as one; `primary`, the cells that are hidden whatever happens.
    Source: J. P. Kelly, B. L. Golden, A. A. Assad, Cell suppression: disclosure protection for sensitive tabular data,
    Networks 22 (1992); L. H. Cox, Journal of the American Statistical Association 75 (1980); M. Fischetti,
    J.-J. Salazar-Gonzalez, Management Science 47 (2001); A. Hundepool et al., Statistical Disclosure Control (2012).

    >>> districts = [Relation(0, (1, 2, 3))]
    >>> suppressed(np.array([60.0, 2, 40, 18]), [1], districts)
    [1, 3]
    """
    known = np.where(np.isnan(counts), 1.0, counts)
    hidden = set(primary)
    program = _Program(known, hidden, relations)
    while exposed := _exposed(known, hidden, relations):
        moved = {cell for one in exposed for cell in program.moved_with(one)}
        if moved <= hidden:  # the counts do not keep the relations: hide whatever stands beside
            moved = {cell for one in relations if not moved.isdisjoint(one.cells) for cell in one.cells}
        if moved <= hidden:
            break
        hidden |= moved
    return sorted(hidden)


def _exposed(counts: Vector, hidden: set[int], relations: Sequence[Relation]) -> list[int]:
    """What could be worked out; only relations with a hidden cell say anything, and only of the cells in them."""
    touched = [one for one in relations if not hidden.isdisjoint(one.cells)]
    related = hidden & {cell for one in touched for cell in one.cells}
    return determined(related, touched) or pinned(counts, related, touched)


class _Program:
    """The linear program of who hides, kept warm from cell to cell. Each cell has two columns: more, less."""

    def __init__(self, counts: Vector, hidden: Collection[int], relations: Sequence[Relation]) -> None:
        self.counts = counts
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in SOLVER.items():
            self.highs.setOptionValue(option, value)
        dearest = float(np.max(counts, initial=0.0)) + 1.0
        for cell, count in enumerate(counts.tolist()):
            self.highs.addVars(2, np.zeros(2), np.array([highspy.kHighsInf, count]))
            self._cost(cell, 0.0 if cell in hidden else count or dearest)
        for relation in relations:
            cells = np.array(relation.cells, dtype=np.int32)
            signs = np.array([-1.0, *([1.0] * len(relation.parts))])
            columns, values = np.concatenate([2 * cells, 2 * cells + 1]), np.concatenate([signs, -signs])
            self.highs.addRow(0.0, 0.0, len(columns), columns.astype(np.int32), values)

    def moved_with(self, cell: int) -> list[int]:
        """The cells that move when one is moved by one in the cheapest way; they cost nothing from now on."""
        count = float(self.counts[cell])
        self.highs.changeColBounds(2 * cell, 1.0, 1.0)
        self.highs.changeColBounds(2 * cell + 1, 0.0, 0.0)
        self.highs.run()
        found = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        moves = np.array(self.highs.getSolution().col_value) if found else np.zeros(2 * len(self.counts))
        self.highs.changeColBounds(2 * cell, 0.0, highspy.kHighsInf)
        self.highs.changeColBounds(2 * cell + 1, 0.0, count)
        moved = np.flatnonzero(np.abs(moves[0::2] - moves[1::2]) > MOVED).tolist()
        for one in moved:
            self._cost(one, 0.0)
        return [cell, *moved]

    def _cost(self, cell: int, cost: float) -> None:
        for column in (2 * cell, 2 * cell + 1):
            self.highs.changeColCost(column, cost)
