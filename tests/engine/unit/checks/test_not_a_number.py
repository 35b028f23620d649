"""A text where a number is asked is found, and the number it stands for is said."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import not_a_number
from tarazy.engine.model.sheet import Cell
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one


@pytest.mark.parametrize(("text", "better"), [("many", ""), ("1 234,5", "1234.5"), ("12%", "")])
def test_it_speaks_of_a_text(text: str, better: str) -> None:
    found = the_one(not_a_number, sheet(cell(text=text)))
    assert found.numbers.get("better", "") == better
    assert found.severity == "stop"
    assert (found.problem.mend.in_language("en") == f"Write {better}.") == bool(better)


@pytest.mark.parametrize("of", [cell(value=12.5), cell(status="O"), cell(text="  ")])
def test_it_is_silent_of_numbers_and_empty_cells(of: Cell) -> None:
    assert is_silent(not_a_number, sheet(of))
