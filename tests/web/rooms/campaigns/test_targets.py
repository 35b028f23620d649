"""Targets are changed by an act and on a ground, until they are frozen; every change stays to be seen."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.campaigns.actions.targets import change_target
from tarazy.web.rooms.campaigns.enums import Ground
from tarazy.web.rooms.campaigns.models import TargetChange
from tarazy.web.rooms.campaigns.queries.targets import target_revisions
from tarazy.web.rooms.observatory.actions.recording import revise_target
from tarazy.web.rooms.observatory.models import Observation
from tests.web.piloted import BODY, Pilot, pilot, piloted

__all__ = ["pilot", "piloted"]
pytestmark = pytest.mark.database

ACT = datetime.date(2026, 3, 2)


def target(pilot: Pilot) -> Observation:
    return target_revisions(pilot.campaign, [BODY])[0]


def changed(pilot: Pilot, value: float) -> TargetChange:
    return change_target(
        pilot.campaign, target_revisions(pilot.campaign, [BODY]).filter(variable=target(pilot).variable).last(), value,
        Ground.BUDGET, ACT, authority="Decision No. 5", by=pilot.administrator,
    )  # fmt: skip


def test_a_change_is_a_revision_with_its_ground(pilot: Pilot) -> None:
    before = target(pilot)
    change = changed(pilot, 12.5)
    assert (change.observation.revision, change.observation.value) == (before.revision + 1, 12.5)
    assert "Decision No. 5" in change.observation.reason
    assert Observation.objects.get(pk=before.pk).value == before.value
    verbs = list(Entry.objects.order_by("-number").values_list("verb", flat=True)[:2])
    assert sorted(verbs) == ["change_target", "revise_target"]


def test_what_is_no_change_is_refused(pilot: Pilot) -> None:
    now = target(pilot)
    with pytest.raises(ValidationError, match="another value"):
        changed(pilot, now.value)
    with pytest.raises(ValidationError, match="Name the act"):
        change_target(pilot.campaign, now, 7, Ground.LAW, ACT, authority=" ", by=pilot.administrator)
    changed(pilot, 7)
    with pytest.raises(ValidationError, match="no target of the campaign"):
        change_target(pilot.campaign, now, 8, Ground.LAW, ACT, authority="No. 6", by=pilot.administrator)
    measured = Observation.objects.exclude(series="target").first()
    with pytest.raises(ValidationError, match="This is no target"):
        revise_target(measured, 1, "x", by=pilot.administrator)


def test_frozen_targets_stand(pilot: Pilot) -> None:
    pilot.campaign.targets_frozen_on = timezone.localdate() + datetime.timedelta(days=1)
    changed(pilot, 7)
    pilot.campaign.targets_frozen_on = timezone.localdate()
    with pytest.raises(Denied, match="are frozen"):
        changed(pilot, 8)


def test_only_those_who_lead_change_targets(pilot: Pilot) -> None:
    with pytest.raises(Denied, match="changed by administrators"):
        change_target(pilot.campaign, target(pilot), 7, Ground.LAW, ACT, authority="No. 6", by=pilot.officer)
    pilot.campaign.state = "closed"
    with pytest.raises(Denied, match="is over"):
        changed(pilot, 7)
