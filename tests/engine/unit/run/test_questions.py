"""What a body has to report follows from the methodology: applicable nodes, what they read, and who says it."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
import numpy as np
import pytest

from tarazy.engine.load import load_methodology
from tarazy.engine.model.methodology import Methodology, Observed, Range, UnitOfMeasure, Variable
from tarazy.engine.model.stated_checks import Shares, SumOfParts
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.run.questions import Question, questions
from tests.engine.unit.run.small import LEAVES, dimension, indicator, method, methodology

TEXT = Text(kk="мәтін", ru="текст", en="text")
COUNT = UnitOfMeasure(unit_of_measure="count", title=TEXT, symbol=TEXT)


def unit(id: str = "KZ-47", kind: str = "oblast", valid_to: str = "NaT") -> Units:
    days = [np.array([day], dtype="datetime64[D]") for day in ("NaT", valid_to)]
    return Units(np.array([id]), np.array([kind]), np.array(["all"]), *days)


def variable(name: str, series: tuple[Any, ...] = ("self-report",), **changed: Any) -> Variable:
    given = {"observed": Observed(variable=name, breakdown=""), "range": Range(low=0, high=9), **changed}
    return Variable(
        variable=name, title=TEXT, definition=TEXT, unit_of_measure="count", series=series, reported_by=TEXT, **given
    )


def asking(*nodes: Any, variables: tuple[Variable, ...] = (), kinds: Any = "any") -> Methodology:
    """The small methodology, whose variables are said by bodies themselves unless given otherwise."""
    by_name = {name: variable(name) for name in LEAVES} | {one.variable: one for one in variables}
    text = methodology(*nodes, kinds=kinds)
    return msgspec.structs.replace(text, variables=tuple(by_name.values()), units_of_measure=(COUNT,))


def asked(text: Methodology, of: Units | None = None, period: str = "2024") -> dict[str, Question]:
    return {
        f"{one.variable} {one.breakdown}".strip(): one
        for one in questions(text, of if of is not None else unit(), period)
    }


def test_every_variable_that_bodies_say_is_asked_once_in_its_block() -> None:
    found = asked(asking())
    assert list(found) == list(LEAVES)
    assert [one.block for one in found.values()] == ["ways", "ways", "care", "care"]
    assert {one.period for one in found.values()} == {"2024"}


def test_a_control_figure_is_asked_in_the_block_of_what_it_is_held_against() -> None:
    said: dict[str, Any] = {"severity": "stop", "source": "-", "date": datetime.date(2024, 1, 1)}
    held = (
        Shares(parts=("share", "rest"), sum_to=100.0, **said),
        SumOfParts(parts=("share",), whole=LEAVES[3], **said),
    )
    text = asking(variables=(variable("rest"), variable("share"), variable("unasked")))
    found = asked(msgspec.structs.replace(text, checks=held))
    assert list(found) == [*LEAVES, "share", "rest"]
    assert [(found[name].block, found[name].counts_in) for name in ("rest", "share")] == [("care", ())] * 2


def test_which_way_is_better_is_known_of_what_is_itself_an_indicator() -> None:
    found = asked(asking())
    assert {one.better for one in found.values()} == {"higher"}


def test_statistics_and_targets_are_not_asked_for() -> None:
    others = (variable(LEAVES[0], ("statistics",)), variable(LEAVES[1], ("target",)))
    both = variable(LEAVES[2], ("verified", "statistics", "self-report"))
    assert list(asked(asking(variables=(*others, both)))) == list(LEAVES[2:])


def test_what_does_not_apply_to_the_kind_is_not_asked() -> None:
    oblasts_only = method("apply", "kinds", kinds=("oblast",), reason=TEXT)
    text = asking(dimension("care", LEAVES[2:], apply=oblasts_only))
    assert list(asked(text, unit(kind="ministry"))) == list(LEAVES[:2])
    assert list(asked(text, unit(kind="oblast"))) == list(LEAVES)


def test_a_list_of_units_decides_for_each_unit() -> None:
    listed = {"from": datetime.date(2020, 1, 1), "source": "-", "units": ["KZ-10"]}
    given = {"applies_to": "listed", "dated": [listed], "reason": {"kk": "-", "ru": "-", "en": "-"}}
    parameters = msgspec.convert({"method": "units", **given}, type(method_of_units()))
    text = asking(indicator(LEAVES[0], apply=parameters))
    assert LEAVES[0] in asked(text, unit("KZ-10"))
    assert LEAVES[0] not in asked(text, unit("KZ-47"))
    # Before the first list nobody can say to whom it applies: it is asked.
    assert LEAVES[0] in asked(text, unit("KZ-47"), "2019")


def method_of_units() -> Any:
    return method("apply", "units", applies_to="listed", dated=(), reason=TEXT)


def test_what_depends_on_data_is_asked() -> None:
    rule = method(
        "apply", "condition", variable=LEAVES[3], at_least=5.0, at_most=None, missing="does_not_apply", reason=TEXT,
        source="-", date=datetime.date(2020, 1, 1),
    )  # fmt: skip
    assert LEAVES[0] in asked(asking(indicator(LEAVES[0], apply=rule)))


def test_a_unit_that_is_not_assessed_is_asked_nothing() -> None:
    assert asked(asking(kinds=("ministry",))) == {}
    assert asked(asking(), unit(valid_to="2024-06-01")) == {}


def test_a_variable_of_a_period_before_is_asked_now_for_the_next_run() -> None:
    text = asking(indicator(LEAVES[0], f"{LEAVES[0]} - lag(before, 1)"), variables=(variable("before"),))
    assert asked(text)["before"].period == "2024"


def test_each_part_of_a_sum_is_asked_without_the_range_of_the_whole() -> None:
    parts = Observed(variable="staff", sum_of=("sex=f", "sex=m"))
    text = asking(variables=(variable(LEAVES[0], observed=parts),))
    found = asked(text)
    assert [name for name in found if name.startswith("staff")] == ["staff sex=f", "staff sex=m"]
    assert found["staff sex=f"].range is None
    assert found[LEAVES[1]].range == Range(low=0, high=9)


def test_two_names_of_one_number_are_asked_once_for_both() -> None:
    same = variable(LEAVES[2], observed=Observed(variable=LEAVES[0], breakdown=""))
    title = Text(kk="басқа", ru="другой", en="other")
    other = msgspec.structs.replace(indicator(LEAVES[2]), title=title)
    found = asked(asking(other, variables=(same,)))
    assert LEAVES[2] not in found
    assert found[LEAVES[0]].block == "ways"
    assert found[LEAVES[0]].counts_in[-1] == title


def test_the_only_values_of_a_yes_or_no() -> None:
    found = asked(asking(indicator(LEAVES[0], normalise=method("normalise", "yes_no"))))
    assert found[LEAVES[0]].only_values == (0.0, 1.0)
    assert found[LEAVES[1]].only_values == ()


def test_one_unit_at_a_time() -> None:
    none = np.array(["NaT", "NaT"], dtype="datetime64[D]")
    two = Units(np.array(["A", "B"]), np.array(["x", "x"]), np.array(["all", "all"]), none, none)
    with pytest.raises(ValueError, match="2 units"):
        questions(asking(), two, "2024")


def test_the_state_bodies_of_kazakhstan() -> None:
    text = load_methodology("kz/state-bodies/2022.1")
    local, central = (asked(text, unit(kind=kind), "2023") for kind in ("local_body", "central_body"))
    assert local.keys() - central.keys() == {"body_regional_plan"}
    assert "body_service_satisfaction" not in local  # a survey says it
    assert {one.block for one in local.values()} == {"goals", "interaction", "organisation"}


def test_the_text_says_why_how_often_and_with_which_document() -> None:
    pilot = load_methodology("kz/local-pilot/2026.1")
    city = unit("KZ-471800", "city_of_oblast")
    by_variable = {one.variable: one for one in questions(pilot, city, "2026")}
    payments, staff = by_variable["payments_made"], by_variable["staff"]
    assert payments.evidence is not None
    assert payments.evidence.document.en == "Form 5-ЦТ"
    assert (payments.collected, staff.collected) == ("month", "year")
    assert staff.evidence is None
    assert staff.why == pilot.variables_by_name["staff"].why
    assert "villages" not in by_variable


def test_a_month_asks_what_is_collected_as_often_without_the_document_of_the_year() -> None:
    pilot = load_methodology("kz/local-pilot/2026.1")
    quarter, month = (
        {one.variable: one for one in questions(pilot, unit("KZ-43"), period)} for period in ("2026-Q3", "2026-07")
    )
    assert {one.collected for one in month.values()} == {"month"}
    assert {one.collected for one in quarter.values()} == {"month", "quarter"}
    assert month.keys() < quarter.keys()
    assert month["payments_made"].evidence is None
    assert (month["own_revenue"].within_year, quarter["payables_overdue"].within_year) == ("sum", "last")


def test_what_says_nothing_of_how_often_is_asked_once_a_period() -> None:
    assert asked(asking(), period="2024-07") == {}
    monthly = asking(variables=(variable(LEAVES[0], collected="month"),))
    assert list(asked(monthly, period="2024-07")) == [LEAVES[0]]


def test_a_body_that_ended_within_the_month_is_not_asked_for_it() -> None:
    monthly = asking(variables=(variable(LEAVES[0], collected="month"),))
    assert asked(monthly, unit(valid_to="2024-07-20"), "2024-07") == {}
    assert list(asked(monthly, unit(valid_to="2024-07-20"), "2024-06")) == [LEAVES[0]]


def test_how_the_year_is_made_is_said_of_its_parts_alone() -> None:
    pilot = load_methodology("kz/local-pilot/2026.1")
    year = {one.variable: one for one in questions(pilot, unit("KZ-43"), "2026")}
    assert year["own_revenue"].within_year is None
    assert year["payments_made"].evidence is not None
