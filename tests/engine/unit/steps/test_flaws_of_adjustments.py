"""What cannot stand between the parameters of adjustments, lists of units and conditions."""

from __future__ import annotations

from typing import Any

from tarazy.engine.steps import methods
from tests.engine.unit.run.small import DAY, TEXT
from tests.engine.unit.steps.test_flaws import LATER, flaws

OF_RULE: dict[str, Any] = {"source": "source", "date": DAY}


def test_a_cap_needs_a_limit_and_its_limits_an_order() -> None:
    assert flaws("adjust", "cap_score", greatest=60.0, **OF_RULE) == []
    assert flaws("adjust", "cap_score", least=10.0, greatest=60.0, **OF_RULE) == []
    assert flaws("adjust", "cap_score", **OF_RULE) == [("Neither 'least' nor 'greatest' is given.", ())]
    assert flaws("adjust", "cap_score", least=60.0, greatest=60.0, **OF_RULE) == [
        ("The least score 60 does not lie below the greatest score 60.", ("least",))
    ]


def test_a_gate_looks_at_one_thing_that_somebody_can_reach() -> None:
    def found(**parameters: Any) -> list[tuple[str, tuple[str | int, ...]]]:
        return flaws("adjust", "gate", gate="plan", missing="fail", reason=TEXT, **parameters, **OF_RULE)

    exactly_one = ("Exactly one of 'node' and 'variable' must be given.", ())
    assert found(node="roads", at_least=100.0) == []
    assert found(variable="residents", at_least=5000.0) == []
    assert found(at_least=1.0) == [exactly_one]
    assert found(node="roads", variable="residents", at_least=1.0) == [exactly_one]
    assert found(node="roads", at_least=101.0) == [
        ("The gate asks for 101 points, and a score has at most 100.", ("at_least",))
    ]


def test_a_reduction_stays_on_the_scale() -> None:
    assert flaws("adjust", "over_achievement", above=130.0, by=20.0, **OF_RULE) == []
    assert flaws("adjust", "over_achievement", above=1.3, by=20.0, **OF_RULE) == [
        ("A score just above 1.3 would lose 20 points and fall below 0.", ("by",))
    ]


def test_a_list_of_units() -> None:
    listed = methods("apply")["units"].Listed

    def found(*rows: Any) -> list[tuple[str, tuple[str | int, ...]]]:
        return flaws("apply", "units", applies_to="listed", dated=rows, reason=TEXT)

    assert found(listed(DAY, "source", ("A", "B")), listed(LATER, "source", ())) == []
    assert found(listed(DAY, "source", ("A", "B", "A")), listed(DAY, "source", ("C",))) == [
        ("The unit A is named twice.", ("dated", 0, "units", 2)),
        ("Two lists of units begin on the same day: 2020-01-01.", ("dated", 1, "from")),
    ]


def test_a_condition_needs_a_limit_that_somebody_can_meet() -> None:
    def found(**parameters: Any) -> list[tuple[str, tuple[str | int, ...]]]:
        return flaws(
            "apply", "condition", variable="residents", missing="applies", reason=TEXT, **parameters, **OF_RULE
        )

    assert found(at_least=5.0, at_most=5.0) == []
    assert found(at_most=5.0) == []
    assert found() == [("Neither 'at_least' nor 'at_most' is given.", ())]
    assert found(at_least=6.0, at_most=5.0) == [("The condition asks for at least 6 and at most 5.", ("at_least",))]
