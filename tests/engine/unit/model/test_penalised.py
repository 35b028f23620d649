"""Which node loses points for a figure: the nearest upwards that takes penalty points."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.engine.load import load_methodology
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.penalised import penalised_above, penalised_nodes

OUTLAND = Path(__file__).parents[2] / "outland" / "penalty" / "methodology"


@pytest.fixture(scope="module")
def text() -> Methodology:
    return load_methodology(OUTLAND)


def test_the_sums_of_penalty_points_name_their_nodes(text: Methodology) -> None:
    assert {node: variable.variable for node, variable in penalised_nodes(text).items()} == {
        "homes": "penalty_homes", "index": "penalty_index",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("variable", "node"), [("lanterns_lit", "homes"), ("clean_wells", "homes"), ("letters_delivered", "index")]
)
def test_the_nearest_node_upwards_loses_them(text: Methodology, variable: str, node: str) -> None:
    assert penalised_above(text, variable) == node


def test_what_nothing_reads_costs_no_points(text: Methodology) -> None:
    assert penalised_above(text, "hats") is None
