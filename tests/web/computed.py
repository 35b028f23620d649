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

from tarazy.exchange.place_rows import ApprovalRow
from tarazy.web.rooms.campaigns.actions.conduct import move_campaign
from tarazy.web.rooms.campaigns.actions.preparation import choose_participants, plan_stages, prepare_campaign
from tarazy.web.rooms.campaigns.enums import Kind, Move
from tarazy.web.rooms.campaigns.life import PHASES
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.methodologies.enums import Standing
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.publication.actions.chains import register_chain
from tarazy.web.rooms.publication.actions.proposals import propose, put_forward, vote
from tarazy.web.rooms.publication.models import Proposal
from tarazy.web.rooms.publication.queries.proposals import steps_of
from tarazy.web.rooms.results.actions.computing import compute_for_campaign
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.units.models import Unit
from tests.web.cloning import TestDatabases
from tests.web.rooms.campaigns.conftest import OBLASTS, organisation, person, text
from tests.web.rooms.shipped import place, scored_kz

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
    proposer: User


def compute_kazakhstan() -> None:
    """Everything through acts."""
    version = scored_kz().version
    # Nothing official ships, so the illustration stands in for it.
    Version.objects.update(standing=Standing.OFFICIAL)
    version.refresh_from_db()
    register_chain("kz", place("kz").rows(ApprovalRow), by=system_actor())
    centre = organisation("centre", OrganisationKind.CENTRE)
    akimat = organisation("akimat-47", OrganisationKind.ASSESSED, unit="KZ-47")
    administrator = person("adm", Role.ADMINISTRATOR, centre)
    for name, role in (("met", Role.METHODOLOGIST), ("pro", Role.METHODOLOGIST), ("ana", Role.ANALYST)):
        person(name, role, centre)
    for name in ("ex1", "ex2"):
        person(name, Role.EXECUTIVE, centre)
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
        named["adm"], named["met"], named["ana"], [named["ex1"], named["ex2"]], named["off"], named["pro"],
    )  # fmt: skip


@pytest.fixture(scope="module")
def computed_template(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, compute_kazakhstan):
        yield


@pytest.fixture
def computed(computed_template: None, db: None) -> Computed:
    return computed_as_built()


def computed_run(world: Computed) -> Run:
    return compute_for_campaign(world.campaign, Reason.REQUEST, by=world.analyst).run


def voters(world: Computed) -> list[list[User]]:
    """Whoever votes at each step of the shipped chain."""
    return [[world.methodologist], [world.administrator], world.executives, [world.executives[0]]]


def put_forward_as_is(world: Computed, *, embargo: datetime.datetime | None = None) -> Proposal:
    """Computed, proposed and put forward, nothing left out."""
    computed_run(world)
    return put_forward(propose(world.campaign, text("Results of 2023"), embargo, by=world.proposer), by=world.proposer)


def approve(proposal: Proposal, world: Computed) -> Proposal:
    """Every step votes for it."""
    for step, people in zip(steps_of(proposal), voters(world), strict=True):
        for one in people:
            vote(step, is_for=True, authority="No. 5 of 1 March" if step.needs_act else "", by=one)
    proposal.refresh_from_db()
    return proposal
