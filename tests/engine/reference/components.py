"""Weights from principal components by other ways: a matrix multiplied by itself, and angles from three trials."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from itertools import combinations

Table = list[list[float]]
Exact = list[list[Decimal]]


def eigen(correlations: Table) -> list[tuple[float, list[float]]]:
    """Eigenvalues, greatest first, with their vectors: what a power of the matrix leaves is the first alone."""
    k = range(len(correlations))
    with localcontext(prec=60):
        left: Exact = [[Decimal(cell) for cell in row] for row in correlations]
        found = []
        for _ in k:
            power = left
            for _ in range(45):
                squared = [[sum((power[i][m] * power[m][j] for m in k), Decimal(0)) for j in k] for i in k]
                trace = sum((squared[i][i] for i in k), Decimal(0))
                if trace == 0:
                    break
                power = [[cell / trace for cell in row] for row in squared]
            best = max(k, key=lambda i: power[i][i])
            length = sum((cell * cell for cell in power[best]), Decimal(0)).sqrt()
            vector = [cell / length if length else cell for cell in power[best]]
            value = sum((vector[i] * left[i][j] * vector[j] for i in k for j in k), Decimal(0))
            left = [[left[i][j] - value * vector[i] * vector[j] for j in k] for i in k]
            found.append((float(value), [float(one) for one in vector]))
    return found


def turned(loadings: Table) -> Table:
    """Varimax: the criterion of two columns is a + b cos 4x + c sin 4x, which three trials tell."""
    lengths = [math.sqrt(math.fsum(one * one for one in row)) or 1.0 for row in loadings]
    rows = [[one / length for one in row] for row, length in zip(loadings, lengths, strict=True)]
    for _ in range(300):
        for i, j in combinations(range(len(loadings[0])), 2):
            none, eighth, quarter = (_simplicity(rows, i, j, x) for x in (0.0, math.pi / 8, math.pi / 4))
            middle = (none + quarter) / 2
            if math.hypot(none - middle, eighth - middle) > 1e-13:
                _turn(rows, i, j, math.atan2(eighth - middle, none - middle) / 4)
    return [[one * length for one in row] for row, length in zip(rows, lengths, strict=True)]


def _simplicity(rows: Table, i: int, j: int, angle: float) -> float:
    """How much the squares of the two columns vary, after a turn."""
    trial = [list(row) for row in rows]
    _turn(trial, i, j, angle)
    total = 0.0
    for column in (i, j):
        squares = [row[column] ** 2 for row in trial]
        total += math.fsum(one * one for one in squares) - math.fsum(squares) ** 2 / len(rows)
    return total


def _turn(rows: Table, i: int, j: int, angle: float) -> None:
    for row in rows:
        x, y = row[i], row[j]
        row[i], row[j] = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)


def greatest_squares(correlations: Table, kept: int) -> list[float]:
    """Of each child, on the components that are kept."""
    first = eigen(correlations)[:kept]
    loadings = [
        [vector[child] * math.sqrt(max(value, 0)) for value, vector in first] for child in range(len(correlations))
    ]
    rows = turned(loadings) if kept > 1 else loadings
    return [max(one * one for one in row) for row in rows]
