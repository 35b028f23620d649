"""The overseer's pages: acts without anybody's name, and what came of the proofs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.actions.proofs import PROOF
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.work.queries import tasks_named
from tests.web.peopled import person

pytestmark = pytest.mark.usefixtures("peopled", "db", "without_second_factor")


@pytest.fixture
def overseer(client: Client) -> Client:
    client.force_login(person("centre.overseer"))
    return client


@pytest.mark.parametrize(("language", "words"), [("kk", "Журнал"), ("ru", "Журнал"), ("en", "Every act, the latest")])
def test_acts_are_listed_and_nobody_is_named(overseer: Client, language: str, words: str) -> None:
    page = overseer.get(f"/{language}/desk/journal/").content.decode()
    assert words in page
    last = Entry.objects.latest("number")
    assert f"<code>{last.room}.{last.verb}</code>" in page
    assert not any(email in page for email in User.objects.values_list("email", flat=True) if email)


def test_acts_are_found(overseer: Client) -> None:
    page = overseer.get("/en/desk/journal/?verb=people.found_organisation&id=body").content.decode()
    assert page.count('<th scope="row">') == 1
    assert "No act is as you asked" in overseer.get("/en/desk/journal/?id=nothing").content.decode()
    for wrong in ("actor=x", "verb=no.such"):
        answer = overseer.get(f"/en/desk/journal/?{wrong}")
        assert answer.status_code == 200
        assert "No act is as you asked" in answer.content.decode()


def test_the_list_asks_no_more_where_there_is_more(overseer: Client) -> None:
    def queries(id: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            overseer.get(f"/en/desk/journal/?{id}")
        return len(caught)

    queries("")  # the session is made
    assert queries("verb=people.found_organisation") == queries("verb=people.found_organisation&id=body")


def test_a_proof_is_asked_for(overseer: Client) -> None:
    assert "was not proved yet" in overseer.get("/en/desk/journal/proof/").content.decode()
    assert overseer.post("/en/desk/journal/proof/").status_code == 302
    task = tasks_named(PROOF).get()
    assert task.started_by == person("centre.overseer").pk
    assert "waiting" in overseer.get("/en/desk/journal/proof/").content.decode()
    overseer.force_login(person("centre.analyst"))
    assert overseer.post("/en/desk/journal/proof/").status_code == 403
