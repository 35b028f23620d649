"""Every recipe of the cookbook does what its table says."""

from __future__ import annotations

import math
from collections.abc import Iterator

import polars as pl
import pytest

from tarazy.engine import explain, score
from tarazy.engine.load import methodology_from_files
from tarazy.engine.model.methodology import Methodology
from tests.engine.cookbook import PAGE, Recipe, Row, base, recipes
from tests.engine.unit.explanation.test_changes_hold import is_alone, outcome, with_value

PERIOD = "2024"
GIVEN = {"online": "60", "waiting": "10", "absorbed": "50"}
NONE = "—"
RECIPES = list(recipes())


@pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.title for recipe in RECIPES])
def test_recipe(recipe: Recipe) -> None:
    methodology = methodology_from_files(recipe.files)
    found = {(row["unit"], row["node"]): row for row in _scored(methodology, recipe).to_dicts()}
    compared = 0
    for row in recipe.rows:
        for column, expected in row.items():
            node, is_result, what = column.partition(": ")
            if is_result:
                assert_same(found[row["unit"], node][what], expected, f"{row['unit']}, {column}")
                compared += 1
    assert compared >= len(recipe.rows)


@pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.title for recipe in RECIPES])
def test_what_would_change_a_result_does_so(recipe: Recipe) -> None:
    """Also where one indicator compares units and another does not."""
    methodology = methodology_from_files(recipe.files)
    data, units = _tables(methodology, recipe)
    for unit in units["unit"].to_list()[:2]:
        explained = explain(methodology, data, units=units, unit=unit, period=PERIOD)
        for change in [one for one in explained.changes if is_alone(methodology, one.name)][:3]:
            changed = with_value(data, unit, change, methodology.variables_by_name[change.name].observed.variable)
            assert outcome(methodology, changed, units, unit, change) == change.after, (unit, change.name)


def test_a_sibling_that_compares_units_hides_no_change() -> None:
    recipe = next(one for one in RECIPES if one.title == "Distance from peers")
    methodology = methodology_from_files(recipe.files)
    data, units = _tables(methodology, recipe)
    changes = explain(methodology, data, units=units, unit="B", period=PERIOD).changes
    assert {one.name for one in changes} == {"online_share", "waiting_days", "absorbed_share"}


def _scored(methodology: Methodology, recipe: Recipe) -> pl.DataFrame:
    data, units = _tables(methodology, recipe)
    return score(methodology, data, units=units, periods=[PERIOD]).frame


def _tables(methodology: Methodology, recipe: Recipe) -> tuple[pl.DataFrame, pl.DataFrame]:
    units = [
        {"unit": row["unit"], "kind": row.get("kind", "district"), "peer_group": row.get("peer_group", "all")}
        for row in recipe.rows
    ]
    rows = [seen for row in recipe.rows for seen in _observations(methodology, row)]
    return pl.DataFrame(rows), pl.DataFrame(units)


def _observations(methodology: Methodology, row: Row) -> Iterator[dict[str, str | None]]:
    series = {one.observed.variable: one.series[0] for one in methodology.variables}
    told = {name: cell for name, cell in row.items() if ": " not in name and name not in ("unit", "kind", "peer_group")}
    for column, cell in {**{name: cell for name, cell in GIVEN.items() if name in series}, **told}.items():
        variable, _, rest = column.partition(" ")
        breakdown, period = (rest, "") if "=" in rest else ("", rest)
        if cell != NONE:
            status, _, source = cell.partition(" ") if cell.startswith("X ") else ("", "", "")
            yield {
                "unit": row["unit"], "period": period or PERIOD, "variable": variable, "series": series[variable],
                "breakdown": breakdown,
                "value": None if status else cell, "status": status or None, "source": source or None,
            }  # fmt: skip


def assert_same(found: str | float | None, expected: str, where: str) -> None:
    """A number agrees to six decimals."""
    if expected in ("", NONE):
        assert found is None, where
    elif isinstance(found, float):
        assert math.isclose(found, float(expected), rel_tol=0, abs_tol=1e-6), (where, found, expected)
    else:
        assert found == expected, (where, found)


def test_what_every_table_takes_for_granted() -> None:
    files = {path: text.encode() for path, text in base().items()}
    row = {"unit": "A"}
    found = _scored(methodology_from_files(files), Recipe("", files, (row,)))
    assert dict(found.select("node", "score").iter_rows()) == {
        "online": 60, "waiting": 80, "service": 70, "absorbed": 50, "index": 60,
    }  # fmt: skip


def test_every_recipe_can_be_found_from_the_table_of_wishes() -> None:
    wishes = PAGE.partition("\n## ")[0]
    for recipe in RECIPES:
        anchor = "".join(letter for letter in recipe.title.lower() if letter.isalnum() or letter in " -").replace(
            " ", "-"
        )
        assert f"(#{anchor})" in wishes, recipe.title
