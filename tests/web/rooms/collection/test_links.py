"""Room collection: the links of open forms are tried; one that fails for three days is broken until it opens."""

from __future__ import annotations

import datetime
import socket
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from tarazy.exchange import links
from tarazy.exchange.forms.form import Answer
from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.collection.actions.evidence import Document, give_evidence, take_back_evidence
from tarazy.web.rooms.collection.actions.filling import Change, explain_finding, save_cells
from tarazy.web.rooms.collection.actions.links import Trial, note_trials
from tarazy.web.rooms.collection.enums import Origin, Outcome, State
from tarazy.web.rooms.collection.models import Evidence, LinkTrial, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, findings_of
from tarazy.web.rooms.collection.queries.links import due_links, link_standings
from tarazy.web.rooms.collection.tasks import try_due_links
from tarazy.web.rooms.people.queries import system_actor
from tests.exchange.test_links import Server, serving
from tests.web.piloted import Pilot

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LINK, OTHER = "https://stat.example.kz/report", "https://gov.example.kz/order"
NOON = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)


def give(pilot: Pilot, link: str = LINK, variable: str = "services_delivered") -> Evidence:
    cell = pilot.submission.cells.filter(variable=variable).first()
    if cell is None:
        change = Change(variable, "", 0, Answer(5.0))
        cell = save_cells(pilot.submission, [change], origin=Origin.TYPED, by=pilot.officer).cells[0]
    return give_evidence(pilot.submission, [cell], Document("Report", link=link), by=pilot.officer)[0]


def note(outcome: Outcome, *, day: int = 0, status: int = 0, link: str = LINK) -> None:
    at = NOON + datetime.timedelta(days=day)
    note_trials([Trial(link, outcome.value, status, at)], by=system_actor())


def broken(pilot: Pilot) -> list[str]:
    """What is said of broken links, as the form's page would say it."""
    return [
        one.in_language("en") for one in findings_of(Asked(Submission.objects.get(pk=pilot.submission.pk)))
        if one.check == "broken_link"
    ]  # fmt: skip


def opens(link: str = LINK) -> bool | None:
    return link_standings([link])[link].opens


def test_a_link_is_broken_after_three_days_and_heals_when_it_opens(pilot: Pilot) -> None:
    give(pilot)
    note(Outcome.ANSWERS, status=200)
    note(Outcome.REFUSED, day=1, status=404)
    assert opens() is None
    assert not broken(pilot)
    note(Outcome.TOO_SLOW, day=2)
    assert not broken(pilot), "a passing outage is no finding"
    note(Outcome.REFUSED, day=3, status=404)
    assert opens() is False
    (said,) = broken(pilot)
    assert f"The link {LINK} could not be opened." in said
    note(Outcome.ANSWERS, day=4, status=200)
    assert opens() is True
    assert not broken(pilot)


def test_three_failures_of_one_day_are_a_passing_outage(pilot: Pilot) -> None:
    for _time in range(3):
        note(Outcome.NO_ANSWER)
    assert opens() is None


def test_an_answer_in_between_begins_anew(pilot: Pilot) -> None:
    for day, outcome in enumerate((Outcome.NO_ANSWER, Outcome.NO_ANSWER, Outcome.ANSWERS, Outcome.NO_ANSWER)):
        note(outcome, day=day)
    assert opens() is None


@pytest.mark.parametrize("outcome", [Outcome.CLOSED, Outcome.BUSY])
def test_what_the_link_is_not_to_blame_for_neither_breaks_nor_heals(pilot: Pilot, outcome: Outcome) -> None:
    for day in range(4):
        note(outcome, day=day)
    assert opens() is None
    for day in range(4, 7):
        note(Outcome.NO_NAME, day=day)
    note(outcome, day=8)
    assert opens() is False


def test_an_explanation_holds_while_the_link_stays_broken(pilot: Pilot) -> None:
    give(pilot)
    for day in range(3):
        note(Outcome.REFUSED, day=day, status=403)
    (found,) = [one for one in findings_of(Asked(pilot.submission)) if one.check == "broken_link"]
    assert found.severity == "explain"
    explain_finding(pilot.submission, found.case, "Only staff of the ministry can open it.", by=pilot.officer)
    note(Outcome.REFUSED, day=3, status=403)
    (later,) = [one for one in findings_of(Asked(pilot.submission)) if one.check == "broken_link"]
    assert later.case == found.case


def test_links_of_open_forms_are_due_once_a_day(pilot: Pilot) -> None:
    given = give(pilot)
    give(pilot, OTHER, "services_on_time")
    give(pilot, OTHER, "services_delivered")
    assert due_links(NOON) == [OTHER, LINK]
    note(Outcome.ANSWERS, link=OTHER)
    assert due_links(NOON + datetime.timedelta(hours=19)) == [LINK]
    assert due_links(NOON + datetime.timedelta(hours=21)) == [OTHER, LINK]
    take_back_evidence(given, by=pilot.officer)
    assert due_links(NOON) == []
    note(Outcome.ANSWERS, link=OTHER)
    assert due_links(NOON + datetime.timedelta(days=2)) == [OTHER]


@pytest.mark.parametrize("state", State)
def test_links_of_accepted_forms_are_left(pilot: Pilot, state: State) -> None:
    give(pilot)
    Submission.objects.filter(pk=pilot.submission.pk).update(state=state)
    assert due_links(NOON) == ([] if state == State.ACCEPTED else [LINK])


def test_links_of_closed_campaigns_are_left(pilot: Pilot) -> None:
    give(pilot)
    pilot.campaign.__class__.objects.update(state="closed")
    assert due_links(NOON) == []


@pytest.fixture
def server(settings: Settings) -> Iterator[tuple[str, type[Server]]]:
    settings.LINKS_TRIED = "everywhere"
    with serving() as one:
        yield one


def test_the_regular_task_tries_and_notes(pilot: Pilot, server: tuple[str, type[Server]]) -> None:
    address, handler = server
    give(pilot, f"{address}/200")
    give(pilot, "http://127.0.0.2:1/gone", "services_on_time")
    try_due_links()
    noted = {(one.link, one.outcome, one.status) for one in LinkTrial.objects.all()}
    assert noted == {(f"{address}/200", "answers", 200), ("http://127.0.0.2:1/gone", "no_answer", 0)}
    assert handler.asked[0][2] == "Tarazy (tries links once a day; http://localhost:8000)"
    entry = Entry.objects.order_by("number").last()
    assert entry is not None
    assert (entry.verb, entry.particulars) == ("note_link_trials", {"trials": 2})
    before = len(handler.asked)
    try_due_links()
    assert len(handler.asked) == before, "once a day"


def test_where_nobody_answers_the_own_line_may_be_down(
    pilot: Pilot, server: tuple[str, type[Server]], caplog: pytest.LogCaptureFixture
) -> None:
    give(pilot, "http://127.0.0.2:1/gone")
    try_due_links()
    assert not LinkTrial.objects.exists()
    assert "taken for an outage of our own line" in caplog.text
    note_trials([Trial(OTHER, "refused", 404, timezone.now())], by=system_actor())
    try_due_links()
    assert LinkTrial.objects.filter(outcome=Outcome.NO_ANSWER).count() == 1


def test_nothing_is_tried_within_closed_networks_unless_the_setting_says_so(
    pilot: Pilot, server: tuple[str, type[Server]], settings: Settings
) -> None:
    settings.LINKS_TRIED = "public"
    address, handler = server
    give(pilot, f"{address}/200")
    try_due_links()
    assert not handler.asked
    assert [one.outcome for one in LinkTrial.objects.all()] == [Outcome.CLOSED]


def test_nothing_is_tried_in_a_demonstration_or_where_it_is_switched_off(
    pilot: Pilot, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(pilot)

    def refuse(*_of: object, **_more: object) -> None:
        raise AssertionError("somebody is asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    settings.LINKS_TRIED = "none"
    try_due_links()
    settings.LINKS_TRIED = "public"
    monkeypatch.setattr("tarazy.web.rooms.collection.tasks.is_demonstration", lambda: True)
    try_due_links()
    assert not LinkTrial.objects.exists()


def test_only_the_system_notes_trials(pilot: Pilot) -> None:
    with pytest.raises(Denied, match="The system tries links by itself"):
        note_trials([Trial(LINK, "refused", 404, NOON)], by=pilot.administrator)


def test_the_words_of_outcomes_are_those_of_trying() -> None:
    assert set(links.Outcome.__args__) == set(Outcome.values)  # type: ignore[attr-defined]
