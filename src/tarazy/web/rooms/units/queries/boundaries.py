"""Sets of outlines: which there are, what ships, and what may stand for a unit in a file of outlines."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from tarazy.exchange.boundaries.matched import Expected
from tarazy.exchange.place import Place
from tarazy.exchange.place_rows import BoundariesRow
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.life import MANAGE
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import organisations_with_right
from tarazy.web.rooms.units.models import Boundaries, Unit, UnitCode, is_unit_id


def set_of_boundaries(id: str) -> Boundaries | None:
    return Boundaries.objects.filter(pk=id).first() if is_unit_id(id) else None


def sets_of_boundaries() -> QuerySet[Boundaries]:
    """Every set, the one that is drawn on a place's maps before its others."""
    return Boundaries.objects.order_by("place", "name")


def id_of_set(place: str, name: str) -> str:
    return f"{place}-{name}" if name else place


def units_in_outlines(boundaries: Boundaries) -> list[Unit]:
    """The units of which the set has an outline, by id."""
    topology: Mapping[str, Any] = json.loads(boundaries.topojson)
    ids = [one["properties"]["unit"] for every in topology["objects"].values() for one in every["geometries"]]
    return list(Unit.objects.filter(pk__in=ids).order_by("pk"))


def codes_today(units: Collection[Unit]) -> Mapping[str, dict[str, str]]:
    """The codes that hold today, by unit and scheme."""
    found: dict[str, dict[str, str]] = {}
    rows = UnitCode.objects.filter(_held_on(timezone.localdate()), unit__in=units).order_by("scheme", "code")
    for unit, scheme, code in rows.values_list("unit", "scheme", "code"):
        found.setdefault(unit, {})[scheme] = code
    return found


def _held_on(day: datetime.date) -> Q:
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gt=day))


def expected_outlines(place: str, scheme: str, day: datetime.date) -> list[Expected]:
    """The units of a place on a day with what may stand for each: a code of the scheme, else its id and its names."""
    units = Unit.objects.filter(_held_on(day), place=place).order_by("pk")
    codes: dict[str, list[str]] = {}
    if scheme:
        held = UnitCode.objects.filter(_held_on(day), unit__place=place, scheme=scheme)
        for unit, code in held.values_list("unit", "code"):
            codes.setdefault(unit, []).append(code)
    return [
        Expected(
            unit.pk,
            unit.kind_id,
            tuple(codes.get(unit.pk, ())) if scheme else (unit.pk, unit.name.kk, unit.name.ru, unit.name.en),
        )
        for unit in units
    ]


def schemes_of(places: Collection[str]) -> list[str]:
    """The schemes of codes that units of some places have."""
    return list(
        UnitCode.objects.filter(unit__place__in=places).order_by("scheme").values_list("scheme", flat=True).distinct()
    )


def places_of_centres(user: User) -> frozenset[str]:
    """The places from whose centre somebody administers."""
    centres = (own for own in organisations_with_right(user, MANAGE) if own.kind == OrganisationKind.CENTRE)
    return frozenset(own.place for own in centres)


def shipped_boundaries(place: Place) -> list[Boundaries]:
    """The outlines that ship with a place; none where a person has brought in others in their stead."""
    if place.boundaries is None or Boundaries.objects.filter(pk=place.id).exclude(reason="").exists():
        return []
    about = next(iter(place.rows(BoundariesRow)), None)
    made = Boundaries(
        id=place.id,
        place=place.id,
        topojson=place.boundaries.decode("utf-8"),
        sha256=hashlib.sha256(place.boundaries).hexdigest(),
    )
    if about is not None:
        made.valid_from, made.attribution, made.licence = about.valid_from, about.attribution, about.licence
    return [made]
