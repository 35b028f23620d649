"""Numbers of one body that end alike."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import equal_endings
from tarazy.engine.model.thresholds import SheetThresholds
from tests.engine.unit.checks.sheets import counted, is_silent, spoken_of, the_one

HONEST = [101 + 137 * at for at in range(50)]


def test_it_speaks_of_one_ending_too_often_and_names_its_cells() -> None:
    found = the_one(equal_endings, counted([1137, 537, 237, 937, 4137, 8637, 123, 456]))
    assert found.severity == "note"
    assert found.cells == ("v0", "v1", "v2", "v3", "v4", "v5")
    assert (found.numbers["often"], found.numbers["count"], found.numbers["ending"]) == (6, 8, "37")


@pytest.mark.parametrize(
    "numbers",
    [
        HONEST,
        [1137, 537],
        [1137] * 8,  # one number in many cells
        [37, 37, 37, 37, 37],
        [],
    ],
)
def test_it_is_silent_of_honest_few_and_repeated_numbers(numbers: list[int]) -> None:
    assert is_silent(equal_endings, counted(numbers))


def test_the_chance_is_the_methodologys() -> None:
    of = counted([1137, 537, 237, 123, 456], thresholds=SheetThresholds(digits_chance=1e-9))
    assert is_silent(equal_endings, of)
    assert not is_silent(equal_endings, counted([1137, 537, 237, 937, 123, 456]))


def test_honest_numbers_are_spoken_of_no_more_often_than_it_says() -> None:
    assert 10 <= spoken_of(equal_endings, 500, SheetThresholds(digits_chance=0.5)) <= 250


def test_a_sheet_of_many_thousand_numbers_is_counted() -> None:
    assert is_silent(equal_endings, counted(range(100, 20_100)))
