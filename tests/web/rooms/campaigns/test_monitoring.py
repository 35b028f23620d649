"""Campaigns of monitoring: a month or quarter of what the methodology assesses, copied from one to the next."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from tarazy.web.rooms.campaigns.actions.preparation import (
    choose_participants,
    copy_campaign,
    plan_stages,
    prepare_campaign,
)
from tarazy.web.rooms.campaigns.enums import Kind, Phase, Treatment
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import eligible_units
from tarazy.web.rooms.units.models import Unit
from tests.web.rooms.campaigns.conftest import World, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def prepared(world: World, period: str, kind: Kind = Kind.MONITORING) -> Campaign:
    return prepare_campaign(
        f"m-{period.lower()}", kind, text("Monitoring"), world.centre, world.version, period, by=world.methodologist
    )


@pytest.mark.parametrize("period", ["2024-07", "2024-Q3"])
def test_monitoring_has_a_month_or_a_quarter(world: World, period: str) -> None:
    assert prepared(world, period).period == period
    with pytest.raises(ValidationError, match="is no such period"):
        prepared(world, period, Kind.STATISTICAL)


@pytest.mark.parametrize("period", ["2024", "2022/2024", "2024-13", "July"])
def test_monitoring_has_no_other_period(world: World, period: str) -> None:
    with pytest.raises(ValidationError, match="has a month or a quarter"):
        prepared(world, period)


def test_monitoring_has_three_phases(world: World) -> None:
    campaign = prepared(world, "2024-07")
    days = datetime.date(2024, 8, 1), datetime.date(2024, 8, 9)
    with pytest.raises(ValidationError, match="no phase"):
        plan_stages(campaign, {Phase.APPEALS: days}, by=world.methodologist)
    plan_stages(campaign, dict.fromkeys((Phase.SCHEDULE, Phase.COLLECTION, Phase.FOLLOW_UP), days),
                by=world.methodologist)  # fmt: skip
    assert campaign.stages.count() == 3


@pytest.mark.parametrize(
    ("period", "day"),
    [("2024-08", "2024-09-10"), ("2024-06", "2024-07-10"), ("2024-10", "2024-11-11"), ("2025-01", "2025-02-10")],
)
def test_a_copy_for_another_month_has_its_days_as_many_months_later(world: World, period: str, day: str) -> None:
    """Ten days after the month, or the next working day: 10 November 2024 is a Sunday."""
    campaign = prepared(world, "2024-07")
    choose_participants(campaign, [Unit.objects.get(pk="KZ-47")], by=world.methodologist)
    closing = datetime.date(2024, 8, 10)
    plan_stages(campaign, {Phase.COLLECTION: (closing, closing)}, by=world.methodologist)
    copied = copy_campaign(campaign, "copied", text("Monitoring"), period, by=world.administrator).copied
    assert copied.stages.get().closes_on.isoformat() == day


def test_the_last_day_of_a_month_stays_the_last(world: World) -> None:
    campaign = prepared(world, "2023-12")
    closing = datetime.date(2024, 1, 31)
    plan_stages(campaign, {Phase.COLLECTION: (closing, closing)}, by=world.methodologist)
    copied = copy_campaign(campaign, "copied", text("Monitoring"), "2024-01", by=world.administrator).copied
    assert copied.stages.get().closes_on == datetime.date(2024, 2, 29)


def test_a_body_that_ended_before_the_month_takes_no_part(world: World) -> None:
    Unit.objects.filter(pk="KZ-63").update(valid_to=datetime.date(2024, 7, 15))
    within, after = prepared(world, "2024-07"), prepared(world, "2024-08")
    assert "KZ-63" in {unit.pk for unit in eligible_units(within)}
    assert "KZ-63" not in {unit.pk for unit in eligible_units(after)}
    (participant,) = choose_participants(within, [Unit.objects.get(pk="KZ-63")], by=world.methodologist)
    assert participant.treatment == Treatment.ANALYSED
