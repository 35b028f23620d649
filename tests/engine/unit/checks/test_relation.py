"""What must hold between two variables."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import relation
from tarazy.engine.model.sheet import Key, Relation, Sheet
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one

ONLINE, ALL = Key("online"), Key("services")


def services(online: float | None, all_services: float | None, sense: str, **others: object) -> Sheet:
    relation = Relation(left=ONLINE, sense=sense, right=ALL, **others)
    return sheet(cell("online", online), cell("services", all_services), relations=(relation,))


def test_it_speaks_of_a_numerator_above_its_denominator() -> None:
    found = the_one(relation, services(120.0, 100.0, "not_above"))
    assert found.severity == "stop"
    assert found.cells == ("online", "services")
    assert found.numbers == {
        "left": 120.0, "left_of": "online", "right": 100.0, "right_of": "services", "times": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "of",
    [
        services(80.0, 100.0, "not_below"),
        services(80.0, 100.0, "equal"),
        services(201.0, 100.0, "not_above", times=2.0),
    ],
)
def test_it_speaks_of_every_sense(of: Sheet) -> None:
    assert not is_silent(relation, of)


def test_what_holds_only_as_a_rule_is_to_be_explained() -> None:
    assert the_one(relation, services(120.0, 100.0, "not_above", severity="explain")).severity == "explain"


@pytest.mark.parametrize(
    "of",
    [
        services(100.0, 100.0, "not_above"),
        services(100.0, 100.0, "not_below"),
        services(0.1 + 0.2, 0.3, "equal"),
        services(0.1 + 0.2, 0.3, "not_above"),
        services(200.0, 100.0, "equal", times=2.0),
        services(None, 100.0, "equal"),
        services(100.0, None, "equal"),
    ],
)
def test_it_is_silent_where_it_holds_or_a_value_is_missing(of: Sheet) -> None:
    assert is_silent(relation, of)


def test_it_is_silent_where_the_sheet_does_not_ask_for_one_of_them() -> None:
    only = sheet(cell("online", 5.0), relations=(Relation(left=ONLINE, sense="equal", right=ALL),))
    assert is_silent(relation, only)
