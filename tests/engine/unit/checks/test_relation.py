"""What must hold between two variables."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import relation
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.model.text import Text
from tests.engine.unit.checks.sheets import cell, is_silent, related, sheet, the_one


def services(
    online: float | None, all_services: float | None, sense: str, right: str = "services", **of: object
) -> Sheet:
    held = related("online", sense, right, **of)
    return sheet(cell("online", online), cell("services", all_services), relations=(held,))


def test_it_speaks_of_a_numerator_above_its_denominator() -> None:
    found = the_one(relation, services(120.0, 100.0, "not_above"))
    assert found.severity == "stop"
    assert found.cells == ("online", "services")
    assert found.numbers == {
        "left": 120.0, "left_of": "online", "right": 100.0, "right_of": "services", "within": 0.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "of",
    [
        services(80.0, 100.0, "not_below"),
        services(80.0, 100.0, "equal"),
        services(201.0, 100.0, "not_above", "2 * services"),
        services(103.0, 100.0, "equal", within=2.0),
        services(103.0, 100.0, "not_above", within=2.0),
        services(97.0, 100.0, "not_below", within=2.0),
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
        services(200.0, 100.0, "equal", "2 * services"),
        services(102.0, 100.0, "equal", within=2.0),
        services(102.0, 100.0, "not_above", within=2.0),
        services(98.0, 100.0, "not_below", within=2.0),
        services(5.0, 0.0, "equal", "100 / services"),
        services(None, 100.0, "equal"),
        services(100.0, None, "equal"),
    ],
)
def test_it_is_silent_where_it_holds_or_a_value_is_missing(of: Sheet) -> None:
    assert is_silent(relation, of)


def test_it_is_silent_where_the_sheet_does_not_ask_for_one_of_them() -> None:
    only = sheet(cell("online", 5.0), relations=(related("online", "equal", "services"),))
    assert is_silent(relation, only)


def test_cells_within_a_formula_are_called_by_their_titles() -> None:
    titles = {"services": Text(kk="Қызметтер", ru="Услуги", en="Services"), "online": Text(kk="О", ru="О", en="Online")}
    said = the_one(relation, services(300.0, 100.0, "not_above", "2 * services")).in_language("en", titles)
    assert said.startswith("Online (300) may not be above 2 * “Services” (200).")


def test_a_reason_of_the_methodology_takes_the_place_of_the_general_one() -> None:
    why = Text(kk="Себеп.", ru="Причина.", en="What is online is among all.")
    found = the_one(relation, services(120.0, 100.0, "not_above", reason=why))
    assert found.in_language("en").split(". ")[1:] == [
        "What is online is among all",
        "Correct the value that is wrong.",
    ]


def test_two_relations_of_the_same_cells_are_two_cases() -> None:
    """An explanation of the one explains nothing of the other."""
    cases = [
        the_one(relation, services(300.0, 100.0, "not_above", right)).case for right in ("services", "2 * services")
    ]
    assert len(set(cases)) == 2
