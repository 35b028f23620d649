"""Values outside the range of their variable."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import out_of_range
from tarazy.engine.model.methodology import Range
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one

PERCENT = Range(low=0, high=100)


@pytest.mark.parametrize("value", [-0.1, 100.5, 1e9])
def test_it_speaks_beyond_either_end(value: float) -> None:
    found = the_one(out_of_range, sheet(cell(value=value, range=PERCENT)))
    assert (found.severity, found.numbers) == ("stop", {"value": value, "low": 0, "high": 100})
    assert found.problem.where == "KZ-47, 2024, beds"


@pytest.mark.parametrize("value", [0.0, 55.5, 100.0, 100.00000000000003, None])
def test_it_is_silent_within_at_the_ends_and_without_a_value(value: float | None) -> None:
    assert is_silent(out_of_range, sheet(cell(value=value, range=PERCENT)))


def test_it_is_silent_where_only_the_last_bits_lie_below() -> None:
    assert is_silent(out_of_range, sheet(cell(value=0.3, range=Range(low=0.1 + 0.2, high=1))))


def test_it_is_silent_where_no_range_is_stated() -> None:
    assert is_silent(out_of_range, sheet(cell(value=-5.0)))
