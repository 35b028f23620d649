from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count, Q, QuerySet

from tarazy.engine.model.units import Units
from tarazy.engine.statistics import carried as engine
from tarazy.exchange.place import Place
from tarazy.exchange.place_rows import CodeRow, KindRow, PeerGroupRow, SuccessionRow, TileRow, UnitRow
from tarazy.web.grammar.difference import Difference, difference
from tarazy.web.grammar.text import LocalText, local_text
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.models import Organisation
from tarazy.web.rooms.units.models import (
    Boundaries,
    Kind,
    PeerGroup,
    Representation,
    Scope,
    Succession,
    Tile,
    Unit,
    UnitCode,
    is_unit_id,
)
from tarazy.web.rooms.units.queries.boundaries import shipped_boundaries


@dataclass(frozen=True)
class LinePart:
    """A stretch of one line over time: the unit it belongs to, its first day and the first day no longer (None.

    Without limit).
    """

    unit: Unit
    begins: datetime.date | None
    ends: datetime.date | None


def unit_with(id: str) -> Unit | None:
    """The unit with its kind and peer group, or None."""
    if not is_unit_id(id):
        return None
    return Unit.objects.select_related("kind", "peer_group").filter(pk=id).first()


def kinds() -> Mapping[str, Kind]:
    """Every kind by id."""
    return {kind.pk: kind for kind in Kind.objects.all()}


def peer_groups() -> Mapping[str, PeerGroup]:
    """Every peer group by id."""
    return {group.pk: group for group in PeerGroup.objects.all()}


def units_by_id(ids: Collection[str]) -> Mapping[str, Unit]:
    """The units with these ids, each with its kind; units of one kind share its object."""
    return {unit.pk: unit for unit in Unit.objects.prefetch_related("kind").filter(pk__in=ids)}


def units_valid_on(day: datetime.date, kinds: Collection[str] | None = None) -> QuerySet[Unit]:
    """Units that exist on the day, by id; `kinds` (None: all) says of which kinds."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    open_still = Q(valid_to=None) | Q(valid_to__gt=day)
    valid = Unit.objects.filter(begun & open_still).select_related("kind").order_by("pk")
    return valid if kinds is None else valid.filter(kind__in=kinds)


def units_of_place(place: str, kinds: Collection[str] | None = None) -> QuerySet[Unit]:
    """The units of a place, former ones too, by id; `kinds` (None: all) says of which kinds."""
    found = Unit.objects.filter(place=place).select_related("kind").order_by("pk")
    return found if kinds is None else found.filter(kind__in=kinds)


def units_of_kind(kind: str | None = None) -> QuerySet[Unit]:
    """The units of a kind (None: of every kind) in all places, former ones too, by id."""
    found = Unit.objects.select_related("kind").order_by("pk")
    return found if kind is None else found.filter(kind=kind)


def are_alike(units: Collection[Unit]) -> bool:
    """Whether units may be compared without more ado: all of one kind, or all of one peer group."""
    return len({unit.kind_id for unit in units}) < 2 or len({unit.peer_group_id for unit in units}) < 2


def units_within(parent: str) -> QuerySet[Unit]:
    """The units directly below a unit, former ones too, by id."""
    return Unit.objects.filter(parent=parent).select_related("kind").order_by("pk")


def scope_of(organisation: Organisation) -> QuerySet[Unit]:
    """The units for which an organisation answers: the centre for all of its place; others for the unit that they are,
    for the units of their scopes, and for everything below these.
    """
    if organisation.kind == OrganisationKind.CENTRE:
        return Unit.objects.filter(place=organisation.place)
    level = set(
        Unit.objects.filter(
            Q(representation__organisation=organisation) | Q(scopes__organisation=organisation)
        ).values_list("pk", flat=True)
    )
    found: set[str] = set()
    while level - found:
        found |= level
        level = set(Unit.objects.filter(parent__in=level).values_list("pk", flat=True))
    return Unit.objects.filter(pk__in=found)


def unit_represented_by(organisation: Organisation) -> Unit | None:
    """The assessed unit that an organisation is, or None."""
    return Unit.objects.filter(representation__organisation=organisation).first()


def units_represented_by(organisations: Iterable[Organisation]) -> Mapping[str, Unit]:
    """The assessed units that some organisations are, by the organisation's id."""
    found = Representation.objects.filter(organisation__in=organisations).select_related("unit")
    return {row.organisation_id: row.unit for row in found}


def scopes_of(organisation: Organisation) -> QuerySet[Scope]:
    """The units that are given to an organisation as its scope, by id; each brings everything below it."""
    return Scope.objects.filter(organisation=organisation).select_related("unit").order_by("unit")


def has_scope(organisation: Organisation) -> bool:
    """Whether an organisation answers for others and so runs campaigns of its own."""
    return Scope.objects.filter(organisation=organisation).exists()


def organisations_within(organisation: Organisation) -> QuerySet[Organisation]:
    """The organisations that are units of an organisation's scope; none where it has no scope."""
    if not has_scope(organisation):
        return Organisation.objects.none()
    within = scope_of(organisation).values("pk")
    return Organisation.objects.filter(representation__unit__in=within).exclude(kind=OrganisationKind.CENTRE)


def codes_of(unit: Unit) -> QuerySet[UnitCode]:
    """The unit's codes in other registers, by scheme, the earliest first."""
    return UnitCode.objects.filter(unit=unit).order_by("scheme", "valid_from")


def predecessors(unit: Unit) -> QuerySet[Succession]:
    """From which former units the unit came, with day, share and basis; `from_unit` is loaded."""
    return Succession.objects.filter(to_unit=unit).select_related("from_unit").order_by("on", "from_unit")


def successors(unit: Unit) -> QuerySet[Succession]:
    """What became of a former unit, the greatest share first; `to_unit` is loaded."""
    return Succession.objects.filter(from_unit=unit).select_related("to_unit").order_by("on", "-share", "to_unit")


def successions_of(units: Collection[str]) -> Mapping[str, list[Succession]]:
    """What became of some former units, by their ids; `to_unit` is loaded. Units without a successor are left out."""
    found: dict[str, list[Succession]] = {}
    for row in Succession.objects.filter(from_unit__in=units).select_related("to_unit").order_by("on", "-share", "pk"):
        found.setdefault(row.from_unit_id, []).append(row)
    return found


def engine_successions(places: Collection[str]) -> tuple[engine.Succession, ...]:
    """What came out of what in some places, as the engine carries values by it."""
    rows = Succession.objects.filter(from_unit__place__in=places).order_by("on", "from_unit", "to_unit")
    found = rows.values_list("from_unit", "to_unit", "on", "share", "basis")
    return tuple(engine.Succession(*row) for row in found)


def joined_line(unit: Unit) -> list[LinePart]:
    """The unit and the former unit it continues, as parts of one line in order of time, with a break between.

    A former unit is continued by the one that took the greatest share of it; the others begin their own line.
    """
    parts = [LinePart(unit, unit.valid_from, unit.valid_to)]
    taken = {unit.pk}
    while former := _continued(parts[0].unit):
        if former.from_unit.pk in taken:
            break
        taken.add(former.from_unit.pk)
        parts.insert(0, LinePart(former.from_unit, former.from_unit.valid_from, former.on))
    return parts


def _continued(unit: Unit) -> Succession | None:
    """The succession by which the unit continues a former one."""
    for succession in predecessors(unit):
        principal = successors(succession.from_unit).filter(on=succession.on).first()
        if principal is not None and principal.to_unit_id == unit.pk:
            return succession
    return None


def names_of_places() -> Mapping[str, LocalText]:
    """What the units of each place are together: the unit of which the others are parts, else their commonest kind."""
    counted = (
        Unit.objects.values_list("place", "parent", "kind").annotate(count=Count("pk")).order_by("place", "-count")
    )
    commonest: dict[str, tuple[str | None, str]] = {}
    for place, parent, kind, _ in counted:
        commonest.setdefault(place, (parent, kind))
    wholes, known = units_by_id([parent for parent, _ in commonest.values() if parent]), kinds()
    return {place: wholes[parent].name if parent else known[kind].plural for place, (parent, kind) in commonest.items()}


def boundaries_of(place: str) -> Boundaries | None:
    """The outlines that are drawn on the place's maps, or None where it has no map."""
    return Boundaries.objects.filter(place=place, name="").first()


def places_with_boundaries() -> QuerySet[Boundaries]:
    """Every place that has a map, by id, without its outlines."""
    return Boundaries.objects.defer("topojson").order_by("pk")


def tiles_of(place: str) -> QuerySet[Tile]:
    """Where each unit stands on the place's map of equal squares, from the top left."""
    return Tile.objects.filter(place=place).order_by("row", "column")


def engine_units(units: Iterable[Unit]) -> Units:
    """The units as the engine takes them: columns, sorted by id."""
    chosen = sorted(units, key=lambda unit: unit.pk)
    return Units(
        ids=np.array([unit.pk for unit in chosen], dtype=np.str_),
        kinds=np.array([unit.kind_id for unit in chosen], dtype=np.str_),
        peer_groups=np.array([unit.peer_group_id for unit in chosen], dtype=np.str_),
        valid_from=np.array([unit.valid_from for unit in chosen], dtype="datetime64[D]"),
        valid_to=np.array([unit.valid_to for unit in chosen], dtype="datetime64[D]"),
        names=tuple(unit.name for unit in chosen),
    )


def unregistered(place: Place) -> list[Difference[Any]]:
    """How the tables of a place differ from what this room holds, in an order in which they can be written."""
    groups = [PeerGroup(id=row.peer_group, name=local_text(row.name)) for row in place.rows(PeerGroupRow)]
    tiles = [_tile(row, place.id) for row in place.rows(TileRow)]
    return [
        difference(Kind, [_kind(row) for row in place.rows(KindRow)], ["id"]),
        difference(PeerGroup, groups, ["id"]),
        difference(Unit, [_unit(row, place.id) for row in place.rows(UnitRow)], ["id"]),
        difference(UnitCode, [_code(row) for row in place.rows(CodeRow)], ["unit_id", "scheme", "valid_from"]),
        difference(
            Succession, [_succession(row) for row in place.rows(SuccessionRow)], ["from_unit_id", "to_unit_id", "on"]
        ),
        difference(Tile, tiles, ["unit_id"]),
        difference(Boundaries, shipped_boundaries(place), ["id"]),
    ]


def _kind(row: KindRow) -> Kind:
    return Kind(id=row.kind, name=local_text(row.name), plural=local_text(row.plural))


def _unit(row: UnitRow, place: str) -> Unit:
    return Unit(
        id=row.unit,
        place=place,
        kind_id=row.kind,
        peer_group_id=row.peer_group,
        parent_id=row.parent or None,
        name=local_text(row.name),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _code(row: CodeRow) -> UnitCode:
    return UnitCode(
        unit_id=row.unit, scheme=row.scheme, code=row.code, valid_from=row.valid_from, valid_to=row.valid_to
    )


def _succession(row: SuccessionRow) -> Succession:
    return Succession(from_unit_id=row.from_unit, to_unit_id=row.to_unit, on=row.on, share=row.share, basis=row.basis)


def _tile(row: TileRow, place: str) -> Tile:
    return Tile(unit_id=row.unit, place=place, column=row.column, row=row.row, label=local_text(row.label))
