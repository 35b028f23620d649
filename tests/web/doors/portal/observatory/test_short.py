"""Numbers with the decimals that their source gives and a reader can use, shortened where space is short."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tarazy.web.doors.portal.observatory.short import precision_of, shortening


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([5.0, 4.7, 5.25], ["5.00", "4.70", "5.25"]),
        ([5.0, 4.7], ["5.0", "4.7"]),
        ([20.0, 7.0], ["20", "7"]),
        ([1234.56, 10.5], ["1\N{NO-BREAK SPACE}235", "11"]),
        ([0.1234567], ["0.1235"]),
        ([], []),
    ],
)
def test_all_numbers_of_a_table_have_the_same_decimals(values: list[float], expected: list[str]) -> None:
    with override("en"):
        assert [precision_of(values).of(value) for value in values] == expected


@pytest.mark.parametrize(
    ("values", "divisor", "expected"),
    [
        ([36_195_761.1, 2_507_486.2], 1_000_000, ["36.2", "2.5"]),
        ([9_999.0, 12.0], 1, ["9\N{NO-BREAK SPACE}999", "12"]),
        ([10_000.0, 900.0], 1_000, ["10.0", "0.9"]),
        ([5.1, 5.0], 1, ["5.1", "5.0"]),
        ([-25_000.0], 1_000, ["−25.0"]),
    ],
)
def test_what_is_drawn_small_is_divided_by_thousands(values: list[float], divisor: int, expected: list[str]) -> None:
    short = shortening(values)
    assert short.divisor == divisor
    with override("en"):
        assert [short.of(value) for value in values] == expected
        assert bool(short.note("m")) == (divisor > 1)


def test_what_is_not_known_is_not_written() -> None:
    assert shortening([None]).of(None) == ""
    assert shortening([None, 2.0]).divided(None) is None
