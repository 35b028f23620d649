"""Parts sum to their whole."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import sum_of_parts
from tarazy.engine.model.sheet import Key, Sheet, Sum
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one

URBAN, RURAL, ALL = Key("beds", "place=urban"), Key("beds", "place=rural"), Key("beds")


def beds(urban: float | None, rural: float | None, whole: float | None, rounded_to: float = 0.0) -> Sheet:
    cells = cell("beds", urban, URBAN.breakdown), cell("beds", rural, RURAL.breakdown), cell("beds", whole)
    return sheet(*cells, sums=(Sum(parts=(URBAN, RURAL), whole=(ALL,), rounded_to=rounded_to),))


def test_it_speaks_of_a_difference_and_names_all_cells() -> None:
    found = the_one(sum_of_parts, beds(60.0, 39.0, 100.0))
    assert found.numbers == {"sum": 99.0, "whole": 100.0, "whole_of": "beds", "tolerance": 0.0}
    assert found.cells == ("beds[place=urban]", "beds[place=rural]", "beds")
    assert (found.severity, found.problem.where) == ("stop", "KZ-47, 2024")


def test_it_speaks_beyond_what_rounding_explains() -> None:
    assert not is_silent(sum_of_parts, beds(33.3, 33.3, 66.8, rounded_to=0.1))


@pytest.mark.parametrize(
    "of",
    [beds(60.0, 40.0, 100.0), beds(0.1, 0.2, 0.3), beds(33.3, 33.3, 66.7, rounded_to=0.1)],
)
def test_it_is_silent_where_they_agree(of: Sheet) -> None:
    assert is_silent(sum_of_parts, of)


@pytest.mark.parametrize("of", [beds(None, 40.0, 100.0), beds(60.0, 41.0, None)])
def test_it_is_silent_where_a_value_is_missing(of: Sheet) -> None:
    assert is_silent(sum_of_parts, of)


def test_it_leaves_shares_to_their_own_check() -> None:
    of = sheet(cell(value=60.0), sums=(Sum(parts=(ALL,), whole=100.0),))
    assert is_silent(sum_of_parts, of)
