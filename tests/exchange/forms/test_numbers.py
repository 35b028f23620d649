"""Numbers as people type them in Kazakhstan: what is read, what is refused because it can be read in two ways."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tarazy.engine.load.tables.cells import Flaw
from tarazy.exchange.forms.numbers import number_in


def read(content: Any, **options: bool) -> float | Flaw:
    return number_in(content, **{"in_percent": False, "shown_in_percent": False, "comma_is_decimal": False, **options})


@pytest.mark.parametrize(
    ("content", "number"),
    [
        (12.5, 12.5),
        (7, 7.0),
        ("12.5", 12.5),
        ("1 234,5", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234\u202f567", 1234567.0),
        ("1'234", 1234.0),
        ("\N{MINUS SIGN}0,5", -0.5),
        ("- 5", -5.0),
        ("+3", 3.0),
        (" 3 ", 3.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("0,125", 0.125),
        ("1,2345", 1.2345),
        ("1.234", 1.234),
        ("1e3", 1000.0),
        ("0", 0.0),
    ],
)
def test_a_number_is_read(content: Any, number: float) -> None:
    assert read(content) == number


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("1,234", "«1,234» can be read as 1.234 and as 1234."),
        ("-12,500", "can be read as -12.500 and as -12500."),
        ("1 2", "«1 2» is not a number."),
        ("1,2,3", "is not a number."),
        ("1.2,3.4", "is not a number."),
        ("нет данных", "«нет данных» is not a number."),
        ("12 млн", "«12 млн» is not a number."),
        ("1О5", "In «1О5» the character 2 is the letter О, not a digit."),
        ("#ДЕЛ/0!", "The cell holds the error #ДЕЛ/0!."),
        ("01.05.2025", "The value is the date 01.05.2025, not a number."),
        (datetime.date(2025, 5, 1), "The value is the date 2025-05-01, not a number."),
        (datetime.datetime(2025, 5, 1, 12, tzinfo=datetime.UTC), "is the date"),
        (True, "«TRUE» is not a number."),
        ("nan", "is not a number."),
        ("1e999", "is not a number."),
        ("1e999999999999 %", "is not a number."),
        (float("inf"), "is not a number."),
        ("%", "is not a number."),
    ],
)
def test_what_is_no_number_or_could_be_two_is_refused(content: Any, what: str) -> None:
    flaw = read(content)
    assert isinstance(flaw, Flaw)
    assert what in flaw.what.format(**flaw.said)


def test_a_comma_between_three_digits_is_decimal_where_semicolons_part_the_columns() -> None:
    assert read("1,234", comma_is_decimal=True) == 1.234


@pytest.mark.parametrize(
    ("content", "shown_in_percent", "number"),
    [(0.5, True, 50.0), (0.57, True, 57.0), (56.5, False, 56.5), ("56,5 %", False, 56.5), ("56,5%", False, 56.5)],
)
def test_percentages_are_read_as_they_are_seen(content: Any, shown_in_percent: bool, number: float) -> None:
    assert read(content, in_percent=True, shown_in_percent=shown_in_percent) == number


@pytest.mark.parametrize(("content", "shown_in_percent"), [(0.565, True), ("56,5 %", False)])
def test_a_percentage_of_nobody_knows_what_is_refused(content: Any, shown_in_percent: bool) -> None:
    flaw = read(content, shown_in_percent=shown_in_percent)
    assert isinstance(flaw, Flaw)
    assert flaw.what.format(**flaw.said).startswith("The value is given as a percentage: 56")
