"""Outlines of units."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

import msgspec
from django.utils.translation import gettext_lazy as _

from tarazy.exchange.topojson import geojson_of
from tarazy.web.doors.api.faults import nothing_called
from tarazy.web.doors.api.lists import page_of
from tarazy.web.doors.api.operation import STRING, Asked, Field, Operation, Page, Thing
from tarazy.web.doors.api.parameters import in_path
from tarazy.web.rooms.units.models import Boundaries
from tarazy.web.rooms.units.queries import boundaries_of, places_with_boundaries

FIELDS: Final = (
    Field("place", _("Whose units they are."), STRING),
    Field("sha256", _("Hash of the outlines as TopoJSON."), STRING),
)
PLACE: Final = in_path("place", _("Id of the place, such as kz."))


def places(asked: Asked) -> Page:
    return page_of(
        asked, places_with_boundaries(), lambda rows: [{"place": one.pk, "sha256": one.sha256} for one in rows]
    )


def found_at(asked: Asked) -> Boundaries:
    found = boundaries_of(asked.given["place"])
    if found is None:
        raise nothing_called(asked.given["place"])
    return found


def topojson(asked: Asked) -> Thing:
    return Thing(content=found_at(asked).topojson.encode())


def geojson(asked: Asked) -> Thing:
    found = found_at(asked)
    return Thing(content=_converted(found.sha256, found.topojson))


@lru_cache(maxsize=8)
def _converted(sha256: str, topology: str) -> bytes:
    return msgspec.json.encode(geojson_of(json.loads(topology)))


OPERATIONS: Final = (
    Operation(
        "boundaries", "boundaries", _("Boundaries"),
        _("Places of which outlines are known. They are for maps and say nothing of any boundary in law."),
        places, FIELDS, key=(str,),
    ),
    Operation(
        "boundaries_geojson", "boundaries/<str:place>.geojson", _("Boundaries as GeoJSON"),
        _("Outlines of the units of a place; the property `unit` is the unit’s id."),
        geojson, parameters=(PLACE,), example={"place": "kz"}, content_type="application/geo+json",
    ),
    Operation(
        "boundaries_topojson", "boundaries/<str:place>.topojson", _("Boundaries as TopoJSON"),
        _("The same with shared borders, a quarter of the size."),
        topojson, parameters=(PLACE,), example={"place": "kz"}, content_type="application/topo+json",
    ),
)  # fmt: skip
