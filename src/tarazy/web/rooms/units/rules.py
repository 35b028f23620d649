from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.rules import CLOSED, NOT_OF_THE_CENTRE, administers_centre, is_system
from tarazy.web.rooms.units.queries.boundaries import places_of_centres


def may_register_units(user: User) -> bool | Refused:
    """Deny by default: until people have rights of their own, only the system registers units."""
    return is_system(user) or Refused(_("Units are registered by the system; no person has this right."))


def may_import_boundaries(user: User, place: str) -> bool | Refused:
    """Where units lie is said by administrators of the centre of their place."""
    return is_system(user) or administers_centre(user, place) or NOT_OF_THE_CENTRE


def may_give_boundaries(user: User) -> bool | Refused:
    """Who may open the page: administrators of any centre; for which place, `may_import_boundaries` says."""
    return bool(places_of_centres(user)) or NOT_OF_THE_CENTRE


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
