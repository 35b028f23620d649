"""The units most like one: near by what is known of both, ties by id, nothing of one wild value."""

from __future__ import annotations

import math
from statistics import median

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tarazy.engine.statistics.neighbours import neighbours

UNITS = ["a", "b", "c", "d"]
NAN = float("nan")


def slowly(unit: str, table: dict[str, list[float]]) -> list[tuple[float, str]]:
    """By definition, unit by unit."""
    scales = []
    for at in range(len(table[unit])):
        known = [row[at] for row in table.values() if not math.isnan(row[at])]
        if len(known) < 2:
            scales.append(0.0)
            continue
        spread = 1.4826 * median(abs(x - median(known)) for x in known)
        if not spread:
            mean = math.fsum(known) / len(known)
            spread = math.sqrt(math.fsum((x - mean) ** 2 for x in known) / (len(known) - 1))
        scales.append(spread)
    usable = sum(1 for scale in scales if scale > 0)
    found = []
    for other, row in table.items():
        apart = [
            (x - y) / scale
            for x, y, scale in zip(row, table[unit], scales, strict=True)
            if scale > 0 and not math.isnan(x) and not math.isnan(y)
        ]
        if other != unit and apart and len(apart) >= usable / 2:
            found.append((math.sqrt(math.fsum(x * x for x in apart) / len(apart)), other))
    return sorted(found)


numbers = st.one_of(st.just(NAN), st.integers(-50, 50).map(float))


@given(st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=2, max_size=9))
def test_the_slow_way_finds_the_same(rows: list[list[float]]) -> None:
    table = {f"u{at}": row for at, row in enumerate(rows)}
    found = neighbours("u0", list(table), np.array(rows), count=20)
    slow = slowly("u0", table)
    assert {one.unit for one in found} == {unit for _, unit in slow}
    for one in found:
        distance = next(distance for distance, unit in slow if unit == one.unit)
        assert math.isclose(one.distance, distance, rel_tol=1e-9, abs_tol=1e-12)
    assert [one.distance for one in found] == sorted(one.distance for one in found)


def test_of_equally_near_units_the_lower_id_comes_first_and_only_so_many() -> None:
    table = np.array([[0.0], [1.0], [-1.0], [1.0]])
    assert [one.unit for one in neighbours("a", UNITS, table, 2)] == ["b", "c"]


def test_one_wild_value_does_not_bring_the_others_together() -> None:
    calm, wild = np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([[1.0], [2.0], [3.0], [4e6]])
    assert neighbours("a", UNITS, calm, 1)[0].unit == neighbours("a", UNITS, wild, 1)[0].unit == "b"
    assert neighbours("a", UNITS, wild, 1)[0].distance > 0.5


def test_who_has_too_little_in_common_is_not_compared() -> None:
    table = np.array([[1.0, 1.0, 1.0], [2.0, NAN, NAN], [3.0, 4.0, NAN], [4.0, 5.0, 6.0]])
    assert [(one.unit, one.variables) for one in neighbours("a", UNITS, table, 9)] == [("c", 2), ("d", 3)]
    assert neighbours("a", UNITS, np.full((4, 2), NAN), 9) == []


def test_what_is_the_same_for_all_says_nothing() -> None:
    table = np.array([[5.0, 1.0], [5.0, 2.0], [5.0, 3.0], [5.0, 4.0]])
    assert [one.variables for one in neighbours("a", UNITS, table, 9)] == [1, 1, 1]
