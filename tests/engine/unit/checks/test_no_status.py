"""An empty cell says why it is empty."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import no_status
from tarazy.engine.model.sheet import Cell
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one


@pytest.mark.parametrize("status", ["", "A", "E"])
def test_it_speaks_of_an_empty_cell_whose_status_is_one_of_values(status: str) -> None:
    assert the_one(no_status, sheet(cell(status=status))).severity == "stop"


@pytest.mark.parametrize("of", [*(cell(status=status) for status in "MOQLX"), cell(value=0.0), cell(text="many")])
def test_it_is_silent_where_a_status_a_value_or_a_text_stands(of: Cell) -> None:
    assert is_silent(no_status, sheet(of))


def test_it_leaves_an_unknown_status_to_its_own_check() -> None:
    assert is_silent(no_status, sheet(cell(status="Z")))
