from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.life import READ_ALL, RIGHTS
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import current_posts
from tarazy.web.rooms.people.rules import CLOSED, NOT_OF_THE_CENTRE, administers_centre, is_system
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import scope_of


def may_register_units(user: User) -> bool | Refused:
    """Deny by default: until people have rights of their own, only the system registers units."""
    return is_system(user) or Refused(_("Units are registered by the system; no person has this right."))


def has_right_over(user: User, right: str, unit: Unit) -> bool | Refused:
    """Whether a post of today brings the right, and its organisation answers for the unit."""
    posts = [post for post in current_posts(user) if right in RIGHTS[Role(post.role)]]
    if not posts:
        return Refused(_("None of your posts gives you the right to this."))
    if any(scope_of(post.organisation).filter(pk=unit.pk).exists() for post in posts):
        return True
    return Refused(_("This unit is outside the scope of your organisation."))


def may_read_all_of(user: User, unit: Unit) -> bool | Refused:
    """Whether everything about a unit's assessment is open to somebody, whatever its phase."""
    return has_right_over(user, READ_ALL, unit)


def may_set_scope(user: User, organisation: Organisation) -> bool | Refused:
    """For what an organisation answers is decided by the centre; by the system where the demonstration needs it."""
    if organisation.kind == OrganisationKind.CENTRE:
        return Refused(_("The centre answers for all of its place and needs no scope."))
    if not organisation.is_active:
        return CLOSED
    return is_system(user) or administers_centre(user, organisation.place) or NOT_OF_THE_CENTRE


def may_represent(user: User, organisation: Organisation) -> bool | Refused:
    """Only an assessed body can be a unit itself."""
    if organisation.kind != OrganisationKind.ASSESSED:
        return Refused(_("Only an assessed body reports for a unit."))
    return may_set_scope(user, organisation)
