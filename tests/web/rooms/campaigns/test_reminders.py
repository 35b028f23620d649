"""Reminders: before and after each deadline, to those on whom it waits, once; a moved deadline reminds anew."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from django.utils import timezone

from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.calendar.queries import Calendar
from tarazy.web.rooms.campaigns.actions.conduct import shift_stage
from tarazy.web.rooms.campaigns.actions.reminders import remind
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Campaign, Reminder, Stage
from tarazy.web.rooms.campaigns.queries.reminders import people_to_remind
from tarazy.web.rooms.campaigns.tasks import days_due, remind_of_deadlines
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.post.enums import Delivery
from tarazy.web.rooms.post.models import Message
from tests.web.peopled import person, text

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("campaigned", "db")]

WEEKDAYS = Calendar(frozenset(), frozenset())
FRIDAY = datetime.date(2026, 5, 22)


@pytest.mark.parametrize(
    ("today", "due"),
    [("2026-05-14", None), ("2026-05-15", 5), ("2026-05-20", 5), ("2026-05-21", 1), ("2026-05-22", 1),
     ("2026-05-23", None), ("2026-05-25", -1), ("2026-05-29", -1), ("2026-06-01", None)],
)  # fmt: skip
def test_working_days_say_which_reminder_is_due(today: str, due: int | None) -> None:
    stage = Stage(opens_on=datetime.date(2026, 5, 1), closes_on=FRIDAY)
    assert days_due(stage, WEEKDAYS, datetime.date.fromisoformat(today)) == due


def test_nobody_is_reminded_of_a_phase_that_has_not_begun() -> None:
    stage = Stage(opens_on=datetime.date(2026, 5, 21), closes_on=FRIDAY)
    assert days_due(stage, WEEKDAYS, datetime.date(2026, 5, 20)) is None


@pytest.fixture
def due() -> Campaign:
    """A campaign in which collection ends today, and nothing else is near."""
    today = timezone.localdate()
    Stage.objects.filter(campaign="running").update(closes_on=today + datetime.timedelta(days=90))
    Stage.objects.filter(campaign="running", phase="collection").update(closes_on=today)
    return Campaign.objects.get(pk="running")


def names() -> Counter[str]:
    return Counter(Reminder.objects.values_list("recipient__username", flat=True))


def test_those_who_must_act_are_reminded_once(due: Campaign) -> None:
    remind_of_deadlines()
    assert set(names()) == {
        "centre.administrator", "foreign.officer", "foreign.head", "scoped.officer", "scoped.head",
    }  # fmt: skip
    remind_of_deadlines()
    assert set(names().values()) == {1}
    message = Message.objects.filter(recipient=person("scoped.officer").pk).get()
    assert message.delivery == Delivery.DIGEST
    assert message.link == "desk/campaigns/running/"
    assert message.subject.en.startswith("Deadline ")
    assert message.subject.en.endswith(": collection, Running")
    assert "running рус" in message.subject.ru


def test_who_is_done_is_left_in_peace(due: Campaign) -> None:
    Submission.objects.filter(unit="KZ-43").update(state="certified")
    remind_of_deadlines()
    assert "foreign.officer" not in names()
    assert "scoped.officer" in names()


def test_a_moved_deadline_reminds_anew(due: Campaign) -> None:
    remind_of_deadlines()
    stage = due.stages.get(phase="collection")
    shift_stage(
        due, Phase.COLLECTION, stage.opens_on, stage.closes_on + datetime.timedelta(days=3), text("а", "б", "c"),
        authority="No. 2", by=person("centre.administrator"),
    )  # fmt: skip
    remind_of_deadlines()
    assert set(names().values()) == {2}


def test_assessors_are_reminded_of_conclusions(due: Campaign) -> None:
    found = {user.username for user in people_to_remind(due, due.stages.get(phase="conclusions"))}
    assert found == {"centre.administrator", "centre.assessor"}


def test_people_do_not_remind_each_other(due: Campaign) -> None:
    with pytest.raises(Denied, match="by itself"):
        remind(due.stages.get(phase="collection"), 1, person("body.head"), by=person("centre.administrator"))
