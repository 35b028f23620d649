"""Organisations of Kazakhstan with a person in every post that each of them can have, for tests of rights and pages.

`centre` runs the assessment; `scoped` is an oblast that answers for its district; `foreign` is another such oblast.
`body` is the district's organisation, within the scope of `scoped` alone.
"""

from __future__ import annotations

import datetime

from django.utils import timezone

from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.people.actions.invitations import invite
from tarazy.web.rooms.people.actions.organisations import found_organisation
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import Invitation, Organisation, Post, User
from tarazy.web.rooms.people.queries import roles_in
from tarazy.web.rooms.units.actions import give_representation, give_scope
from tarazy.web.rooms.units.models import Unit
from tests.web.rooms.shipped import demo, register_place

TEMPLATE = "peopled"
NAMES = {
    "centre": ("Бағалау орталығы", "Центр оценки", "Assessment centre"),
    "scoped": ("Маңғыстау облысының әкімдігі", "Акимат Мангистауской области", "Akimat of Mangystau Region"),
    "foreign": ("Қызылорда облысының әкімдігі", "Акимат Кызылординской области", "Akimat of Kyzylorda Region"),
    "body": ("Бейнеу ауданының әкімдігі", "Акимат Бейнеуского района", "Akimat of Beineu District"),
}
UNITS = {"scoped": "KZ-47", "foreign": "KZ-43", "body": "KZ-47-BEINEU"}
BEGUN = datetime.date(2026, 1, 5)


def people_kazakhstan() -> None:
    """Everything through acts, but that posts are given without their invitations."""
    register_place("kz")
    _add_district()
    for id in NAMES:
        kind = OrganisationKind.CENTRE if id == "centre" else OrganisationKind.ASSESSED
        organisation = found_organisation("kz", id, kind, text(*NAMES[id]), by=demo())
        if id in UNITS:
            give_representation(organisation, Unit.objects.get(pk=UNITS[id]), by=demo())
        if id in ("scoped", "foreign"):
            give_scope(organisation, Unit.objects.get(pk=UNITS[id]), by=demo())
        for role in roles_in(organisation):
            post_of(f"{id}.{role.value}", id, role)
    User.objects.create(username="nowhere", full_name="Nobody's Colleague", email="nowhere@example.kz")
    invite(organisation_called("body"), Role.OFFICER, "new@example.kz", "Жаңа Қызметкер", by=demo(), page="x/",
           language="kk")  # fmt: skip


def _add_district() -> None:
    oblast = Unit.objects.get(pk="KZ-47")
    name = text("Бейнеу ауданы", "Бейнеуский район", "Beineu District")
    Unit.objects.create(
        id=UNITS["body"], place="kz", kind=oblast.kind, peer_group=oblast.peer_group, parent=oblast, name=name
    )


def text(kk: str, ru: str, en: str) -> object:
    return local_text({"kk": kk, "ru": ru, "en": en})


def organisation_called(id: str) -> Organisation:
    return Organisation.objects.get(pk=id)


def post_of(username: str, organisation: str, role: Role, **fields: object) -> Post:
    """A post and its holder, who is made if need be."""
    user, _ = User.objects.get_or_create(
        username=username, defaults={"email": f"{username}@example.kz", "full_name": username.replace(".", " ").title()}
    )
    given = {"first_day": BEGUN, **fields}
    return Post.objects.create(user=user, organisation_id=organisation, role=role, **given)


def person(username: str) -> User:
    return User.objects.get(username=username)


def post(username: str) -> Post:
    return Post.objects.select_related("user", "organisation").get(user__username=username, acts_for=None)


def invitation(email: str = "new@example.kz") -> Invitation:
    return Invitation.objects.get(email=email)


def today(days: int = 0) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)
