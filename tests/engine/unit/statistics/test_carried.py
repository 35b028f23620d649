"""Values carried over reforms: what is carried, what is not, and the same by the slow way."""

from __future__ import annotations

import datetime
import math
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.engine.statistics.carried import (
    Part,
    Period,
    Succession,
    carried_onto_former,
    carried_onto_present,
    pieces,
)
from tests.engine.reference.carried import divided, leaves_under

FIRST, SECOND = datetime.date(2018, 6, 19), datetime.date(2022, 6, 8)
BEFORE, BETWEEN, AFTER = datetime.date(2016, 12, 31), datetime.date(2020, 12, 31), datetime.date(2023, 12, 31)
SPLIT = (
    Succession("south", "west", FIRST, 0.75, "people 2017"),
    Succession("south", "east", FIRST, 0.25, "people 2017"),
)
CHAIN = (
    *SPLIT,
    Succession("west", "upper", SECOND, 0.5, "people 2021"),
    Succession("west", "lower", SECOND, 0.5, "people 2021"),
)


def test_shares_are_multiplied_along_a_chain() -> None:
    found = carried_onto_present(Period(BEFORE, {"south": 800.0}), CHAIN)
    assert {unit: one.value for unit, one in found.items()} == {"east": 200, "lower": 300, "upper": 300, "west": 600}
    assert found["upper"].parts == (Part("south", 0.375, ("people 2017", "people 2021")),)
    assert not found["upper"].is_exact


def test_a_reform_that_was_already_over_carries_nothing() -> None:
    assert carried_onto_present(Period(AFTER, {"south": 800.0}), CHAIN) == {}
    assert set(carried_onto_present(Period(BETWEEN, {"west": 600.0, "south": 800.0}), CHAIN)) == {"lower", "upper"}


def test_a_back_cast_of_the_source_is_never_replaced_and_stops_the_division_of_the_rest() -> None:
    assert carried_onto_present(Period(BEFORE, {"south": 800.0, "east": 190.0}), SPLIT) == {}
    rates = carried_onto_present(Period(BEFORE, {"south": 8.0, "east": 9.0}, {}), SPLIT)
    assert {unit: one.value for unit, one in rates.items()} == {"west": 8.0}


@pytest.mark.parametrize("share", [None, 0.5])
def test_a_part_that_is_not_known_to_the_whole_is_not_carried(share: float | None) -> None:
    torn = (SPLIT[0], Succession("south", "east", FIRST, share))
    assert carried_onto_present(Period(BEFORE, {"south": 800.0}), torn) == {}


def test_units_that_were_merged_add_up_or_are_averaged_by_their_weights() -> None:
    merged = (Succession("a", "c", FIRST, 1.0), Succession("b", "c", FIRST, 1.0))
    counts = carried_onto_present(Period(BEFORE, {"a": 3.0, "b": 4.0}), merged)["c"]
    assert (counts.value, counts.is_exact) == (7, True)
    rates = Period(BEFORE, {"a": 10.0, "b": 20.0}, {"a": 300.0, "b": 100.0})
    assert carried_onto_present(rates, merged)["c"].value == 12.5
    assert carried_onto_present(Period(BEFORE, {"a": 10.0}, rates.weights), merged) == {}
    assert carried_onto_present(Period(BEFORE, {"a": 10.0, "b": 20.0}, {"a": 300.0}), merged) == {}


def test_back_onto_a_former_unit_needs_all_its_parts_and_none_that_are_of_others_too() -> None:
    whole = carried_onto_former(Period(AFTER, {"upper": 1.0, "lower": 2.0, "east": 3.0}), CHAIN)
    assert (whole["south"].value, whole["west"].value, whole["south"].is_exact) == (6, 3, True)
    assert {part.unit for part in whole["south"].parts} == {"upper", "lower", "east"}
    assert set(carried_onto_former(Period(AFTER, {"upper": 1.0, "lower": 2.0}), CHAIN)) == {"west"}
    mixed = (*SPLIT, Succession("north", "east", FIRST, 0.1))
    assert carried_onto_former(Period(AFTER, {"west": 1.0, "east": 3.0}), mixed) == {}


def test_nothing_is_carried_round_in_a_circle() -> None:
    round_about = (Succession("a", "b", FIRST, 1.0), Succession("b", "a", SECOND, 1.0))
    assert carried_onto_present(Period(BEFORE, {"c": 1.0}), round_about) == {}
    assert carried_onto_former(Period(AFTER, {"c": 1.0}), round_about) == {}


@st.composite
def reforms(draw: st.DrawFn) -> tuple[Succession, ...]:
    """Units that are divided again and again, one reform a year."""
    seed = draw(st.integers(0, 10_000))
    chance = random.Random(seed)
    open_units, rows, count = ["0"], [], 1
    for year in range(chance.randint(1, 4)):
        unit = chance.choice(open_units)
        cuts = [chance.random() + 0.01 for _ in range(chance.randint(2, 4))]
        names = [str(count + at) for at in range(len(cuts))]
        count += len(cuts)
        on = datetime.date(2017 + year, 6, 1)
        rows += [Succession(unit, name, on, cut / sum(cuts), "x") for name, cut in zip(names, cuts, strict=True)]
        open_units = [one for one in open_units if one != unit] + names
    return tuple(rows)


def ends(rows: tuple[Succession, ...]) -> list[str]:
    return sorted({row.to_unit for row in rows} - {row.from_unit for row in rows})


values = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)


@given(values, st.lists(st.floats(0.001, 1), min_size=1, max_size=12))
def test_pieces_add_up_to_the_last_bit_in_any_order(value: float, shares: list[float]) -> None:
    found = pieces(value, shares)
    assert sum(found) == sum(reversed(found)) == math.fsum(found) == value


@given(reforms(), values)
def test_what_is_divided_adds_up_exactly_and_comes_back_exactly(rows: tuple[Succession, ...], value: float) -> None:
    there = carried_onto_present(Period(BEFORE, {"0": value}), rows)
    parts = {unit: there[unit].value for unit in ends(rows)}
    assert math.fsum(parts.values()) == value
    back = carried_onto_former(Period(BEFORE, parts), rows)
    assert back["0"].value == value


@given(reforms(), values)
def test_the_slow_way_comes_to_the_same(rows: tuple[Succession, ...], value: float) -> None:
    found = carried_onto_present(Period(BEFORE, {"0": value}), rows)
    for unit in {row.to_unit for row in rows}:
        slow = divided(unit, BEFORE, {"0": value}, rows)
        assert slow is not None
        assert abs(Fraction(found[unit].value) - slow) <= 8 * Fraction(math.ulp(value))


@given(reforms(), st.data())
def test_a_mean_lies_between_its_parts_and_by_the_slow_way_comes_to_the_same(
    rows: tuple[Succession, ...], data: st.DataObject
) -> None:
    known = {unit: data.draw(st.floats(0, 100)) for unit in ends(rows)}
    weights = {unit: data.draw(st.floats(1, 1000)) for unit in {row.from_unit for row in rows} | set(known)}
    below = {row.from_unit: leaves_under(row.from_unit, rows, known) or [] for row in rows}
    for former, leaves in below.items():  # a former unit weighs what its parts weigh
        weights[former] = math.fsum(weights[leaf] for leaf in leaves)
    found = carried_onto_former(Period(AFTER, known, weights), rows)
    for former, leaves in below.items():
        mean = math.fsum(weights[leaf] * known[leaf] for leaf in leaves) / weights[former]
        assert found[former].value == pytest.approx(mean, abs=1e-9)
        assert min(known[leaf] for leaf in leaves) <= found[former].value <= max(known[leaf] for leaf in leaves)
