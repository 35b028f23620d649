"""Room collection: every check of sheets speaks of a form on the desk, with what the methodology states."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from tarazy.engine.checks.all_checks import CHECKS
from tarazy.exchange.forms.form import Answer
from tarazy.web.rooms.collection.actions.filling import Change, save_cells
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Cell, Evidence, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, findings_of, form_of
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tests.web.piloted import BODY, PERIOD, Pilot
from tests.web.rooms.shipped import demo, some_observations

pytestmark = [pytest.mark.database, pytest.mark.django_db]

# What no page and no workbook lets in speaks there.
ELSEWHERE = {"not_a_number", "unknown_status", "status_forbids", "not_possible"}


def write(pilot: Pilot, **answers: float) -> None:
    changes = [
        Change(variable, "", cell.edition if cell else 0, Answer(value))
        for variable, value in answers.items()
        for cell in [Cell.objects.filter(submission=pilot.submission, variable=variable).first()]
    ]
    save_cells(pilot.submission, changes, origin=Origin.TYPED, by=pilot.officer)


def spoken(pilot: Pilot) -> dict[str, set[str]]:
    """By check, the cells of which it speaks."""
    found: dict[str, set[str]] = {}
    for one in findings_of(Asked(Submission.objects.get(pk=pilot.submission.pk))):
        found.setdefault(one.check, set()).update(one.cells)
    return found


def proven(pilot: Pilot, variable: str, **said: object) -> None:
    cell = Cell.objects.get(submission=pilot.submission, variable=variable)
    given = {"title": "Report", "file": "0" * 64, "file_name": "r.pdf", "given_at": timezone.now(), **said}
    Evidence.objects.create(cell=cell, given_by=pilot.officer, **given)


def last_year(pilot: Pilot) -> Submission:
    now = timezone.now()
    return Submission.objects.create(
        campaign=pilot.campaign, unit=pilot.submission.unit, period="2025", opened_at=now, changed_at=now
    )


def test_what_the_methodology_states_is_held_against_the_form(pilot: Pilot) -> None:
    write(pilot, documents=100, documents_electronic=70, documents_paper=20)
    write(pilot, services_share_online=60, services_share_centre=30, services_share_office=9.4)
    write(pilot, services_delivered=200, services_online=120, services_on_time=201)
    found = spoken(pilot)
    assert found["sum_of_parts"] == {"documents_electronic", "documents_paper", "documents"}
    assert found["shares"] == {"services_share_online", "services_share_centre", "services_share_office"}
    assert found["relation"] == {"services_on_time", "services_delivered"}
    write(pilot, documents_paper=30, services_share_office=9.9, services_on_time=200)
    found = spoken(pilot)
    assert not {"sum_of_parts", "shares", "relation"} & found.keys()


def test_thresholds_are_those_of_the_methodology(pilot: Pilot) -> None:
    """A quarter more staff is to be explained, 25 percent more complaints are not."""
    before = {cell.question.variable: cell.last_year.value for cell in form_of(Asked(pilot.submission)).cells.values()}
    write(pilot, staff=before["staff"] * 1.3, incidents=before["incidents"] * 1.3)
    assert spoken(pilot)["changed"] == {"staff"}


def test_a_target_passed_by_far_is_spoken_of(pilot: Pilot) -> None:
    cells = form_of(Asked(pilot.submission)).cells.values()
    target = next(one for one in cells if one.question.variable == "jobs_created")
    write(pilot, jobs_created=target.target.value * 1.5)
    assert spoken(pilot)["over_achievement"] == {"jobs_created"}


def test_what_others_say_is_compared_even_if_the_methodology_does_not_take_it(pilot: Pilot) -> None:
    record_observations(some_observations((BODY, "villages", PERIOD, 100.0), series="register"), by=demo())
    write(pilot, villages=120.0)
    assert spoken(pilot)["sources_disagree"] == {"villages"}
    write(pilot, villages=100.5)
    assert "sources_disagree" not in spoken(pilot)


def test_documents_of_another_year_are_spoken_of(pilot: Pilot) -> None:
    write(pilot, services_delivered=200, services_on_time=100, systems_tested=1, plan_actions=9)
    before = last_year(pilot)
    cell = Cell.objects.create(
        submission=before, variable="plan_actions", value=1.0, origin=Origin.TYPED, changed_at=timezone.now(),
        changed_by=pilot.officer,
    )  # fmt: skip
    Evidence.objects.create(
        cell=cell, title="Report", file="a" * 64, file_name="r.pdf", given_at=timezone.now(), given_by=pilot.officer
    )
    proven(pilot, "plan_actions", file="a" * 64)
    proven(pilot, "services_delivered", valid_from=datetime.date(2025, 12, 1))
    proven(pilot, "systems_tested", valid_from=datetime.date(2025, 12, 1))
    proven(pilot, "services_on_time", valid_to=datetime.date(2026, 6, 30))
    found = spoken(pilot)
    assert found["same_file"] == {"plan_actions"}
    assert found["stale_file"] == {"services_delivered"}, "a test of security is good for a year"
    assert found["expired_evidence"] == {"services_on_time"}


def test_every_check_has_spoken_once(pilot: Pilot) -> None:
    """Those of the tests above, and here the others: of an empty form, of values out of range, of copied and of
    invented numbers.
    """
    above = {"sum_of_parts", "shares", "relation", "changed", "over_achievement", "sources_disagree"}
    above |= {"same_file", "stale_file", "expired_evidence"}
    found = set(spoken(pilot))
    cells = form_of(Asked(pilot.submission)).cells.values()
    write(pilot, **{one.question.variable: one.last_year.value for one in cells if one.last_year})
    found |= set(spoken(pilot))
    write(pilot, **{one.question.variable: 1000.0 * number for number, one in enumerate(cells, start=1)})
    found |= set(spoken(pilot))
    missing = {module.CHECK.id for module in CHECKS} - found - above - ELSEWHERE
    assert missing == {"against_others", "broken_link"}, "of which test_filling and test_links tell"
