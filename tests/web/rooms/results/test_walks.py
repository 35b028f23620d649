"""The steps from a value to its score, as a unit's page tells them."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest
from django.utils.translation import override

from tarazy.engine import explain, load_methodology
from tarazy.engine.explanation import NodeExplained
from tarazy.web.rooms.results.queries.trees import leaves
from tarazy.web.rooms.results.queries.walks import OF_A_DIMENSION, method_steps, sentences, together

OUTLAND = Path(__file__).parents[3] / "engine" / "outland"


def explained(example: str, unit: str) -> NodeExplained:
    folder = OUTLAND / example
    data, units = (pl.read_csv(folder / name, infer_schema=False) for name in ("data.csv", "units.csv"))
    return explain(load_methodology(folder / "methodology"), data, units=units, unit=unit).tree


@pytest.mark.parametrize(
    ("example", "language", "label"),
    [
        ("per", "en", "Denominator"),
        ("log", "ru", "Выбросы"),
        ("decline", "kk", "Реттеу"),
        ("kinds", "en", "To whom it applies"),
        ("constant", "en", "Missing data"),
    ],
)
def test_every_step_that_was_taken_is_told(example: str, language: str, label: str) -> None:
    with (OUTLAND / example / "expected.csv").open(encoding="utf-8", newline="") as file:
        units = sorted({row["unit"] for row in csv.DictReader(file)})
    with override(language):
        steps = [
            step for unit in units for leaf in leaves(explained(example, unit)) for step in method_steps(1, leaf, "")
        ]
    assert label in [step.label for step in steps]
    assert all(step.text for step in steps)


def test_a_published_value_stands_at_the_step_that_made_it() -> None:
    """What divides comes after the formula, whose result is not the indicator's value."""
    leaf = next(
        leaf for leaf in leaves(explained("per", "OUT-B")) if any(step.step == "denominate" for step in leaf.steps)
    )
    with override("en"):
        amounts = {step.label: step.amount for step in method_steps(1, leaf, "THE VALUE")}
    assert amounts["Denominator"] == "THE VALUE"
    assert amounts["Value"] == ""


def test_a_gate_of_the_index_is_told_with_its_reason() -> None:
    tree = explained("gate", "OUT-M")
    with override("en"):
        said = sentences(tree, OF_A_DIMENSION)
        of_all = [one.title for one in together(tree)]
    assert any("gate clean_water is not passed" in one and one.endswith("No score without clean water") for one in said)
    assert of_all == ["Outland: gates", "Homes"]
