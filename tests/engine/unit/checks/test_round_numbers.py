"""Runs of round numbers."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import round_numbers
from tarazy.engine.model.thresholds import SheetThresholds
from tests.engine.unit.checks.sheets import counted, is_silent, spoken_of, the_one


def test_it_speaks_of_a_run_and_names_its_cells() -> None:
    found = the_one(round_numbers, counted([123, 457, 250, 1200, 340, 900, 110, 389, 700]))
    assert found.severity == "note"
    assert found.cells == ("v2", "v3", "v4", "v5", "v6")
    assert found.numbers == {"run": 5, "count": 9, "one_in": 20000, "threshold": 0.001}


@pytest.mark.parametrize(
    "numbers",
    [
        [250, 1201, 340, 907, 110, 381],  # round, but not one after another
        [250, 1200, 340],  # too short a run
        [10, 20, 30, 40, 50, 60],  # too small to be called round
        [0, 0, 0, 0, 0, 0],
        [123, 456, 789],
        [],
    ],
)
def test_it_is_silent_of_scattered_short_and_small_ones(numbers: list[int]) -> None:
    assert is_silent(round_numbers, counted(numbers))


def test_a_run_of_four_is_usual_in_a_long_sheet_and_not_in_a_short_one() -> None:
    run = [250, 1200, 340, 900]
    assert is_silent(round_numbers, counted([*run, *range(1001, 1010), *range(2001, 2010)]))
    assert not is_silent(round_numbers, counted([*run, 1001]))


def test_the_chance_is_the_methodologys() -> None:
    of = counted([250, 1200, 340, 900], thresholds=SheetThresholds(digits_chance=0.00001))
    assert is_silent(round_numbers, of)


def test_honest_numbers_are_spoken_of_no_more_often_than_it_says() -> None:
    """With a chance of 0.06, runs of three: honest numbers of 60 have one in about 5.3 percent of sheets."""
    assert 20 <= spoken_of(round_numbers, 1000, SheetThresholds(digits_chance=0.06)) <= 60
