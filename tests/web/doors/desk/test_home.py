"""The first page of the desk says to each role what awaits it and by when. What awaits a member of the commission is
tried with appeals.
"""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Campaign, Participant, Stage
from tarazy.web.rooms.collection.actions.remarks import remark_on_cell
from tarazy.web.rooms.collection.enums import State
from tarazy.web.rooms.collection.models import Cell, Submission
from tarazy.web.rooms.people.actions.proofs import ask_for_proof
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Kind
from tarazy.web.rooms.work.enums import State as TaskState
from tarazy.web.rooms.work.models import Task
from tarazy.web.ui.written import long_date
from tests.web.peopled import person, today

pytestmark = pytest.mark.usefixtures("campaigned", "db", "without_second_factor")
SOON, PASSED = 5, -3


def ends(phase: Phase, days: int) -> None:
    Stage.objects.filter(campaign="running", phase=phase).update(closes_on=today(days))


def form(state: State) -> Submission:
    Submission.objects.filter(campaign="running", unit="KZ-43").update(state=state)
    return Submission.objects.get(campaign="running", unit="KZ-43")


def asked_by_assessor() -> None:
    cell = Cell.objects.create(
        submission=form(State.DRAFT), variable="population", value=1, changed_at=timezone.now(),
        changed_by=person("foreign.officer"),
    )  # fmt: skip
    remark_on_cell(cell, "Which year is it?", language="en", by=person("centre.assessor"))


def failed_task() -> None:
    task = ask_for_proof(by=system_actor())
    Task.objects.filter(pk=task.pk).update(state=TaskState.FAILED, ended_at=timezone.now())


SCENES = {
    "a campaign in preparation": ("centre.methodologist", None, "In preparation: Preparing", None),
    "a stage that ends": ("centre.executive", lambda: ends(Phase.APPEALS, SOON), "appeals, Running", SOON),
    "the same to an analyst": ("centre.analyst", lambda: ends(Phase.APPEALS, SOON), "appeals, Running", SOON),
    "late forms": ("centre.administrator", lambda: ends(Phase.COLLECTION, PASSED), "3 forms are late: Running", PASSED),
    "no sample": ("centre.verifier", lambda: ends(Phase.VERIFICATION, SOON), "No sample is planned yet", SOON),
    "a certified form": ("centre.assessor", lambda: form(State.CERTIFIED), "Accept or return the form", 20),
    "a form to fill in": ("foreign.officer", lambda: ends(Phase.COLLECTION, SOON), "Fill in the form", SOON),
    "a form to certify": ("foreign.head", lambda: form(State.SUBMITTED), "Certify the form", 20),
    "a remark": ("foreign.officer", asked_by_assessor, "1 remark awaits an answer", None),
    "the journal": ("centre.overseer", None, "The journal was not proved yet", None),
    "a broken journal": ("centre.overseer", failed_task, "The journal did not hold", None),
    "a failed task": ("centre.operator", failed_task, "1 task failed", None),
}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_what_awaits_a_role_stands_on_its_first_page(client: Client, scene: tuple) -> None:  # type: ignore[type-arg]
    username, happens, said, day = scene
    client.force_login(person(username))
    if happens is not None:
        assert said not in client.get("/en/desk/").content.decode() or day is not None
        happens()
    page = client.get("/en/desk/").content.decode()
    line = next(row for row in page.split("<tr>") if said in row)
    assert (long_date(today(day)) if day is not None else "—") in line.replace("\xa0", " ")
    assert ("overdue" in line) == (day == PASSED)


def test_each_role_of_the_centre_has_another_first_page_than_nobody(client: Client) -> None:
    client.force_login(person("nowhere"))
    page = client.get("/en/desk/").content.decode()
    assert "You hold no post today" in page
    assert "What awaits you" not in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "2 оқылмаған хабарлама"), ("ru", "2 непрочитанных сообщения"), ("en", "2 unread messages")],
)
def test_unread_messages_are_counted_for_everybody(client: Client, language: str, words: str) -> None:
    member, text = person("centre.commissioner"), LocalText(kk="х", ru="с", en="t")
    for _ in range(2):
        write_message(member, Kind.NOTICE, text, text, by=system_actor())
    client.force_login(member)
    assert words in client.get(f"/{language}/desk/").content.decode()


@pytest.mark.parametrize(
    ("username", "folded"),
    [("centre.administrator", ["/en/desk/persons/", "/en/account/"]), ("centre.overseer", [])],
)
def test_many_links_of_the_masthead_are_folded_away(client: Client, username: str, folded: list[str]) -> None:
    client.force_login(person(username))
    navigation = client.get("/en/desk/").content.decode().partition('<li class="nav-more">')[2].partition("</ul>")[0]
    assert re.findall('href="([^"]+)"', navigation) == folded


def test_the_page_asks_no_more_where_more_awaits(client: Client) -> None:
    def queries(username: str) -> int:
        client.force_login(person(username))
        with CaptureQueriesContext(connection) as caught:
            client.get("/en/desk/")
        return len(caught)

    ends(Phase.COLLECTION, PASSED)
    one = Campaign.objects.get(pk="preparing")
    before = {name: queries(name) for name in ("centre.administrator", "foreign.officer")}
    for number in range(2):
        one.pk = f"more-{number}"
        one.save(force_insert=True)
        Participant.objects.create(campaign=one, unit_id="KZ-43")
        Stage.objects.create(
            campaign=one, phase=Phase.COLLECTION, opens_on=today(), closes_on=today() + datetime.timedelta(1)
        )
    assert {name: queries(name) for name in before} == before
