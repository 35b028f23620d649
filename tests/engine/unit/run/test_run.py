"""The run as a whole: who is scored, what is kept, what is refused."""

from __future__ import annotations

import dataclasses
import datetime

import msgspec
import numpy as np
import pytest

from tarazy.engine.run import Witnessed, run
from tarazy.engine.steps import methods
from tarazy.engine.words import ProblemsFound
from tests.engine.unit.run.small import (
    DAY,
    TEXT,
    cells,
    dimension,
    goalposts,
    indicator,
    inputs,
    method,
    methodology,
    node,
    scored,
    units,
)


def refusals(found: pytest.ExceptionInfo[ProblemsFound]) -> list[tuple[str, str]]:
    return [(problem.where, problem.what.in_language("en")) for problem in found.value.problems]


def test_contribution_is_what_each_node_brings_to_the_index() -> None:
    result = scored(methodology(), {"roads": [80, 10, 0], "water": [40, 10, 0]})
    brought = {id: cells(node(result, id).contribution)[0] for id in result.periods[0].nodes}
    assert brought == {
        "index": 55, "ways": 30, "roads": 20, "water": 10, "care": 25, "schools": 12.5, "clinics": 12.5,
    }  # fmt: skip


def test_below_a_geometric_mean_there_are_no_contributions() -> None:
    result = scored(methodology(dimension("ways", ("roads", "water"), aggregate=method("aggregate", "geometric"))), {})
    assert node(result, "roads").contribution is None
    assert node(result, "ways").contribution is not None
    assert node(result, "schools").contribution is not None


def test_rounding_is_followed_by_parent_rank_and_band() -> None:
    half_up = method("round", "half_up", decimals=0, source="source", date=DAY)
    result = scored(methodology(indicator("roads", round=half_up)), {"roads": [49.6, 50.4, 40.5]})
    assert cells(node(result, "roads").score) == [50, 50, 41]
    assert cells(node(result, "roads").rank) == [1, 1, 3]
    assert cells(node(result, "ways").score) == [50, 50, 45.5]


def test_only_what_is_asked_for_is_kept() -> None:
    text, columns = methodology(), {"roads": [80.0, 10.0, 0.0]}
    whole = run(text, inputs(3, columns), units(3), ["2024"])
    leaf = run(text, inputs(3, columns), units(3), ["2024"], keep=["roads"])
    assert list(leaf.periods[0].nodes) == ["roads"]
    for name in ("value", "score", "weight", "contribution", "rank"):
        column = getattr(node(leaf, "roads"), name)
        assert np.array_equal(column, getattr(node(whole, "roads"), name), equal_nan=True)
    assert list(whole.periods[0].nodes) == list(text.nodes)


def test_units_of_other_kinds_or_not_existing_on_the_last_day_are_not_scored() -> None:
    all_units = units(4)
    some = dataclasses.replace(
        all_units,
        kinds=np.array(["province", "port", "province", "province"]),
        valid_from=np.array(["NaT", "NaT", "2025-01-01", "2024-12-31"], dtype="datetime64[D]"),
        valid_to=np.array(["NaT", "NaT", "NaT", "NaT"], dtype="datetime64[D]"),
    )
    columns = {"roads": [10.0, 20.0, 30.0, 40.0]}
    result = run(methodology(kinds=("province",)), inputs(4, columns), some, ["2024"])
    assert result.periods[0].units == ("U1", "U4")
    assert cells(node(result, "roads").value) == [10, 40]
    assert cells(node(result, "roads").rank) == [2, 1]


def test_a_unit_that_is_not_assessed_is_nobody_s_minimum() -> None:
    some = dataclasses.replace(units(3), kinds=np.array(["province", "port", "province"]))
    by_min_max = methodology(
        indicator("roads", normalise=method("normalise", "min_max", within="period")), kinds=("province",)
    )
    result = run(by_min_max, inputs(3, {"roads": [10.0, 0.0, 20.0]}), some, ["2024"])
    assert cells(node(result, "roads").score) == [0, 100]


def test_every_fault_in_every_indicator_and_period_is_told_at_once() -> None:
    text = methodology(
        indicator("roads", "roads / bridges + log(tunnels)"), indicator("water", normalise=goalposts("refuse"))
    )
    columns = {"roads": [1, 1, 1], "bridges": [0, 2, 0], "tunnels": [1, 0, None], "water": [50, 120, 50]}
    both = inputs(3, columns)
    both.columns.update(inputs(3, {**columns, "bridges": [1, 1, 1]}, "2025").columns)  # type: ignore[attr-defined]
    with pytest.raises(ProblemsFound) as found:
        run(text, both, units(3), ["2024", "2025"])
    zero, logarithm = (
        "The formula divides by zero.",
        "The formula takes the logarithm of a value that is not above zero.",
    )
    outside = "The value lies outside the goalposts 0 and 100."
    assert refusals(found) == [
        ("roads, 2024: U1, U3", zero),
        ("roads, 2024: U2", logarithm),
        ("water, 2024: U2", outside),
        ("roads, 2025: U2", logarithm),
        ("water, 2025: U2", outside),
    ]
    for lang in ("kk", "ru"):
        assert all(problem.in_language(lang) != problem.in_language("en") for problem in found.value.problems)


def test_a_value_of_a_unit_to_which_the_indicator_does_not_apply_is_at_nobody_s_fault() -> None:
    text = methodology(indicator("roads", "roads / bridges"))
    result = scored(text, {"roads": [1, 1, 1], "bridges": [2, 4, 5], "water": ["M", 1, 1]})
    assert cells(node(result, "roads").value) == [0.5, 0.25, 0.2]
    result = scored(text, {"roads": ["M", 1, "X Decision 1"], "bridges": [0, 4, 0]})
    assert cells(node(result, "roads").value) == [None, 0.25, None]


def test_a_rule_of_whom_a_node_applies_to_is_refused_beside_everything_else() -> None:
    later = {"from": datetime.date(2030, 1, 1), "source": "source", "units": ("U1",)}
    of = methods("apply")["units"]
    rule = of.Parameters(applies_to="listed", dated=(msgspec.convert(later, of.Listed),), reason=TEXT)
    text = methodology(
        dimension("ways", ("roads", "water"), apply=rule), indicator("roads", normalise=goalposts("refuse"))
    )
    with pytest.raises(ProblemsFound) as found:
        scored(text, {"roads": [1, 120, 1]})
    assert refusals(found) == [
        ("ways, 2024", "No list of units is in force on 2024-12-31."),
        ("roads, 2024: U2", "The value lies outside the goalposts 0 and 100."),
    ]


def test_overflow_is_refused_and_never_infinite() -> None:
    with pytest.raises(ProblemsFound) as found:
        scored(methodology(indicator("roads", "exp(roads) * roads ** 200")), {"roads": [1000, 1, 1e3]})
    assert refusals(found) == [("roads, 2024: U1, U3", "The formula gives a number too large to compute with.")]


def test_many_units_at_fault_are_counted() -> None:
    with pytest.raises(ProblemsFound) as found:
        scored(methodology(indicator("roads", "1 / roads")), {"roads": [0.0] * 25}, count=25)
    where = found.value.problems[0].where
    assert where.startswith("roads, 2024: U01, U02, ")
    assert where.endswith("U20 (+5)")


def test_a_fault_in_a_block_of_units_is_named_by_its_place_among_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarazy.engine.run.dimension.CELLS_OF_A_BLOCK", 4)
    left = goalposts("leave")
    rule = dimension("ways", ("roads", "water"), aggregate=method("aggregate", "geometric"))
    with pytest.raises(ProblemsFound) as found:
        scored(methodology(indicator("roads", normalise=left), rule), {"roads": [1, 1, 1, -5, 1, 1, -5]}, count=7)
    assert refusals(found) == [("ways, 2024: U4, U7", "A child has a negative score.")]


@pytest.mark.parametrize(
    ("periods", "what"),
    [
        (["2024", "2019"], "The methodology outland/small/1 does not assess 2019."),
        (["2031"], "The methodology outland/small/1 does not assess 2031."),
        (["2024-Q1"], "2024-Q1 is a period of another length than the methodology assesses."),
        (["24"], "24 is not a period."),
        (["2024", "2024"], "The period 2024 is given twice."),
    ],
)
def test_periods_that_cannot_be_scored(periods: list[str], what: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        run(methodology(), inputs(3, {}), units(3), periods)
    assert [problem.what.in_language("en") for problem in found.value.problems] == [what]


def test_a_period_with_nobody_to_assess_and_a_node_that_is_not_there() -> None:
    with pytest.raises(ProblemsFound) as found:
        run(methodology(kinds=("port",)), inputs(3, {}), units(3), ["2024"], keep=["raods"])
    told = [problem.in_language("en") for problem in found.value.problems]
    assert told == [
        "2024: There is no unit to assess in 2024. A unit is assessed if it is of an assessed kind (port) "
        "and exists on 2024-12-31. Check the kinds and the dates in the file of units.",
        "raods: The methodology outland/small/1 has no node raods. Only nodes of the methodology's tree have scores. "
        "Did you mean roads?",
    ]


def test_the_witness_sees_every_step_with_its_reasons() -> None:
    seen: list[Witnessed] = []
    run(methodology(), inputs(3, {"roads": [80, 10, 0]}), units(3), ["2024"], witness=seen.append)
    steps = [(one.node, one.step) for one in seen]
    assert [step for node, step in steps if node == "roads"] == ["value", "missing", "normalise", "rank"]
    assert [step for node, step in steps if node == "ways"] == ["weigh", "missing", "aggregate", "rank"]
    for one in seen:
        for reason in one.reasons(0):
            assert reason.text.format(**reason.numbers)
    normalised = next(one for one in seen if (one.node, one.step) == ("roads", "normalise"))
    assert normalised.reasons(0)[-1].numbers["score"] == 80


def test_nothing_is_said_of_what_does_not_apply() -> None:
    seen: list[Witnessed] = []
    columns = {"roads": ["M", "X Decision 7", None], "water": ["M", 40, 40]}
    run(methodology(), inputs(3, columns), units(3), ["2024"], witness=seen.append)
    told = {(one.node, one.step): [len(one.reasons(at)) for at in range(3)] for one in seen}
    assert told["roads", "missing"] == [0, 0, 1]
    assert told["ways", "missing"] == [0, 2, 1]
