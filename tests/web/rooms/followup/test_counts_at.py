"""How many recommendations were open and overdue at a past moment: later moves and deadlines change nothing of it."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from tarazy.web.rooms.followup.actions import move_deadline
from tarazy.web.rooms.followup.enums import Kind, Move
from tarazy.web.rooms.followup.models import Recommendation
from tarazy.web.rooms.followup.queries import counts_at
from tests.web.peopled import person, today
from tests.web.rooms.followup.test_followup import DISTRICT, given, moved

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("campaigned", "db")]


def in_days(days: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days)


def test_open_and_overdue_follow_the_moment() -> None:
    given()
    assert counts_at([DISTRICT], in_days(-1)) == (0, 0)
    assert counts_at([DISTRICT], in_days(1)) == (1, 0)
    assert counts_at([DISTRICT], in_days(40)) == (1, 1)
    assert counts_at(["KZ-47"], in_days(40)) == (0, 0)


def test_a_later_move_changes_nothing_of_what_was() -> None:
    one, before = given(kind=Kind.RECOMMENDATION), timezone.now()
    moved(one, Move.DECLINE, "body.head", "It was done already.")
    assert counts_at([DISTRICT], before) == (1, 0)
    assert counts_at([DISTRICT], in_days(40)) == (0, 0)


def test_a_deadline_counts_as_it_stood_then() -> None:
    one, before = given(), timezone.now()
    Recommendation.objects.filter(pk=one.pk).update(deadline=today(-2))
    one.refresh_from_db()
    move_deadline(one, deadline=today(60), reason="The law was changed.", by=person("centre.assessor"))
    assert counts_at([DISTRICT], before) == (1, 1)
    assert counts_at([DISTRICT], in_days(40)) == (1, 0)
