"""Room followup: given, answered, reported, verified by another; deadlines moved in the open; reminders."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import Error as DatabaseError
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.files.actions import keep_content
from tarazy.web.rooms.followup.actions import Given, move_deadline, move_recommendation, open_recommendation
from tarazy.web.rooms.followup.enums import Kind, Move, State
from tarazy.web.rooms.followup.models import Recommendation, Reminder
from tarazy.web.rooms.followup.queries import (
    awaiting_body,
    awaiting_verification,
    deadline_changes_of,
    overdue,
    recommendations_from,
    recommendations_of,
    recommendations_seen_by,
    state_changes_of,
    under_control,
)
from tarazy.web.rooms.followup.rules import may_give, may_move, may_read
from tarazy.web.rooms.followup.tasks import remind_of_deadlines
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.post.models import Message
from tarazy.web.rooms.units.models import Unit
from tests.web.peopled import organisation_called, person, post_of, today
from tests.web.rooms.shipped import demo

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("campaigned", "db")]

DISTRICT, OBLAST = "KZ-47-BEINEU", "KZ-47"
ORIGIN = ("campaigns.campaign", "running")


def given(
    by: str = "centre.assessor", *, unit: str = DISTRICT, organisation: str = "", **fields: object
) -> Recommendation:
    said: dict[str, object] = {"kind": Kind.INSTRUCTION, "text": "Answer complaints in time.", "language": "en",
                               "deadline": today(30), "origin": ORIGIN} | fields  # fmt: skip
    return open_recommendation(
        Unit.objects.get(pk=unit), organisation=organisation_called(organisation or by.partition(".")[0]),
        by=person(by), **said,
    )  # fmt: skip


def moved(one: Recommendation, move: Move, by: str, words: str = "", documents: Sequence[Given] = ()) -> None:
    move_recommendation(one, move, words=words, language="en", documents=documents, by=person(by))


def reported(**fields: Any) -> Recommendation:
    one = given(**fields)
    moved(one, Move.ACCEPT, "body.head")
    moved(one, Move.REPORT, "body.officer", "All complaints were answered.")
    return one


def subjects(username: str) -> list[str]:
    found = Message.objects.filter(recipient=person(username).pk).order_by("pk")
    return [message.subject.en for message in found]


@pytest.mark.parametrize("by", ["centre.assessor", "centre.administrator", "scoped.head", "scoped.assessor"])
def test_who_reaches_a_body_gives_it_an_instruction(by: str) -> None:
    one = given(by, owner=person("body.officer"))
    assert (one.state, one.is_under_control, one.is_overdue) == (State.OPENED, True, False)
    assert subjects("body.officer") == subjects("body.head")
    assert subjects("body.head")[-1].endswith(f"instruction {one.pk}, Beineu District")
    entry = Entry.objects.filter(verb="open_recommendation").latest("number")
    assert (entry.object_kind, entry.object_id) == ("followup.recommendation", str(one.pk))
    assert "complaints" not in str(entry.particulars)


@pytest.mark.parametrize(
    ("by", "organisation", "unit", "why"),
    [
        ("centre.verifier", "centre", DISTRICT, "are given by"),
        ("scoped.assessor", "centre", DISTRICT, "are given by"),
        ("foreign.head", "foreign", DISTRICT, "outside the reach"),
        ("body.head", "body", DISTRICT, "to their own body"),
        ("scoped.assessor", "scoped", OBLAST, "to their own body"),
        ("scoped.head", "scoped", "KZ-43", "outside the reach"),
    ],
)
def test_others_do_not(by: str, organisation: str, unit: str, why: str) -> None:
    with pytest.raises(Denied, match=why):
        given(by, organisation=organisation, unit=unit)
    assert not Recommendation.objects.exists()


def test_bad_input_names_its_field() -> None:
    with pytest.raises(ValidationError) as caught:
        given(text=" ", deadline=today(-1), owner=person("foreign.head"))
    assert set(caught.value.error_dict) == {"text", "deadline", "owner"}
    with pytest.raises(ValidationError, match="4,000 letters"):
        given(text="x" * 4001)


def test_the_system_brings_in_what_is_overdue_already() -> None:
    body, centre = Unit.objects.get(pk=DISTRICT), organisation_called("centre")
    one = open_recommendation(
        body, Kind.RECOMMENDATION, "x", language="kk", deadline=today(-3), organisation=centre, origin=ORIGIN, by=demo()
    )
    assert one.is_overdue


def test_an_instruction_is_carried_out_reported_and_verified_by_another() -> None:
    one = given()
    with pytest.raises(Denied, match="belongs to another role"):
        moved(one, Move.ACCEPT, "body.officer")
    moved(one, Move.ACCEPT, "body.head")
    with pytest.raises(ValidationError, match="Say what was done"):
        moved(one, Move.REPORT, "body.officer")
    moved(one, Move.REPORT, "body.officer", "Done.")
    assert subjects("centre.assessor")[-1].startswith("reported as carried out: instruction")
    with pytest.raises(Denied, match="belongs to another role"):
        moved(one, Move.VERIFY, "body.head")
    with pytest.raises(ValidationError, match="not carried out yet"):
        moved(one, Move.RETURN, "centre.assessor")
    moved(one, Move.RETURN, "centre.assessor", "Two complaints are open.")
    assert subjects("body.head")[-1].startswith("not carried out in full, returned: instruction")
    moved(one, Move.REPORT, "body.head", "The two as well.")
    moved(one, Move.VERIFY, "centre.administrator")
    one.refresh_from_db()
    assert (one.state, one.is_under_control) == (State.VERIFIED, False)
    assert [change.move for change in state_changes_of(one)] == ["verify", "report", "return", "report", "accept"]


def test_nobody_verifies_what_they_reported_themselves() -> None:
    """Not even with a new post on the other side."""
    one = reported()
    post_of("body.officer", "centre", Role.ASSESSOR)
    assert may_move(person("body.officer"), one, Move.VERIFY) is not True
    person("body.officer").posts.filter(organisation="body").update(last_day=today(-1))
    with pytest.raises(Denied, match="You reported it yourself"):
        moved(one, Move.VERIFY, "body.officer")
    moved(one, Move.VERIFY, "centre.assessor")


def test_a_recommendation_may_be_declined_an_instruction_may_not() -> None:
    one, other = given(kind=Kind.RECOMMENDATION), given()
    with pytest.raises(ValidationError, match="Say why"):
        moved(one, Move.DECLINE, "body.head")
    moved(one, Move.DECLINE, "body.head", "The law forbids it.")
    assert (one.state, one.is_under_control) == (State.DECLINED, False)
    with pytest.raises(Denied, match="carried out, not declined"):
        moved(other, Move.DECLINE, "body.head", "The law forbids it.")


def test_what_was_given_in_error_is_withdrawn_with_a_reason() -> None:
    one = given()
    with pytest.raises(Denied, match="belongs to another role"):
        moved(one, Move.WITHDRAW, "body.head", "x")
    moved(one, Move.WITHDRAW, "centre.assessor", "Meant for another body.")
    assert one.state == State.WITHDRAWN
    with pytest.raises(Denied, match="not possible in the present state"):
        moved(one, Move.REPORT, "body.head", "Done.")


def test_who_is_second_is_told() -> None:
    one = given()
    stale = Recommendation.objects.get(pk=one.pk)
    moved(one, Move.ACCEPT, "body.head")
    with pytest.raises(ValidationError, match="quicker"):
        moved(stale, Move.ACCEPT, "body.head")


def test_documents_stay_with_the_report(settings: Settings, tmp_path: object) -> None:
    settings.FILES_ROOT, settings.SCANNER = tmp_path, ""
    one = given()
    kept = keep_content(io.BytesIO(b"%PDF-1.7 report"), "report.pdf", by=person("body.officer"))
    moved(one, Move.REPORT, "body.officer", "Done.", [Given(kept, "report.pdf")])
    document = state_changes_of(one)[0].documents.get()
    assert (document.file.sha256, document.file_name) == (kept.sha256, "report.pdf")


def test_the_history_is_only_added_to() -> None:
    one = reported()
    move_deadline(one, today(40), "More time.", by=person("centre.assessor"))
    for rows in (one.state_changes, one.deadline_changes):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.all().delete()


def test_a_deadline_is_moved_in_the_open() -> None:
    one = given()
    before = one.deadline
    with pytest.raises(Denied, match="moved by the organisation"):
        move_deadline(one, today(60), "We need longer.", by=person("body.head"))
    for deadline, reason, field in (
        (today(60), " ", "reason"),
        (today(-1), "x", "deadline"),
        (before, "x", "deadline"),
    ):
        with pytest.raises(ValidationError) as caught:
            move_deadline(one, deadline, reason, by=person("centre.assessor"))
        assert set(caught.value.error_dict) == {field}
    move_deadline(one, today(60), "The budget was adjusted.", by=person("centre.assessor"))
    change = deadline_changes_of(one).get()
    assert (one.deadline, change.deadline_before, change.reason) == (today(60), before, "The budget was adjusted.")
    assert subjects("body.head")[-1].startswith("The deadline is now ")
    moved(one, Move.WITHDRAW, "centre.assessor", "No longer needed.")
    with pytest.raises(Denied, match="no longer under control"):
        move_deadline(one, today(70), "x", by=person("centre.assessor"))


def test_overdue_follows_from_the_deadline_while_the_body_has_to_act() -> None:
    one = given(deadline=today())
    assert not one.is_overdue
    Recommendation.objects.update(deadline=today(-1))
    one.refresh_from_db()
    assert one.is_overdue
    assert list(overdue(recommendations_of(one.unit))) == [one]
    assert list(overdue(recommendations_of(one.unit), today(-1))) == []
    moved(one, Move.REPORT, "body.head", "Done.")
    assert not one.is_overdue
    assert list(overdue(recommendations_of(one.unit))) == []
    assert list(under_control(recommendations_from(*ORIGIN))) == [one]


def test_each_sees_what_concerns_them() -> None:
    one = given("scoped.assessor")
    for username in (
        "body.officer",
        "body.head",
        "scoped.head",
        "scoped.executive",
        "centre.assessor",
        "centre.analyst",
    ):
        assert may_read(person(username), one) is True, username
    for username in ("foreign.head", "foreign.administrator", "centre.operator", "centre.overseer", "nowhere"):
        assert may_read(person(username), one) is not True, username
    assert list(awaiting_body(person("body.officer"))) == [one]
    assert not awaiting_body(person("scoped.head")).exists()
    moved(one, Move.REPORT, "body.officer", "Done.")
    assert not awaiting_body(person("body.officer")).exists()
    assert list(awaiting_verification(person("scoped.head"))) == [one]
    assert not awaiting_verification(person("centre.assessor")).exists()


def test_only_who_reaches_a_body_may_give_at_all() -> None:
    assert {name for name in ("scoped.head", "body.head", "centre.assessor", "centre.verifier")
            if may_give(person(name)) is True} == {"scoped.head", "centre.assessor"}  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_once(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(count):
        given(owner=person("body.head"))
    user = person("centre.assessor")
    recommendations_seen_by(user)
    with django_assert_num_queries(1):
        rows = [(str(one.unit.name), str(one.owner), one.organisation.name, one.is_overdue)
                for one in recommendations_seen_by(user)]  # fmt: skip
    assert len(rows) == count


def test_reminders_before_and_after_once_each() -> None:
    one = given(deadline=today(30))
    remind_of_deadlines()
    assert not Reminder.objects.exists()
    Recommendation.objects.update(deadline=today())
    remind_of_deadlines()
    remind_of_deadlines()
    assert [(row.recipient.username, row.days) for row in Reminder.objects.select_related("recipient")] == [
        ("body.head", 1)
    ]
    one.refresh_from_db()
    assert subjects("body.head")[-1].startswith("Deadline ")
    Reminder.objects.all().delete()
    Recommendation.objects.update(deadline=today() - datetime.timedelta(days=5))
    remind_of_deadlines()
    assert {row.recipient.username for row in Reminder.objects.select_related("recipient")} == {
        "body.head", "centre.assessor",
    }  # fmt: skip
    assert subjects("centre.assessor")[-1].startswith("Overdue since ")


def test_nobody_is_reminded_of_what_is_settled() -> None:
    one = given(deadline=today())
    moved(one, Move.REPORT, "body.head", "Done.")
    remind_of_deadlines()
    assert not Reminder.objects.exists()


def test_letters_are_in_three_languages() -> None:
    one = given()
    subject = Message.objects.filter(recipient=person("body.head").pk).latest("pk").subject
    assert len({subject.kk, subject.ru, subject.en}) == 3
    assert all(str(one.pk) in words for words in subject.as_dict().values())
