"""A missing value told from other indicators: least squares by exact fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from tests.engine.reference.normalise import Bad

Values = dict[str, float]
Row = list[Fraction]


def told_by_regression(
    values: Values, others: Sequence[Values], group_of: Mapping[str, str], asked: set[str]
) -> Values:
    """What stands for the missing values of those who have all the others."""
    wanted = [unit for unit in group_of if unit in asked and unit not in values and _has_all(unit, others)]
    found: Values = {}
    few: list[str] = []
    flat: list[str] = []
    for group in {group_of[unit] for unit in wanted}:
        mine = [unit for unit in wanted if group_of[unit] == group]
        whole = [one for one in group_of if group_of[one] == group and one in asked and one in values]
        whole = [one for one in whole if _has_all(one, others)]
        rows = [[Fraction(1), *(Fraction(other[one]) for other in others)] for one in whole]
        if len(whole) < len(others) + 2:
            few += mine
        elif (plane := _solved(_normal(rows, [Fraction(values[one]) for one in whole]))) is None:
            flat += mine
        else:
            for unit in mine:
                row = [Fraction(1), *(Fraction(other[unit]) for other in others)]
                found[unit] = float(_times(plane, row))
    if few or flat:
        raise Bad(*(units for units in (few, flat) if units))
    return found


def _has_all(unit: str, others: Iterable[Values]) -> bool:
    return all(unit in other for other in others)


def _times(one: Row, other: Row) -> Fraction:
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction())


def _normal(rows: list[Row], right: Row) -> list[Row]:
    """The normal equations, each with its right side last."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    return [[*(_times(one, other) for other in columns), _times(one, right)] for one in columns]


def _solved(equations: list[Row]) -> Row | None:
    """By elimination; None where one equation follows from the others."""
    for at in range(len(equations)):
        pivot = next((row for row in range(at, len(equations)) if equations[row][at] != 0), None)
        if pivot is None:
            return None
        equations[at], equations[pivot] = equations[pivot], equations[at]
        equations[at] = [number / equations[at][at] for number in equations[at]]
        for row in range(len(equations)):
            if row != at:
                by = equations[row][at]
                equations[row] = [a - by * b for a, b in zip(equations[row], equations[at], strict=True)]
    return [row[-1] for row in equations]
