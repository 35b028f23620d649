"""The person's messages; the operator's outbox and tasks."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import Organisation, Post, User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Kind, State
from tarazy.web.rooms.post.models import Letter, Message
from tarazy.web.rooms.work import life
from tarazy.web.rooms.work.actions import enqueue
from tarazy.web.rooms.work.enums import State as TaskState
from tarazy.web.rooms.work.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
TEXT = LocalText(kk="Ертең соңғы күн", ru="Завтра последний день", en="Tomorrow is the last day")


def client_of(role: Role) -> tuple[Client, User]:
    user = User.objects.create(username=role.value, email=f"{role.value}@example.kz", full_name=role.value)
    centre, _new = Organisation.objects.get_or_create(
        id="centre", defaults={"place": "kz", "kind": OrganisationKind.CENTRE, "name": TEXT}
    )
    Post.objects.create(user=user, organisation=centre, role=role, first_day=timezone.localdate())
    client = Client()
    client.force_login(user)
    return client, user


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_person_reads_their_messages(language: str) -> None:
    client, user = client_of(Role.OFFICER)
    message = write_message(user, Kind.REMINDER, TEXT, TEXT, link="desk/", by=system_actor())
    page = client.get(f"/{language}/desk/messages/").content.decode()
    assert TEXT.in_language(language) in page
    assert f'href="/{language}/desk/"' in page
    client.post(f"/{language}/desk/messages/", {"id": message.pk})
    message.refresh_from_db()
    assert message.read_at is not None


def test_nobody_marks_the_message_of_another() -> None:
    client, _user = client_of(Role.OFFICER)
    other = User.objects.create(username="other")
    message = write_message(other, Kind.REMINDER, TEXT, TEXT, by=system_actor())
    assert client.post("/en/desk/messages/", {"id": message.pk}).status_code == 302
    assert TEXT.en not in client.get("/en/desk/messages/").content.decode()
    assert Message.objects.get().read_at is None


def test_the_operator_sees_letters_without_texts_and_tries_again() -> None:
    client, user = client_of(Role.OPERATOR)
    write_message(user, Kind.REMINDER, TEXT, TEXT, by=system_actor())
    Letter.objects.update(state=State.FAILED, attempts=8, last_fault="TimeoutError")
    page = client.get("/en/desk/outbox/").content.decode()
    assert "o…@example.kz" in page
    assert "TimeoutError" in page
    assert TEXT.en not in page
    client.post("/en/desk/outbox/", {"id": Letter.objects.get().pk})
    assert Letter.objects.get().state == State.WAITING


def test_the_operator_sees_tasks_and_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life, "_kinds", {})
    life.long_work("trial")(lambda doing: None)
    client, user = client_of(Role.OPERATOR)
    enqueue("trial", TEXT, by=user)
    Task.objects.update(state=TaskState.FAILED)
    page = client.get("/en/desk/tasks/").content.decode()
    assert TEXT.en in page
    assert "No worker is running" in page
    client.post("/en/desk/tasks/", {"id": Task.objects.get().pk})
    assert Task.objects.get().state == TaskState.WAITING


@pytest.mark.parametrize("page", ["outbox", "tasks"])
def test_nobody_else_opens_the_operators_pages(page: str) -> None:
    client, _user = client_of(Role.OFFICER)
    assert client.get(f"/en/desk/{page}/").status_code == 403
    assert Client().get(f"/en/desk/{page}/").status_code == 302
