"""The sample people of the demonstration: an account for each role, with a password made at random and told once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tarazy.cli.language import spoken
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.people.actions.invitations import invite, invite_first_administrator, join, take_post
from tarazy.web.rooms.people.actions.organisations import found_organisation
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import Invitation, Organisation, User
from tarazy.web.rooms.people.queries import organisation_with, system_actor
from tarazy.web.rooms.units.actions import give_representation, give_scope
from tarazy.web.rooms.units.models import Unit

CENTRE: Final = "kz-centre"
PAGE: Final = "desk/invitations/"
NAMES: Final[Mapping[Role, str]] = {
    Role.ADMINISTRATOR: "Әкімші (мысал)",
    Role.METHODOLOGIST: "Әдіскер (мысал)",
    Role.ASSESSOR: "Бағалаушы (мысал)",
    Role.VERIFIER: "Тексеруші (мысал)",
    Role.OFFICER: "Орган қызметкері (мысал)",
    Role.HEAD: "Орган басшысы (мысал)",
    Role.COMMISSIONER: "Комиссия мүшесі (мысал)",
    Role.EXECUTIVE: "Басшы (мысал)",
    Role.OVERSEER: "Журнал бақылаушысы (мысал)",
    Role.ANALYST: "Талдаушы (мысал)",
    Role.OPERATOR: "Оператор (мысал)",
}
ASSESSING: Final = "kz-service-quality"
ASSESSING_NAME: Final = LocalText(
    kk="Қызметтерді бағалайтын орган (мысал)",
    ru="Орган, оценивающий услуги (пример)",
    en="Body that assesses services (sample)",
)
# Who holds posts at the centre, where it is not one person a role: a second check needs another verifier, differences a
# third, and a commission its members.
AT_CENTRE: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.ADMINISTRATOR: (),
    Role.ASSESSOR: (),
    Role.OFFICER: (),
    Role.HEAD: (),
    Role.VERIFIER: ("verifier1", "verifier2", "verifier3"),
    Role.COMMISSIONER: ("commissioner1", "commissioner2", "commissioner3"),
}


@dataclass
class Cast:
    """Who takes part. `passwords`: of the accounts made now, by user name; they are nowhere kept in the clear."""

    people: dict[str, User] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)


def cast(oblasts: Mapping[str, list[Unit]], by: User) -> Cast:
    """Found the sample organisations and let their sample people take their posts.

    So that few accounts show everything, the officer and the head of each oblast hold posts in all of its bodies.
    """
    made = Cast()
    first = invite_first_administrator("kz", CENTRE, "administrator@example.kz", by=by, page=PAGE, language=spoken())
    administrator = _joined(made, "administrator", Role.ADMINISTRATOR, first.invitation)
    centre = organisation_with(CENTRE)
    assert centre is not None
    for role in Role:
        for username in AT_CENTRE.get(role, (role.value,)):
            _placed(made, username, role, centre, administrator)
    assessing = found_organisation("kz", ASSESSING, OrganisationKind.ASSESSING, ASSESSING_NAME, by=administrator)
    _placed(made, "assessor", Role.ASSESSOR, assessing, administrator)
    for oblast, units in oblasts.items():
        for unit in units:
            body = found_organisation(
                "kz", f"akimat-{unit.pk.lower()}", OrganisationKind.ASSESSED, _akimat(unit), by=administrator
            )
            give_representation(body, unit, by=administrator)
            if unit.pk == oblast:
                give_scope(body, unit, by=administrator)
            for role in (Role.OFFICER, Role.HEAD):
                _placed(made, f"{role.value}-{oblast[3:]}", role, body, administrator)
    return made


def _akimat(unit: Unit) -> LocalText:
    return LocalText(kk=f"{unit.name.kk}: әкімдік", ru=f"{unit.name.ru}: акимат", en=f"{unit.name.en}: akimat")


def _placed(made: Cast, username: str, role: Role, where: Organisation, administrator: User) -> None:
    """Give somebody a post, with a new account or the one that they have."""
    email = f"{username}@example.kz"
    asked = invite(where, role, email, _name(username, role), by=administrator, page=PAGE, language=spoken())
    if username in made.people:
        take_post(asked.invitation, by=User.objects.get(username=username))
    else:
        _joined(made, username, role, asked.invitation)


def _name(username: str, role: Role) -> str:
    """Those of one role are told apart by the end of their user names."""
    number = username.removeprefix(role.value).strip("-")
    return f"{NAMES[role]} {number}".strip()


def _joined(made: Cast, username: str, role: Role, invitation: Invitation) -> User:
    password = secrets.token_urlsafe(12)
    post = join(invitation, username, _name(username, role), password, spoken(), by=system_actor())
    made.people[username], made.passwords[username] = post.user, password
    return post.user
