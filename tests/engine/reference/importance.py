"""Weights by which children are as important as wanted, with many digits and Cramer's rule."""

from __future__ import annotations

from decimal import Decimal, localcontext

Exact = list[list[Decimal]]


def weights(columns: list[list[float]], wanted: list[float], squared: bool) -> list[float] | None:
    """covariances . w = deviation * s; None where the covariances leave the weights open."""
    with localcontext(prec=80):
        exact = [[Decimal(score) for score in column] for column in columns]
        covariances = [[_covariance(one, other) for other in exact] for one in exact]
        shares = [Decimal(one).sqrt() if squared else Decimal(one) for one in wanted]
        right = [covariances[i][i].sqrt() * share for i, share in enumerate(shares)]
        whole = _determinant(covariances)
        size = Decimal(1)
        for i in range(len(columns)):
            size *= covariances[i][i]
        if whole <= Decimal("1e-30") * size:
            return None
        parts = []
        for i in range(len(columns)):
            replaced = [[*row[:i], one, *row[i + 1 :]] for row, one in zip(covariances, right, strict=True)]
            parts.append(_determinant(replaced) / whole)
        total = sum(parts, Decimal(0))
        return [float(part / total) for part in parts] if total > 0 else [-1.0] * len(parts)


def _covariance(one: list[Decimal], other: list[Decimal]) -> Decimal:
    n = len(one)
    mean, other_mean = sum(one, Decimal(0)) / n, sum(other, Decimal(0)) / n
    return sum(((a - mean) * (b - other_mean) for a, b in zip(one, other, strict=True)), Decimal(0)) / n


def _determinant(table: Exact) -> Decimal:
    if not table:
        return Decimal(1)
    total = Decimal(0)
    for column, cell in enumerate(table[0]):
        rest = [[*row[:column], *row[column + 1 :]] for row in table[1:]]
        total += (-1) ** column * cell * _determinant(rest)
    return total
