"""What a reader can work out of the cells that are not published, from all that are."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import highspy
import numpy as np

from tarazy.engine.model.numbers import Vector

Row = dict[int, int | Fraction]

NEAR: Final = 1e-7
SOLVER: Final = {"output_flag": False, "threads": 1, "random_seed": 0}


@dataclass(frozen=True)
class Relation:
    """The cell `total` is the sum of the cells `parts`; cells are named by their places in the table."""

    total: int
    parts: tuple[int, ...]

    @property
    def cells(self) -> tuple[int, ...]:
        return (self.total, *self.parts)


def determined(hidden: Collection[int], relations: Iterable[Relation]) -> list[int]:
    """The hidden cells whose values follow exactly from the published ones, in order.

    Formula: every relation sum(parts) - total = 0, with what is published moved to the right, is a row of A x = b over
    the hidden cells x. Cell i is determined if and only if its unit vector lies in the row space of A, that is, if in
    the reduced echelon form of A the row of pivot i holds nothing else. Computed in fractions, so without rounding.
    Parameters: `hidden`, cells that are not published; whatever else `relations` name is taken as published.
    Source: L. H. Cox, Suppression methodology and statistical disclosure control, Journal of the American Statistical
    Association 75 (1980); A. Hundepool et al., Statistical Disclosure Control (2012), chapter 4.

    >>> by_sex = [Relation(0, (1, 2))]
    >>> determined({1}, by_sex), determined({1, 2}, by_sex)
    ([1], [])
    """
    pivots: dict[int, Row] = {}
    for relation in relations:
        row = _reduced(_row(relation, hidden), pivots)
        if row:
            _take(row, pivots)
    return sorted(cell for cell, row in pivots.items() if len(row) == 1)


def _row(relation: Relation, hidden: Collection[int]) -> Row:
    row: Row = {part: 1 for part in relation.parts if part in hidden}
    return row | {relation.total: -1} if relation.total in hidden else row


def _reduced(row: Row, pivots: dict[int, Row]) -> Row:
    """A row without the pivots that are there; these hold no pivot but their own."""
    for cell in [cell for cell in row if cell in pivots]:
        _subtract(row, pivots[cell], row[cell])
    return row


def _take(row: Row, pivots: dict[int, Row]) -> None:
    pivot = next(iter(row))
    scale = row[pivot]
    scaled = {cell: value * scale if scale in (1, -1) else Fraction(value) / scale for cell, value in row.items()}
    for other in pivots.values():
        if pivot in other:
            _subtract(other, scaled, other[pivot])
    pivots[pivot] = scaled


def _subtract(row: Row, other: Row, times: int | Fraction) -> None:
    for cell, value in other.items():
        left = row.get(cell, 0) - times * value
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def pinned(counts: Vector, hidden: Collection[int], relations: Sequence[Relation]) -> list[int]:
    """The hidden counts of which only one whole number can be true, since no count is below nought, in order.

    Formula: for each hidden cell the least and the greatest x_i with A x = b, x >= 0 (A as in `determined`, b from the
    published cells), two linear programs; it is pinned where only one whole number lies between them.
    Parameters: `counts` float64[n], whole numbers that keep the relations, the hidden ones too.
    Source: M. Fischetti, J.-J. Salazar-Gonzalez, Solving the cell suppression problem on tabular data with linear
    constraints, Management Science 47 (2001), the attacker's problem.

    >>> both = [Relation(0, (1, 2)), Relation(3, (2, 4))]
    >>> pinned(np.array([7.0, 3, 4, 9, 5]), {1, 2, 4}, both)
    []
    >>> pinned(np.array([3.0, 3, 0, 0, 0]), {1, 2, 4}, both)  # the second total leaves nothing for its parts
    [1, 2, 4]
    """
    cells = sorted(hidden)
    program = _Program(counts, cells, relations)
    return [cell for at, cell in enumerate(cells) if program.whole_numbers(at) <= 1]


class _Program:
    """The linear program of a reader, kept warm from cell to cell."""

    def __init__(self, counts: Vector, cells: Sequence[int], relations: Iterable[Relation]) -> None:
        self.count = len(cells)
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in SOLVER.items():
            self.highs.setOptionValue(option, value)
        places = {cell: at for at, cell in enumerate(cells)}
        for _cell in cells:
            self.highs.addVar(0.0, highspy.kHighsInf)
        for relation in relations:
            row = _row(relation, places)
            if row:
                known = sum(float(sign) * float(counts[cell]) for cell, sign in row.items())
                at = np.array([places[cell] for cell in row], dtype=np.int32)
                self.highs.addRow(known, known, len(row), at, np.array([float(sign) for sign in row.values()]))

    def whole_numbers(self, at: int) -> float:
        """How many whole numbers a cell may be, as far as everything published says."""
        low, high = self._end(at, 1.0), self._end(at, -1.0)
        return math.inf if math.isinf(high) else math.floor(high + NEAR) - math.ceil(low - NEAR) + 1

    def _end(self, at: int, sign: float) -> float:
        self.highs.changeColCost(at, sign)
        self.highs.run()
        status = self.highs.getModelStatus()
        value = sign * self.highs.getInfo().objective_function_value
        self.highs.changeColCost(at, 0.0)
        if status == highspy.HighsModelStatus.kOptimal:
            return float(value)
        return -math.inf if sign > 0 else math.inf
