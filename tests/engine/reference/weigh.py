"""The weights of a node's children, for one unit after the other, by the definitions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from tests.engine.reference.normalise import Bad, row_in_force
from tests.engine.reference.numbers import twelve

Weights = dict[str, float]
Scores = dict[str, list[float | None]]


def weights(
    method: str, rule: Any, children: tuple[str, ...], period: str, groups: dict[str, str], scores: Scores
) -> dict[str, Weights]:
    """Unit -> child -> weight. `groups`: the peer group of each unit; `scores`: child -> the score of each unit."""
    if method in FROM_SCORES:
        found = _from_scores(children, scores, FROM_SCORES[method])
        return dict.fromkeys(groups, found)
    if method == "by_peer_group":
        return _by_peer_group(rule, children, period, groups)
    return dict.fromkeys(groups, _for_everybody(method, rule, children, period))


def _for_everybody(method: str, rule: Any, children: tuple[str, ...], period: str) -> Weights:
    if method == "equal":
        return {child: 1 / len(children) for child in children}
    if method == "budget_allocation":
        given = {child: sum(Fraction(one.points[child]) for one in rule.experts) for child in children}
        return {child: float(given[child] / (len(rule.experts) * Fraction(rule.total))) for child in children}
    if method == "ahp":
        return _ahp(rule, children)
    assert method == "given"
    row = row_in_force(rule.dated, period).weights
    return {child: row[child] for child in children}


def _by_peer_group(rule: Any, children: tuple[str, ...], period: str, groups: dict[str, str]) -> dict[str, Weights]:
    rows = row_in_force(rule.dated, period).groups
    without = [unit for unit, group in groups.items() if group not in rows]
    if without:
        raise Bad(without)
    return {unit: {child: rows[group][child] for child in children} for unit, group in groups.items()}


def _ahp(rule: Any, children: tuple[str, ...]) -> Weights:
    """By squaring the table, whose rows become alike: another way than stepping from one vector to the next."""
    table = [[1.0 for _ in children] for _ in children]
    for one in rule.comparisons:
        row, column = children.index(one.child), children.index(one.over)
        table[row][column] = one.times
        table[column][row] = 1 / one.times
    k = range(len(children))
    first = table
    for _ in range(10):
        squared = [[sum(table[i][m] * table[m][j] for m in k) for j in k] for i in k]
        largest = max(max(row) for row in squared)
        table = [[cell / largest for cell in row] for row in squared]
    sums = [sum(row) for row in table]
    weights = [one / sum(sums) for one in sums]
    greatest = sum(first[i][j] * weights[j] for i in k for j in k)
    random = {3: 0.58, 4: 0.90}
    if len(children) > 2:
        ratio = max(0.0, (greatest - len(children)) / (len(children) - 1) / random[len(children)])
        if twelve(ratio) > twelve(rule.consistency_limit):
            raise Bad(None)
    return dict(zip(children, weights, strict=True))


def _from_scores(
    children: tuple[str, ...], scores: Scores, find: Callable[[list[list[float]]], list[float]]
) -> Weights:
    if len(children) == 1:
        return {children[0]: 1.0}
    units = [unit for unit in zip(*(scores[child] for child in children), strict=True) if None not in unit]
    if len(units) < 2:
        raise Bad(None)
    columns = [[float(unit[i] or 0) for unit in units] for i in range(len(children))]
    constant = sum(twelve(min(column)) == twelve(max(column)) for column in columns)
    if constant:
        raise Bad(*[None] * constant)
    found = find(columns)
    return {child: one / sum(found) for child, one in zip(children, found, strict=True)}


def _entropy(columns: list[list[float]]) -> list[float]:
    negative = sum(any(score < 0 for score in column) for column in columns)
    if negative:
        raise Bad(*[None] * negative)
    return [_divergence(column) for column in columns]


def _divergence(column: list[float]) -> float:
    """1 - entropy, with many more digits than a double has."""
    with localcontext(prec=60):
        total = sum(Decimal(score) for score in column)
        shares = [Decimal(score) / total for score in column]
        return float(1 + sum(share * share.ln() for share in shares if share) / Decimal(len(column)).ln())


def _critic(columns: list[list[float]]) -> list[float]:
    with localcontext(prec=60):
        found = []
        for own in columns:
            conflict = sum(1 - _correlation(own, other) for other in columns if other is not own)
            found.append((_covariance(own, own).sqrt(), conflict))
        if all(twelve(float(1 - conflict)) == 1 for _, conflict in found):
            raise Bad(None)
        return [float(deviation * conflict) for deviation, conflict in found]


def _correlation(one: list[float], other: list[float]) -> Decimal:
    return _covariance(one, other) / (_covariance(one, one) * _covariance(other, other)).sqrt()


def _covariance(one: list[float], other: list[float]) -> Decimal:
    n = len(one)
    mean, other_mean = sum(map(Decimal, one)) / n, sum(map(Decimal, other)) / n
    pairs = zip(one, other, strict=True)
    return Decimal(sum((Decimal(a) - mean) * (Decimal(b) - other_mean) for a, b in pairs)) / n


FROM_SCORES = {"entropy": _entropy, "critic": _critic}
