"""Kazakhstan recorded, and a statistical campaign of the centre on three oblasts in 2023, running; its people.

It is built once a session, as a template of databases.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.campaigns.actions.conduct import move_campaign
from tarazy.web.rooms.campaigns.actions.preparation import choose_participants, plan_stages, prepare_campaign
from tarazy.web.rooms.campaigns.enums import Kind, Move
from tarazy.web.rooms.campaigns.life import PHASES
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Unit
from tests.web.cloning import TestDatabases
from tests.web.rooms.campaigns.conftest import OBLASTS, organisation, person, text
from tests.web.rooms.shipped import scored_kz

TEMPLATE = "computed"
PERIOD = "2023"


@dataclass
class Computed:
    campaign: Campaign
    administrator: User
    methodologist: User
    analyst: User
    executives: list[User]
    officer: User


def compute_kazakhstan() -> None:
    """Everything through acts."""
    version = scored_kz().version
    centre = organisation("centre", OrganisationKind.CENTRE)
    akimat = organisation("akimat-47", OrganisationKind.ASSESSED, unit="KZ-47")
    administrator = person("adm", Role.ADMINISTRATOR, centre)
    for name, role in (("met", Role.METHODOLOGIST), ("ana", Role.ANALYST), ("ex1", Role.EXECUTIVE)):
        person(name, role, centre)
    person("ex2", Role.EXECUTIVE, centre)
    person("off", Role.OFFICER, akimat)
    campaign = prepare_campaign(
        "official-2023", Kind.STATISTICAL, text("Oblasts in 2023"), centre, version, PERIOD, by=administrator
    )
    choose_participants(campaign, list(Unit.objects.filter(pk__in=OBLASTS)), by=administrator)
    today = timezone.localdate()
    days = (today, today + datetime.timedelta(days=30))
    plan_stages(campaign, dict.fromkeys(PHASES[Kind.STATISTICAL], days), by=administrator)
    move_campaign(campaign, Move.APPROVE_SCHEDULE, authority="Order No. 1", by=administrator)
    move_campaign(campaign, Move.START, by=administrator)


def computed_as_built() -> Computed:
    named = {user.username: user for user in User.objects.all()}
    return Computed(
        Campaign.objects.select_related("organisation", "version").get(),
        *(named[name] for name in ("adm", "met", "ana")),
        [named["ex1"], named["ex2"]],
        named["off"],
    )


@pytest.fixture(scope="module")
def computed_template(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, compute_kazakhstan):
        yield


@pytest.fixture
def computed(computed_template: None, db: None) -> Computed:
    return computed_as_built()
