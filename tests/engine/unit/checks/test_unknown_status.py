"""A status is one of the list."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import unknown_status
from tarazy.engine.model.sheet import Cell
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one


@pytest.mark.parametrize("of", [cell(value=1.0, status="Z"), cell(status="missing"), cell(status="о")])
def test_it_speaks_of_a_status_nobody_knows(of: Cell) -> None:
    assert the_one(unknown_status, sheet(of)).numbers == {"status": of.status}


@pytest.mark.parametrize("status", ["", "A", "E", "P", "U", "M", "O", "Q", "L", "X"])
def test_it_is_silent_of_those_of_the_list(status: str) -> None:
    assert is_silent(unknown_status, sheet(cell(status=status)))
