"""Changes over the year."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import changed
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.model.thresholds import CellThresholds
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one


def changed_from(before: float, value: float, **thresholds: float) -> Sheet:
    return sheet(cell(value=value, earlier={"2023": before}, thresholds=CellThresholds(**thresholds)))


@pytest.mark.parametrize(
    ("before", "value", "percent"), [(100.0, 150.2, 50.2), (100.0, 49.0, -51.0), (-100.0, -40.0, 60.0)]
)
def test_it_speaks_of_a_change_above_the_threshold(before: float, value: float, percent: float) -> None:
    found = the_one(changed, changed_from(before, value))
    assert found.severity == "explain"
    assert found.numbers == {"value": value, "before": before, "period": "2023", "percent": percent, "threshold": 50.0}


def test_it_speaks_of_a_change_from_zero_without_a_percentage() -> None:
    found = the_one(changed, changed_from(0.0, 3.0))
    assert found.numbers == {"value": 3.0, "before": 0.0, "period": "2023"}


def test_it_compares_a_quarter_with_that_of_the_year_before() -> None:
    of = cell(value=40.0, earlier={"2023-Q4": 40.0, "2023-Q1": 10.0})
    assert the_one(changed, sheet(of, period="2024-Q1")).numbers["before"] == 10.0


@pytest.mark.parametrize(("before", "value"), [(100.0, 150.0), (100.0, 50.0), (-100.0, -120.0), (0.2, 0.3), (0.0, 0.0)])
def test_it_is_silent_up_to_the_threshold(before: float, value: float) -> None:
    assert is_silent(changed, changed_from(before, value))


def test_it_is_silent_of_small_changes_where_the_methodology_says_how_small() -> None:
    assert is_silent(changed, changed_from(50.0, 50.1, change_percent=0.0, change_by=0.1))
    assert is_silent(changed, changed_from(0.0, 3.0, change_by=3.0))
    assert not is_silent(changed, changed_from(0.0, 3.1, change_by=3.0))


def test_it_is_silent_where_nothing_is_known_of_last_year() -> None:
    assert is_silent(changed, sheet(cell(value=5.0, earlier={"2022": 1.0})))
    assert is_silent(changed, sheet(cell(status="O", earlier={"2023": 1.0})))
