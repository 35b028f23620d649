"""Shares sum to one hundred percent."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import shares
from tarazy.engine.model.sheet import Key, Sheet, Sum
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one


def shares_of(*values: float | None, whole: float = 100.0, rounded_to: float = 0.1) -> Sheet:
    cells = [cell("share", value, f"age={at}") for at, value in enumerate(values)]
    return sheet(*cells, sums=(Sum(parts=tuple(of.key for of in cells), whole=whole, rounded_to=rounded_to),))


def test_it_speaks_of_shares_that_come_to_something_else() -> None:
    found = the_one(shares, shares_of(30.0, 30.0, 30.0))
    assert found.severity == "stop"
    assert found.numbers["sum"] == 90.0
    assert found.numbers["tolerance"] == pytest.approx(0.15)
    assert found.cells == ("share[age=0]", "share[age=1]", "share[age=2]")


def test_it_speaks_of_shares_of_one_given_in_percent() -> None:
    assert not is_silent(shares, shares_of(50.0, 50.0, whole=1.0))


@pytest.mark.parametrize(
    "of", [shares_of(33.3, 33.3, 33.3), shares_of(0.25, 0.75, whole=1.0, rounded_to=0.0), shares_of(99.0, None)]
)
def test_it_is_silent_where_they_are_everything_or_one_is_missing(of: Sheet) -> None:
    assert is_silent(shares, of)


def test_it_leaves_a_whole_that_is_a_cell_to_its_own_check() -> None:
    of = sheet(cell(value=3.0), cell("all", 5.0), sums=(Sum(parts=(Key("beds"),), whole=(Key("all"),)),))
    assert is_silent(shares, of)
