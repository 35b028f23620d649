"""A missing value told from other indicators: least squares by exact fractions, likelihood in fifty digits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

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


# -- expectation-maximisation, in the way of Little and Rubin: one matrix of means and covariances, swept.

Table = list[list[Decimal]]


def told_by_expectation(values: Values, others: Sequence[Values], units: Sequence[str], p: Any) -> Values:
    """What stands for the missing values of one group, by unit."""
    variables = [values, *others]
    known = {unit: [at for at, one in enumerate(variables) if unit in one] for unit in units}
    wanted = [unit for unit in units if known[unit] and 0 not in known[unit]]
    whole = [unit for unit in units if len(known[unit]) == len(variables)]
    if not wanted:
        return {}
    rows = [[Fraction(1), *(Fraction(one[unit]) for one in variables)] for unit in whole]
    if len(whole) < len(others) + 2 or _solved(_normal(rows, [Fraction(0)] * len(rows))) is None:
        raise Bad(wanted)
    with localcontext(prec=50):
        some = [unit for unit in units if known[unit]]
        scales = [_scale([Decimal(one[unit]) for unit in some if unit in one]) for one in variables]
        scaled = [
            {unit: (Decimal(one[unit]) - mean) / deviation for unit in some if unit in one}
            for one, (mean, deviation) in zip(variables, scales, strict=True)
        ]
        table = _settled(scaled, some, known, p)
        if table is None:
            raise Bad(wanted)
        mean, deviation = scales[0]
        return {unit: float(mean + deviation * _filled(scaled, unit, known[unit], table)[0]) for unit in wanted}


def _scale(numbers: list[Decimal]) -> tuple[Decimal, Decimal]:
    mean = sum(numbers, Decimal()) / len(numbers)
    return mean, (sum(((one - mean) ** 2 for one in numbers), Decimal()) / len(numbers)).sqrt()


def _settled(
    scaled: Sequence[dict[str, Decimal]], units: list[str], known: dict[str, list[int]], p: Any
) -> Table | None:
    """Row and column 0: -1 and the means; the rest: the covariances."""
    k, n = len(scaled), len(units)
    table = [[Decimal(one == other) for other in range(k + 1)] for one in range(k + 1)]
    table[0] = [Decimal(-1), *[Decimal(0)] * k]
    for _ in range(p.most_iterations):
        sums = [[Decimal(0)] * (k + 1) for _ in range(k + 1)]
        for unit in units:
            whole = [Decimal(1), *_filled(scaled, unit, known[unit], table)]
            swept = _swept(table, known[unit])
            for one in range(k + 1):
                for other in range(k + 1):
                    sums[one][other] += whole[one] * whole[other]
                    if one and other and one - 1 not in known[unit] and other - 1 not in known[unit]:
                        sums[one][other] += swept[one][other]
        new = [[number / n for number in row] for row in sums]
        new = _sweep(new, 0)
        change = max(abs(a - b) for row, old in zip(new, table, strict=True) for a, b in zip(row, old, strict=True))
        table = new
        if change < Decimal(p.tolerance):
            return table
    return None


def _filled(scaled: Sequence[dict[str, Decimal]], unit: str, known: list[int], table: Table) -> list[Decimal]:
    swept = _swept(table, known)
    return [
        one[unit] if at in known else swept[0][at + 1] + sum(swept[by + 1][at + 1] * scaled[by][unit] for by in known)
        for at, one in enumerate(scaled)
    ]


def _swept(table: Table, known: list[int]) -> Table:
    for at in known:
        table = _sweep(table, at + 1)
    return table


def _sweep(table: Table, at: int) -> Table:
    pivot, size = table[at][at], range(len(table))
    return [
        [
            -1 / pivot
            if row == column == at
            else table[row][column] / pivot
            if at in (row, column)
            else table[row][column] - table[row][at] * table[at][column] / pivot
            for column in size
        ]
        for row in size
    ]
