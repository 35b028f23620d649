"""Units, their kinds and peer groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.api.faults import nothing_called
from tarazy.web.doors.api.lists import filtered, page_of, page_of_all, titled
from tarazy.web.doors.api.operation import (
    OPTIONAL_DATE,
    OPTIONAL_STRING,
    STRING,
    TEXT,
    Asked,
    Field,
    Operation,
    Page,
    Thing,
)
from tarazy.web.doors.api.parameters import in_path, moment, search, texts
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import (
    codes_of,
    kinds,
    peer_groups,
    predecessors,
    successors,
    unit_with,
    units_of_kind,
)

FIELDS: Final = (
    Field("id", _("The id; it never changes its meaning."), STRING),
    Field("place", _("Whose list it stands in."), STRING),
    Field("kind", _("Id of the kind."), STRING),
    Field("peer_group", _("Id of the peer group within which it is ranked."), STRING),
    Field("parent", _("Id of the unit it is a part of."), OPTIONAL_STRING),
    Field("name", _("What it is called."), TEXT, is_text=True),
    Field("valid_from", _("First day; null: without limit."), OPTIONAL_DATE),
    Field("valid_to", _("First day on which it no longer exists."), OPTIONAL_DATE),
)
NAMED: Final = (Field("id", _("The id."), STRING), Field("name", _("What it is called."), TEXT, is_text=True))
PARAMETERS: Final = (
    texts("id", _("Ids of units.")),
    texts("kind", _("Kinds of units.")),
    texts("peer_group", _("Units of these peer groups.")),
    texts("parent", _("Units directly below these.")),
    texts("place", _("Units of these places, such as kz.")),
    texts("code", _("Units with these codes of another register, such as KATO.")),
    moment("valid_on", _("Units that exist on the day.")),
    search("q", _("A part of the name in any language.")),
)
COLUMNS: Final = {"id": "pk", "kind": "kind", "peer_group": "peer_group", "parent": "parent", "place": "place",
                  "code": "codes__code"}  # fmt: skip


def record(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.pk,
        "place": unit.place,
        "kind": unit.kind_id,
        "peer_group": unit.peer_group_id,
        "parent": unit.parent_id,
        "name": unit.name,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }


def units(asked: Asked) -> Page:
    found = titled(filtered(units_of_kind(), asked, COLUMNS), asked, "name")
    if "code" in asked.given:
        found = found.distinct()
    if "valid_on" in asked.given:
        day = asked.given["valid_on"].date()
        begun, open_still = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day)
        found = found.filter(begun, open_still)
    return page_of(asked, found, lambda rows: [record(unit) for unit in rows])


def unit(asked: Asked) -> Thing:
    found = unit_with(asked.given["unit"])
    if found is None:
        raise nothing_called(asked.given["unit"])
    codes = [
        {"scheme": one.scheme, "code": one.code, "valid_from": one.valid_from, "valid_to": one.valid_to}
        for one in codes_of(found)
    ]
    origins = [_share(one, one.from_unit_id) for one in predecessors(found)]
    became = [_share(one, one.to_unit_id) for one in successors(found)]
    return Thing(record(found) | {"codes": codes, "predecessors": origins, "successors": became})


def _share(succession: Any, unit: str) -> dict[str, Any]:
    return {"unit": unit, "on": succession.on, "share": succession.share, "basis": succession.basis}


def _named(things: Sequence[Any]) -> dict[str, dict[str, Any]]:
    return {one.pk: {"id": one.pk, "name": one.name} for one in things}


def kinds_of_units(asked: Asked) -> Page:
    return page_of_all(asked, _named(list(kinds().values())))


def groups(asked: Asked) -> Page:
    return page_of_all(asked, _named(list(peer_groups().values())))


OPERATIONS: Final = (
    Operation(
        "units", "units", _("Units"),
        _("Who is assessed and of whom figures are known: countries, regions, bodies; former ones too."),
        units, FIELDS, PARAMETERS, key=(str,), example={"kind": "oblast", "limit": "5"},
    ),
    Operation(
        "unit", "units/<str:unit>", _("One unit"),
        _("A unit with its codes in other registers, with what it came from and what became of it."),
        unit, parameters=(in_path("unit", _("Id of the unit.")),), example={"unit": "KZ-10"},
    ),
    Operation("kinds", "kinds", _("Kinds of units"), _("Oblast, city, country."), kinds_of_units, NAMED, key=(str,)),
    Operation(
        "peer_groups", "peer-groups", _("Peer groups"), _("Units that are ranked against each other."), groups, NAMED,
        key=(str,),
    ),
)  # fmt: skip
