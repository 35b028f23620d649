"""Last digits that are not spread as chance spreads them."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import last_digits
from tarazy.engine.model.thresholds import SheetThresholds
from tests.engine.unit.checks.sheets import cell, counted, is_silent, sheet, spoken_of, the_one

EVEN = [100 + 7 * at for at in range(60)]
FIVES = list(range(105, 705, 10))


def test_it_speaks_where_too_many_end_alike_with_counts_that_give_the_chi_square_again() -> None:
    found = the_one(last_digits, counted(FIVES))
    counts = [int(count) for count in str(found.numbers["counts"]).split()]
    assert found.severity == "note"
    assert (found.numbers["often"], found.numbers["digit"]) == (60, 5)
    assert found.numbers["chi_square"] == sum((count - 6) ** 2 / 6 for count in counts) == 540


def test_it_speaks_where_two_digits_are_shunned() -> None:
    assert not is_silent(last_digits, counted([at for at in range(100, 600) if at % 10 not in (0, 5)]))


@pytest.mark.parametrize("numbers", [EVEN, FIVES[:49], [5 + 10 * at for at in range(9)] * 9])
def test_it_is_silent_of_even_digits_of_few_numbers_and_of_short_ones(numbers: list[int]) -> None:
    assert is_silent(last_digits, counted(numbers))


def test_it_is_silent_of_decimals() -> None:
    assert is_silent(last_digits, sheet(*(cell(f"v{at}", at + 0.5) for at in FIVES)))


def test_how_many_are_enough_is_the_methodologys() -> None:
    assert not is_silent(last_digits, counted(FIVES[:50]))
    few = counted(FIVES[:49], thresholds=SheetThresholds(last_digits_at_least=20))
    assert not is_silent(last_digits, few)


def test_honest_numbers_are_spoken_of_as_seldom_as_it_says() -> None:
    """Of 2,000 sheets of numbers at random; with a chance of 0.05, between 3.5 and 6.5 percent."""
    assert 70 <= spoken_of(last_digits, 2000, SheetThresholds(digits_chance=0.05)) <= 130


def test_the_tail_is_that_of_the_tables() -> None:
    """Upper critical values of chi-square with 9 degrees of freedom, NIST/SEMATECH e-Handbook, 1.3.6.7.4."""
    for value, probability in ((14.684, 0.10), (16.919, 0.05), (21.666, 0.01), (27.877, 0.001)):
        assert last_digits.probability_above(value) == pytest.approx(probability, rel=1e-3)
