"""Monitoring within the year: the same form for a quarter, values so far, where the year ends, what is warned of."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from tarazy.web.rooms.collection.actions.moving import accept_block
from tarazy.web.rooms.collection.enums import State
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.forms import Asked, form_of, sheet_of
from tarazy.web.rooms.collection.queries.monitoring import (
    BodyInYear,
    monitored_bodies,
    monitored_body,
    warning_in_words,
)
from tarazy.web.rooms.observatory.models import Observation
from tests.web.monitored import FIRST, SECOND, Monitoring, certify, past_its_day
from tests.web.piloted import BODY

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def body(monitoring: Monitoring) -> BodyInYear:
    return next(one for one in monitored_bodies(monitoring.campaign) if one.unit.pk == BODY)


def kinds(found: BodyInYear) -> dict[str, list[str]]:
    by_kind: dict[str, list[str]] = {}
    for warning in found.warnings:
        by_kind.setdefault(warning.kind, []).append(warning.cell)
    return by_kind


def test_a_quarter_asks_the_same_variables_with_the_target_and_last_year_beside(monitoring: Monitoring) -> None:
    cells = {cell.question.variable: cell for cell in form_of(Asked(monitoring.form)).cells.values()}
    jobs = cells["jobs_created"]
    target = Observation.objects.get(unit=BODY, variable="jobs_created_target", period="2026")
    whole = Observation.objects.filter(unit=BODY, variable="jobs_created", period="2025").latest("revision")
    assert jobs.target is not None
    assert jobs.target.value == target.value
    assert jobs.last_whole_year is not None
    assert jobs.last_whole_year.value == whole.value
    assert jobs.last_year is None
    assert "staff" not in cells, "collected once a year"
    assert {cell.evidence for cell in cells.values()} == {None}


def test_the_same_quarter_of_last_year_stands_beside_and_checks_compare_with_it_alone(monitoring: Monitoring) -> None:
    Observation.objects.create(
        unit_id=BODY, variable_id="jobs_created", period="2025-Q2", series="self-report", value=777.0,
        recorded_at="2026-01-01T00:00Z", recorded_by=monitoring.administrator,
    )  # fmt: skip
    asked = Asked(monitoring.form)
    jobs = next(cell for cell in form_of(asked).cells.values() if cell.question.variable == "jobs_created")
    assert jobs.last_year is not None
    assert jobs.last_year.value == 777.0
    earlier = {cell.key.variable: cell.earlier for cell in sheet_of(asked, {}).cells}
    assert earlier["jobs_created"] == {"2025-Q2": 777.0}
    assert earlier["housing_completed"] == {}, "last year as a whole is no quarter"


def test_what_is_accepted_is_an_observation_of_the_quarter(monitoring: Monitoring) -> None:
    form = certify(monitoring.form, {"jobs_created": 3000.0})
    for block in [block.block for block in form_of(Asked(form)).blocks]:
        accept_block(form, block, by=monitoring.assessor)
    assert form.state == State.ACCEPTED
    recorded = Observation.objects.get(unit=BODY, variable="jobs_created", period=SECOND)
    assert (recorded.value, recorded.series) == (3000.0, "self-report")
    assert {line.question.variable: line.course.values for line in body(monitoring).lines}["jobs_created"] == {
        FIRST: 1000.0, SECOND: 3000.0,
    }  # fmt: skip


def test_the_year_is_foretold_from_what_heads_have_certified(monitoring: Monitoring) -> None:
    target = Observation.objects.get(unit=BODY, variable="jobs_created_target", period="2026").value or 0.0
    jobs = next(line for line in body(monitoring).lines if line.question.variable == "jobs_created")
    assert jobs.course.values == {FIRST: 1000.0}
    assert jobs.ends is not None
    assert (jobs.ends.rule, jobs.ends.value) == ("even", 4000.0)
    assert [one.kind for one in jobs.warnings] == (["will_miss"] if target > 4000.0 else [])
    certify(monitoring.form, {"jobs_created": target})
    assert "jobs_created" not in kinds(body(monitoring)).get("will_miss", [])


def test_a_decision_goes_before_what_the_body_says(monitoring: Monitoring) -> None:
    for series, value in (("self-report", 1.0), ("decision", 2.0)):
        Observation.objects.create(
            unit_id=BODY, variable_id="jobs_created", period=FIRST, series=series, value=value,
            recorded_at="2026-05-01T00:00Z", recorded_by=monitoring.administrator,
        )  # fmt: skip
    jobs = next(line for line in body(monitoring).lines if line.question.variable == "jobs_created")
    assert jobs.course.values == {FIRST: 2.0}


def test_a_form_is_late_until_its_head_certifies_it(monitoring: Monitoring) -> None:
    assert "late" not in kinds(body(monitoring))
    past_its_day(monitoring.campaign)
    assert kinds(body(monitoring))["late"] == [""]
    Submission.objects.filter(pk=monitoring.form.pk).update(state="certified")
    assert "late" not in kinds(body(monitoring))


def test_a_certified_form_without_a_value_is_warned_of(monitoring: Monitoring) -> None:
    assert "missing" not in kinds(body(monitoring))
    certify(monitoring.form, {"roads_repaired": None})
    assert kinds(body(monitoring))["missing"] == ["roads_repaired"]
    assert body(monitoring).count("missing") == 1


def test_warnings_speak_with_numbers_and_days_as_pages_write_them(monitoring: Monitoring) -> None:
    past_its_day(monitoring.campaign)
    found = body(monitoring)
    (late,) = [warning for warning in found.warnings if warning.kind == "late"]
    assert "The form of quarter 2 of 2026 was due on" in warning_in_words(late)
    assert str(late.numbers["day"]) not in warning_in_words(late)
    assert found.titles["jobs_created"] == "Jobs created"


def test_one_body_is_the_same_as_among_all(monitoring: Monitoring) -> None:
    assert monitored_body(monitoring.form).warnings == body(monitoring).warnings
    units = [one.unit.pk for one in monitored_bodies(monitoring.campaign, [monitoring.form.unit])]
    assert units == [BODY]


@pytest.mark.parametrize("count", [1, 2])
def test_all_bodies_ask_as_often_as_one(
    monitoring: Monitoring, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    units = ["KZ-47", BODY][:count]
    monitored_bodies(monitoring.campaign)
    with django_assert_num_queries(5):
        assert len(monitored_bodies(monitoring.campaign, units)) == count  # type: ignore[arg-type]
