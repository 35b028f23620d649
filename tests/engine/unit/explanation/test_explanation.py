from __future__ import annotations

import json
import math
from dataclasses import replace
from functools import cache

import msgspec
import numpy as np
import polars as pl
import pytest

from tarazy.engine.explanation import Change, Explanation, NodeExplained, explain_unit
from tarazy.engine.load import load_methodology
from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.load.tables.units import units_from_frame
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.take import take
from tarazy.engine.model.units import Units
from tarazy.engine.run import run
from tarazy.engine.words import LANGUAGES, ProblemsFound
from tests.engine.unit.explanation.again import score_again

Shipped = tuple[Methodology, Observations, Units]

# A leader, somebody in the middle with ties near, the last, a value beyond a goalpost; in Kazakhstan a city to which
# roads do not apply and a region with gaps.
EXPLAINED = [
    ("un/hdi/2021", "un", "KAZ", "2021"),
    ("un/hdi/2021", "un", "CHE", "2021"),
    ("un/hdi/2021", "un", "SSD", "2021"),
    ("un/hdi/2021", "un", "AUS", "1999"),
    ("wales/imd/2019", "wales", "W01000001", "2019"),
    ("wales/imd/2019", "wales", "W01001909", "2019"),
    ("kz/regional-development/2024.1", "kz", "KZ-47", "2023"),
    ("kz/regional-development/2024.1", "kz", "KZ-75", "2023"),
    ("kz/regional-development/2024.1", "kz", "KZ-62", "2024"),
]


@cache
def table(place: str, name: str) -> pl.DataFrame:
    frame = pl.read_csv(shipped_folder("data") / place / f"{name}.csv", infer_schema=False)
    return frame if "breakdown" in frame.columns else frame.with_columns(breakdown=pl.lit(""))


@cache
def shipped(methodology: str, place: str) -> Shipped:
    observations = observations_from_frame(table(place, "observations"))
    return load_methodology(methodology), observations, units_from_frame(table(place, "units").drop("breakdown"))


@cache
def explanation_of(methodology: str, place: str, unit: str, period: str) -> Explanation:
    return explain_unit(*shipped(methodology, place), unit, period)


@pytest.mark.parametrize(("methodology", "place", "unit", "period"), EXPLAINED)
def test_the_score_follows_from_the_numbers_of_the_explanation_alone(
    methodology: str, place: str, unit: str, period: str
) -> None:
    explanation = explanation_of(methodology, place, unit, period)
    told = json.loads(json.dumps(explanation.to_dict()))

    def check(node: dict) -> None:  # type: ignore[type-arg]
        if node["score"] is not None:
            assert score_again(node) == pytest.approx(node["score"], rel=1e-9, abs=1e-9), node["node"]
        for child in node["children"]:
            check(child)

    assert told["tree"]["score"] is not None
    check(told["tree"])


@pytest.mark.parametrize(("methodology", "place", "unit", "period"), EXPLAINED)
def test_the_explained_scores_are_those_of_the_run(methodology: str, place: str, unit: str, period: str) -> None:
    text, observations, units = shipped(methodology, place)
    result = run(text, take(observations, text, units, [period]), units, [period]).periods[0]
    at = result.units.index(unit)

    def check(node: NodeExplained) -> None:
        columns = result.nodes[node.node]
        assert np.array_equal([node.score or math.nan], [columns.score[at] or math.nan], equal_nan=True)
        assert np.array_equal([node.rank or math.nan], [columns.rank[at]], equal_nan=True)
        for child in node.children:
            check(child)

    check(explanation_of(methodology, place, unit, period).tree)


@pytest.mark.parametrize(("methodology", "place", "unit", "period"), EXPLAINED)
def test_the_smallest_change_changes_the_result_and_99_percent_of_it_does_not(
    methodology: str, place: str, unit: str, period: str
) -> None:
    text, observations, units = shipped(methodology, place)
    inputs = take(observations, text, units, [period])
    changes = explanation_of(methodology, place, unit, period).changes
    assert changes
    now = outcome(text, inputs, units, unit, period)
    for change in changes:
        then = outcome(text, changed(inputs, units, unit, change, change.change), units, unit, period)
        nearly = outcome(text, changed(inputs, units, unit, change, 0.99 * change.change), units, unit, period)
        assert nearly[change.of] == now[change.of], change
        assert then[change.of] != now[change.of], change
        assert str(then["rank"]).removesuffix(".0") == change.after or change.of == "band"
        assert change.needed == pytest.approx(change.value + change.change)


def changed(inputs: Inputs, units: Units, unit: str, change: Change, by: float) -> Inputs:
    column, states = inputs.column(change.name, change.period)
    column = column.copy()
    column[np.flatnonzero(units.ids == unit)[0]] = change.value + by
    return replace(inputs, columns={**inputs.columns, (change.name, change.period): (column, states)})


def outcome(text: Methodology, inputs: Inputs, units: Units, unit: str, period: str) -> dict[str, float | int]:
    result = run(text, inputs, units, [period], ["index"]).periods[0]
    at = result.units.index(unit)
    return {"rank": float(result.nodes["index"].rank[at]), "band": int(result.nodes["index"].band[at])}


@pytest.mark.parametrize(("methodology", "place", "unit", "period"), EXPLAINED)
def test_every_value_leads_to_its_observation(methodology: str, place: str, unit: str, period: str) -> None:
    rows = table(place, "observations")

    def leaves(node: NodeExplained) -> list[NodeExplained]:
        return [node] if node.is_indicator else [leaf for child in node.children for leaf in leaves(child)]

    for leaf in leaves(explanation_of(methodology, place, unit, period).tree):
        assert leaf.inputs
        for given in leaf.inputs:
            key = {"unit": unit, "variable": given.variable, "period": given.period, "breakdown": given.breakdown}
            found = rows.filter(*(pl.col(name).fill_null("") == wanted for name, wanted in key.items())).to_dicts()
            assert [float(row["value"]) for row in found if row["value"]] == (
                [] if given.value is None else [given.value]
            )
            assert [row["source"] for row in found] == ([given.source] if found else [])


def test_points_lost_at_the_leaves_add_up_where_the_index_is_a_weighted_sum() -> None:
    tree = explanation_of("wales/imd/2019", "wales", "W01000001", "2019").tree
    lost = [child.points_lost for child in tree.children]
    assert tree.score is not None
    assert tree.points_lost == pytest.approx(abs(tree.best - tree.score))
    assert sum(part for part in lost if part is not None) == pytest.approx(tree.points_lost)
    assert sum(child.contribution or 0 for child in tree.children) == pytest.approx(tree.score)


def test_points_lost_under_a_geometric_mean_are_what_the_index_would_gain() -> None:
    tree = explanation_of("un/hdi/2021", "un", "KAZ", "2021").tree
    income = next(child for child in tree.children if child.node == "income")
    scores = {child.node: child.score or 0.0 for child in tree.children}
    now = math.prod(score ** (1 / 3) for score in scores.values())
    best = math.prod((1.0 if node == "income" else score) ** (1 / 3) for node, score in scores.items())
    assert income.points_lost == pytest.approx(best - now)
    assert income.contribution is None


def test_a_dimension_can_be_explained_by_itself() -> None:
    text, observations, units = shipped("un/hdi/2021", "un")
    explanation = explain_unit(text, observations, units, "KAZ", "2021", node="education")
    assert [child.node for child in explanation.tree.children] == ["expected_schooling", "mean_schooling"]
    assert explanation.tree.contribution == explanation.tree.score
    assert {change.name for change in explanation.changes} == {"expected_years_of_schooling", "mean_years_of_schooling"}


def test_without_what_if_the_rest_is_the_same() -> None:
    whole = explanation_of("un/hdi/2021", "un", "KAZ", "2021")
    short = explain_unit(*shipped("un/hdi/2021", "un"), "KAZ", "2021", what_if=False)
    assert whole.changes
    assert short.changes == ()
    assert msgspec.structs.replace(whole, changes=()) == short


@pytest.mark.parametrize(
    ("unit", "period", "node", "what", "mend"),
    [
        ("KAZZ", "2021", "index", "no unit KAZZ", "Did you mean KAZ"),
        ("ZZA", "2021", "index", "no unit ZZA", "Did you mean"),
        ("KAZ", "2021", "incom", "no node incom", "Did you mean income"),
        ("KAZ", "2035", "index", "does not assess 2035", "Give a period"),
        ("KAZ", "soon", "index", "soon is not a period", "Write the period"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest(
    unit: str, period: str, node: str, what: str, mend: str
) -> None:
    text, observations, units = shipped("un/hdi/2021", "un")
    with pytest.raises(ProblemsFound) as refused:
        explain_unit(text, observations, units, unit, period, node)
    told = refused.value.problems[0].in_language("en")
    assert what in told
    assert mend in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_explanation_reads_in_each_language(lang: str) -> None:
    told = explanation_of("un/hdi/2021", "un", "KAZ", "2021").in_language(lang)
    assert {"kk": "0,811", "ru": "0,811", "en": "0.811"}[lang] in told
    assert {"kk": "орын", "ru": "место", "en": "Place"}[lang].lower() in told.lower()
    if lang != "en":
        assert "Place" not in told
        assert "points" not in told
