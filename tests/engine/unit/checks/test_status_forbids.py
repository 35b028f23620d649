"""A value and its status agree."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import status_forbids
from tarazy.engine.model.sheet import Cell
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one


@pytest.mark.parametrize("status", ["M", "O", "Q", "L", "X"])
def test_it_speaks_of_a_value_that_is_said_not_to_be_there(status: str) -> None:
    found = the_one(status_forbids, sheet(cell(value=0.0, status=status)))
    assert (found.severity, found.numbers) == ("stop", {"value": 0.0, "status": status})


@pytest.mark.parametrize("of", [cell(value=3.0), cell(value=3.0, status="E"), cell(status="M"), cell()])
def test_it_is_silent_where_they_agree(of: Cell) -> None:
    assert is_silent(status_forbids, sheet(of))
