"""Values that are none of the few that are possible."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import not_possible
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one

YES_NO = (1.0, 0.0)


@pytest.mark.parametrize("value", [0.5, -1.0, 100.0])
def test_it_speaks_of_another_value_and_names_the_possible_ones(value: float) -> None:
    found = the_one(not_possible, sheet(cell(value=value, only_values=YES_NO)))
    assert (found.severity, found.numbers) == ("stop", {"value": value, "possible": "1; 0"})


@pytest.mark.parametrize(
    ("value", "possible"), [(1.0, YES_NO), (0.0, YES_NO), (None, YES_NO), (0.1 + 0.2, (0.3,)), (7.0, ())]
)
def test_it_is_silent_of_a_possible_one_and_where_any_is(value: float | None, possible: tuple[float, ...]) -> None:
    assert is_silent(not_possible, sheet(cell(value=value, only_values=possible)))
