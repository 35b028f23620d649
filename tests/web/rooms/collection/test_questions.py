"""Room collection: what a body is asked is worked out once, and anew as soon as the body is another one."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tarazy.web.rooms.collection.queries.questions import questions_of, units_asked
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.units.models import Kind, PeerGroup, Unit
from tests.web.piloted import BODY, PERIOD, Pilot

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_what_a_body_is_asked_is_worked_out_once(pilot: Pilot) -> None:
    version, unit = pilot.campaign.version, Unit.objects.get(pk=BODY)
    asked = questions_of(version, unit, PERIOD)
    assert {question.block for question in asked.values()} > {"index"}
    assert all(key == (question.variable, question.breakdown) for key, question in asked.items())
    with CaptureQueriesContext(
        connection,
    ) as again:
        assert questions_of(version, Unit.objects.get(pk=BODY), PERIOD) is asked
    assert len(again) == 1, "the unit alone"


def test_whoever_changes_is_asked_anew(pilot: Pilot) -> None:
    version, unit = pilot.campaign.version, Unit.objects.get(pk=BODY)
    asked = questions_of(version, unit, PERIOD)
    Unit.objects.filter(pk=BODY).update(valid_to=datetime.date(2026, 5, 1))
    assert not questions_of(version, Unit.objects.get(pk=BODY), PERIOD), "who ends within the period is not assessed"
    assert units_asked([unit], version, PERIOD) == [unit]
    assert units_asked([Unit.objects.get(pk=BODY)], version, PERIOD) == []
    Unit.objects.filter(pk=BODY).update(valid_to=None, valid_from=datetime.date(2027, 1, 1))
    assert not questions_of(version, Unit.objects.get(pk=BODY), PERIOD)
    assert questions_of(version, Unit.objects.get(pk=BODY), "2027"), "another period, other questions"
    other = Kind.objects.exclude(pk__in=methodology_of(version).assessed_kinds).first()
    Unit.objects.filter(pk=BODY).update(valid_from=None, kind=other)
    assert not questions_of(version, Unit.objects.get(pk=BODY), PERIOD), "such units are not assessed"
    Unit.objects.filter(pk=BODY).update(kind=unit.kind, peer_group=PeerGroup.objects.exclude(pk=unit.peer_group_id)[0])
    again = questions_of(version, Unit.objects.get(pk=BODY), PERIOD)
    assert again is not asked, "a rule may look at the peer group"
    assert again == asked


def test_another_text_asks_anew(pilot: Pilot) -> None:
    version, unit = pilot.campaign.version, Unit.objects.get(pk=BODY)
    asked = questions_of(version, unit, PERIOD)
    version.hash = "0" * 64
    assert questions_of(version, unit, PERIOD) is not asked
