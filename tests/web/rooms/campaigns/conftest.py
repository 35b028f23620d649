"""A centre, three oblasts with their akimats and districts, and a methodology in force: enough for a campaign."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest

from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.campaigns.actions.preparation import choose_participants, prepare_campaign
from tarazy.web.rooms.campaigns.enums import Kind
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import Organisation, Post, User
from tarazy.web.rooms.units.models import Representation, Scope, Unit
from tests.web.rooms.shipped import KZ, put_in_force, register_place

OBLASTS = ("KZ-47", "KZ-43", "KZ-63")


def text(words: str) -> LocalText:
    return LocalText(kk=words, ru=words, en=words)


def organisation(id: str, kind: OrganisationKind, *, unit: str = "", scope: str = "") -> Organisation:
    made = Organisation.objects.create(id=id, place="kz", kind=kind, name=text(id))
    if unit:
        Representation.objects.create(organisation=made, unit_id=unit)
    if scope:
        Scope.objects.create(organisation=made, unit_id=scope)
    return made


def person(name: str, role: Role, where: Organisation, **days: datetime.date) -> User:
    user, _ = User.objects.get_or_create(username=name)
    Post.objects.create(
        user=user, organisation=where, role=role, first_day=days.get("first_day", datetime.date(2020, 1, 1)),
        last_day=days.get("last_day"),
    )  # fmt: skip
    return User.objects.get(pk=user.pk)


@dataclass
class World:
    version: Version
    centre: Organisation
    ministry: Organisation
    akimat: Organisation
    administrator: User
    methodologist: User
    assessor: User
    officer: User
    district: Unit


@pytest.fixture
def world(db: None) -> World:
    register_place("kz")
    version = put_in_force(KZ)
    centre = organisation("centre", OrganisationKind.CENTRE)
    ministry = organisation("ministry", OrganisationKind.ASSESSING)
    akimat = organisation("akimat-47", OrganisationKind.ASSESSED, unit="KZ-47", scope="KZ-47")
    oblast = Unit.objects.get(pk="KZ-47")
    district = Unit.objects.create(
        id="kz-47-beineu",
        place="kz",
        kind=oblast.kind,
        peer_group=oblast.peer_group,
        parent=oblast,
        name=text("Beineu"),
    )
    return World(
        version, centre, ministry, akimat,
        administrator=person("adm", Role.ADMINISTRATOR, centre),
        methodologist=person("met", Role.METHODOLOGIST, centre),
        assessor=person("ass", Role.ASSESSOR, ministry),
        officer=person("off", Role.OFFICER, akimat),
        district=district,
    )  # fmt: skip


@pytest.fixture
def campaign(world: World) -> Campaign:
    """In preparation, of three oblasts."""
    made = prepare_campaign(
        "kz-2024", Kind.ASSESSMENT, text("Assessment of 2024"), world.centre, world.version, "2024",
        by=world.methodologist,
    )  # fmt: skip
    choose_participants(made, list(Unit.objects.filter(pk__in=OBLASTS)), by=world.methodologist)
    return made
