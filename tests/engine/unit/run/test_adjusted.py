"""Adjustments within a whole run: what a gate leaves to the node above, and what a decision on a variable does not."""

from __future__ import annotations

from typing import Any

from tarazy.engine.run import Witnessed, run
from tests.engine.unit.run.small import (
    DAY,
    TEXT,
    Cell,
    cells,
    dimension,
    exclude,
    indicator,
    inputs,
    leave,
    method,
    methodology,
    node,
    reasons,
    scored,
    units,
)

OF_RULE: dict[str, Any] = {"source": "source", "date": DAY}


def gate(name: str, **parameters: Any) -> Any:
    return method("adjust", "gate", gate=name, reason=TEXT, missing="fail", **parameters, **OF_RULE)


def gated_index(above: Any, columns: dict[str, list[Cell]]) -> Any:
    ways = dimension("ways", ("roads", "water"), adjust=(gate("plan", variable="plan", at_least=1.0),))
    return scored(methodology(ways, dimension("index", ("ways", "care"), missing=above)), columns)


def test_to_the_node_above_a_gated_child_is_missing() -> None:
    result = gated_index(leave(), {"plan": [1.0, 0.0, None]})
    assert cells(node(result, "ways").score) == [50, None, None]
    assert reasons(result, "ways") == ["", "gate:plan", "gate:plan"]
    assert reasons(result, "index") == ["", "missing", "missing"]
    assert reasons(result, "roads") == ["", "", ""]


def test_its_weight_goes_to_the_others_where_the_rule_above_says_so() -> None:
    result = gated_index(exclude(0.5), {"plan": [1.0, 0.0, 0.0], "schools": [80.0, 80.0, None]})
    assert cells(node(result, "index").score) == [57.5, 65, None]
    assert cells(node(result, "ways").weight) == [0.5, None, None]
    assert cells(node(result, "care").weight) == [0.5, 1, None]
    assert cells(node(result, "index").share_not_counted) == [0, 0.5, 1]


def test_a_gate_is_decided_on_twelve_digits() -> None:
    tight = indicator("roads", adjust=(gate("plan", variable="plan", at_least=0.3),))
    result = scored(methodology(tight), {"plan": [0.1 + 0.2, 0.3 - 1e-15, 0.29999999999]})
    assert reasons(result, "roads") == ["", "", "gate:plan"]


def test_the_first_of_two_gates_that_fail_is_named_and_what_follows_finds_no_score() -> None:
    one, two = gate("plan", variable="plan", at_least=1.0), gate("staff", variable="staff", at_least=10.0)
    bonus = method("adjust", "bonus", variable="extra", missing="refuse", ground=TEXT, **OF_RULE)
    both = indicator("roads", adjust=(one, two, bonus))
    columns: dict[str, list[Cell]] = {"plan": [0.0, 1.0, 1.0], "staff": [0.0, 0.0, 10.0], "extra": [None, None, 5.0]}
    result = scored(methodology(both), columns)
    assert reasons(result, "roads") == ["gate:plan", "gate:staff", ""]
    assert cells(node(result, "roads").score) == [None, None, 55]


def told_by(gates: tuple[Any, ...], columns: dict[str, list[Cell]], count: int) -> list[list[str]]:
    """What each gate of the index says of each unit, by the first words."""
    seen: list[Witnessed] = []
    text = methodology(dimension("index", ("ways", "care"), adjust=gates))
    run(text, inputs(count, columns), units(count), ["2024"], witness=seen.append)
    steps = [one for one in seen if one.step == "adjust"]
    return [[" ".join(reason.text.split()[:3]) for step in steps for reason in step.reasons(at)] for at in range(count)]


def test_every_gate_that_is_not_passed_is_told_but_to_nobody_to_whom_the_node_does_not_apply() -> None:
    gates = gate("plan", variable="plan", at_least=1.0), gate("staff", variable="staff", at_least=10.0)
    columns: dict[str, list[Cell]] = {
        "plan": [0.0, 0.0, 1.0, 0.0, 0.0],
        "staff": [0.0, 10.0, 0.0, 10.0, 0.0],
        "roads": [50.0, 50.0, 50.0, None, "M"],
        "water": [50.0, 50.0, 50.0, 50.0, "M"],
        "schools": [50.0, 50.0, 50.0, 50.0, "M"],
        "clinics": [50.0, 50.0, 50.0, 50.0, "M"],
    }
    assert told_by(gates, columns, 5) == [
        ["No score, gate", "There is no"],
        ["No score, gate"],
        ["Gate {gate} is", "No score, gate"],
        ["There is no"],
        [],
    ]


def test_the_order_of_the_list_counts() -> None:
    bonus = method("adjust", "bonus", variable="extra", missing="zero", ground=TEXT, **OF_RULE)
    cap = method("adjust", "cap_score", greatest=60.0, **OF_RULE)
    columns: dict[str, list[Cell]] = {"extra": [20.0], "roads": [55.0]}
    capped_last = scored(methodology(indicator("roads", adjust=(bonus, cap))), columns, 1)
    capped_first = scored(methodology(indicator("roads", adjust=(cap, bonus))), columns, 1)
    assert cells(node(capped_last, "roads").score) == [60]
    assert cells(node(capped_first, "roads").score) == [75]


def test_a_decision_on_a_variable_that_is_only_looked_at_excludes_nothing() -> None:
    penalty = method("adjust", "penalty", variable="fines", missing="zero", ground=TEXT, **OF_RULE)
    result = scored(methodology(indicator("roads", adjust=(penalty,))), {"fines": [5.0, "M", "X order 1"]})
    assert reasons(result, "roads") == ["", "", ""]
    assert cells(node(result, "roads").score) == [45, 50, 50]


def test_a_node_that_only_a_gate_looks_at_is_not_kept() -> None:
    text = methodology(dimension("index", ("ways", "care"), adjust=(gate("dry", node="water", at_least=50.0),)))
    kept = run(text, inputs(3, {"water": [50.0, 49.0, None]}), units(3), ["2024"], ["index"])
    assert list(kept.periods[0].nodes) == ["index"]
    assert reasons(kept, "index") == ["", "gate:dry", "missing"]
