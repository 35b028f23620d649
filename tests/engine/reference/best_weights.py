"""The greatest sum that a unit can have by weights that give no rival more than 1: every corner is tried, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

Row = list[Fraction]


def greatest_sum(own: Sequence[float], rivals: Sequence[Sequence[float]], least: Row, most: Row) -> Fraction:
    """Over the shares p of the own sum, which lie between `least` and `most` and make 1: the rival that gets most gets
    t * s, with t = max of the sum of p_i * rival_i / own_i, and s = 1 / t. The least t lies where as many bounds meet
    as there are unknowns. Every score is above zero.
    """
    k = len(own)
    above: list[tuple[Row, Fraction]] = []  # sum of row * (p, t) >= right
    for rival in rivals:
        above.append(
            ([-Fraction(r) / Fraction(o) for r, o in zip(rival, own, strict=True)] + [Fraction(1)], Fraction(0))
        )
    for i in range(k):
        unit = [Fraction(int(i == j)) for j in range(k + 1)]
        above += [(unit, least[i]), ([-one for one in unit], -most[i])]
    whole = ([Fraction(1)] * k + [Fraction(0)], Fraction(1))
    found = []
    for some in combinations(above, k):
        corner = _meeting([whole, *some])
        if corner is not None and all(_product(row, corner) >= right for row, right in above):
            found.append(corner[k])
    return 1 / min(found)


def _meeting(equations: Sequence[tuple[Row, Fraction]]) -> Row | None:
    """The one point at which all equations hold; None if there is no such point."""
    table = [[*row, right] for row, right in equations]
    n = len(table)
    for column in range(n):
        pivot = next((row for row in range(column, n) if table[row][column] != 0), None)
        if pivot is None:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        table[column] = [cell / table[column][column] for cell in table[column]]
        for row in range(n):
            if row != column and table[row][column] != 0:
                by = table[row][column]
                table[row] = [cell - by * own for cell, own in zip(table[row], table[column], strict=True)]
    return [row[n] for row in table]


def _product(row: Row, point: Row) -> Fraction:
    return sum((one * other for one, other in zip(row, point, strict=True)), Fraction(0))
