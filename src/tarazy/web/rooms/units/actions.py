from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.exchange.boundaries.matched import Matched
from tarazy.exchange.boundaries.topology import topology
from tarazy.exchange.place import Place
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.difference import Difference
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.life import ROLES_IN, ROLES_WITH_SCOPE
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import posts_on
from tarazy.web.rooms.units.models import Boundaries, Representation, Scope, Unit
from tarazy.web.rooms.units.queries import scopes_of, unit_represented_by, unregistered
from tarazy.web.rooms.units.queries.boundaries import id_of_set
from tarazy.web.rooms.units.rules import may_import_boundaries, may_register_units, may_represent, may_set_scope


@act(rule=may_register_units, verb="register_units")
def register_units(place: Place, *, by: User) -> list[Difference[Any]]:
    """Take over the units of a place with their names, codes, successions and maps.

    Says what was new and what changed.
    """
    differences = unregistered(place)
    for table in differences:
        table.save()
    return differences


@dataclass(frozen=True)
class GivenBoundaries:
    """A file of outlines that was matched with units, and whose work it is. `partly`: taken although something on one
    side is without the other.
    """

    found: Matched
    name: str
    attribution: str
    licence: str
    valid_from: datetime.date | None = None
    partly: bool = False


@act(rule=may_import_boundaries, verb="import_boundaries")
def import_boundaries(given: GivenBoundaries, place: str, reason: str, *, by: User) -> Boundaries:
    """Keep a set of outlines of a place; one of the same name is replaced. What has no counterpart stops it, unless
    whoever imports has seen it and takes the rest.
    """
    _refuse_boundaries(given, reason)
    made, lost = topology(given.found.shapes)
    gone = sorted(set(lost) - {one["properties"]["unit"] for one in made["objects"]["units"]["geometries"]})
    if gone:
        raise ValidationError(_("Too small to be drawn: %(units)s."), params={"units": ", ".join(gone)})
    text = json.dumps(made, separators=(",", ":"), sort_keys=True) + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    kept = Boundaries(
        id=id_of_set(place, given.name), place=place, name=given.name, valid_from=given.valid_from,
        attribution=given.attribution.strip(), licence=given.licence.strip(), reason=reason.strip(), topojson=text,
        sha256=digest,
    )  # fmt: skip
    kept.full_clean(validate_unique=False, validate_constraints=False)
    kept.save()
    about(kept, digest=digest)
    return kept


def _refuse_boundaries(given: GivenBoundaries, reason: str) -> None:
    if not reason.strip():
        raise ValidationError(_("Say why: everybody may read it beside the map."))
    if not given.attribution.strip() or not given.licence.strip():
        raise ValidationError(_("Say whose work the outlines are, and under which licence."))
    if not given.found.shapes:
        raise ValidationError(_("No outline belongs to a unit of the place."))
    if not given.partly and not given.found.is_complete:
        raise ValidationError(_("Some outlines have no unit, or some units no outline. Nothing is left out unasked."))


@act(rule=may_represent, verb="give_representation")
def give_representation(organisation: Organisation, unit: Unit, *, by: User) -> Representation:
    """Say that an assessed body is a unit: what it reports is reported for the unit."""
    _refuse_other_place(organisation, unit)
    if unit_represented_by(organisation) is not None:
        raise ValidationError(_("This organisation reports for a unit already."))
    other = Organisation.objects.filter(representation__unit=unit).first()
    if other is not None:
        raise ValidationError(_("“%(name)s” reports for this unit already."), params={"name": other.name})
    representation = Representation.objects.create(organisation=organisation, unit=unit)
    about(organisation, unit=unit.pk)
    return representation


@act(rule=may_represent, verb="take_representation")
def take_representation(organisation: Organisation, *, by: User) -> None:
    """Say that an organisation no longer reports for its unit."""
    unit = unit_represented_by(organisation)
    if unit is None:
        raise ValidationError(_("This organisation reports for no unit."))
    Representation.objects.filter(organisation=organisation).delete()
    about(organisation, unit=unit.pk)


@act(rule=may_set_scope, verb="give_scope")
def give_scope(organisation: Organisation, unit: Unit, *, by: User) -> Scope:
    """Let an organisation answer for a unit and everything below it."""
    _refuse_other_place(organisation, unit)
    if scopes_of(organisation).filter(unit=unit).exists():
        raise ValidationError(_("This organisation answers for this unit already."))
    scope = Scope.objects.create(organisation=organisation, unit=unit)
    about(organisation, unit=unit.pk)
    return scope


@act(rule=may_set_scope, verb="take_scope")
def take_scope(organisation: Organisation, unit: Unit, *, by: User) -> None:
    """Let an organisation answer for a unit no longer. Posts that only a scope allows are ended first."""
    if not scopes_of(organisation).filter(unit=unit).exists():
        raise ValidationError(_("This organisation does not answer for this unit."))
    if scopes_of(organisation).count() == 1:
        _refuse_posts_of_a_scope(organisation)
    Scope.objects.filter(organisation=organisation, unit=unit).delete()
    about(organisation, unit=unit.pk)


def _refuse_other_place(organisation: Organisation, unit: Unit) -> None:
    if unit.place != organisation.place:
        raise ValidationError(_("The unit belongs to another place than the organisation."))


def _refuse_posts_of_a_scope(organisation: Organisation) -> None:
    allowed_without = ROLES_IN[OrganisationKind(organisation.kind)]
    only_with = [role for role in ROLES_WITH_SCOPE if role not in allowed_without]
    if posts_on(timezone.localdate()).filter(organisation=organisation, role__in=only_with).exists():
        raise ValidationError(
            _("This is the last scope of the organisation. End the posts that only a scope allows first.")
        )
    if organisation.invitations.filter(role__in=only_with, answered_at=None, withdrawn_at=None).exists():
        raise ValidationError(_("Withdraw the invitations to posts that only a scope allows first."))
