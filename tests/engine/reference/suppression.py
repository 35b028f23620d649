"""What a reader can work out of a published table, the slow and obvious way."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

from tarazy.engine.statistics.suppression.solved import Relation


def rank(rows: Sequence[Sequence[int]]) -> int:
    """The rank of a matrix by elimination in fractions."""
    left = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in range(found, len(left)) if left[row][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for row in range(found + 1, len(left)):
            times = left[row][column] / left[found][column]
            left[row] = [value - times * other for value, other in zip(left[row], left[found], strict=True)]
        found += 1
    return found


def determined(hidden: set[int], relations: Sequence[Relation]) -> list[int]:
    """A cell is determined where its unit vector adds nothing to the rank of the equations."""
    cells = sorted(hidden)
    rows = [[1 if cell in one.parts else -1 if cell == one.total else 0 for cell in cells] for one in relations]
    before = rank(rows)
    units = [[int(cell == other) for other in cells] for cell in cells]
    return [cell for cell, unit in zip(cells, units, strict=True) if rank([*rows, unit]) == before]


def possible(counts: Sequence[int], hidden: set[int], relations: Sequence[Relation]) -> dict[int, set[int]]:
    """Every whole number that each hidden cell may be, by trying all tables that keep what is published."""
    cells, most = sorted(hidden), max(counts)
    found: dict[int, set[int]] = {cell: set() for cell in cells}
    for guess in itertools.product(range(most + 1), repeat=len(cells)):
        table = list(counts)
        for cell, value in zip(cells, guess, strict=True):
            table[cell] = value
        if all(sum(table[part] for part in one.parts) == table[one.total] for one in relations):
            for cell, value in zip(cells, guess, strict=True):
                found[cell].add(value)
    return found
