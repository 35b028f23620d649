"""The weights of a node's children, for one unit after the other, by the definitions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.engine.reference.normalise import Bad, row_in_force

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
    assert method == "given"
    row = row_in_force(rule.dated, period).weights
    return {child: row[child] for child in children}


def _by_peer_group(rule: Any, children: tuple[str, ...], period: str, groups: dict[str, str]) -> dict[str, Weights]:
    rows = row_in_force(rule.dated, period).groups
    without = [unit for unit, group in groups.items() if group not in rows]
    if without:
        raise Bad(without)
    return {unit: {child: rows[group][child] for child in children} for unit, group in groups.items()}
