"""The weights of a node's children, for one unit after the other, by the definitions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.engine.reference.normalise import Bad, row_in_force
from tests.engine.reference.numbers import twelve

Weights = dict[str, float]


def weights(
    method: str, rule: Any, children: tuple[str, ...], period: str, groups: dict[str, str]
) -> dict[str, Weights]:
    """Unit -> child -> weight. `groups`: the peer group of each unit."""
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
