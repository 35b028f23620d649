"""Outlines of units to take along: GeoJSON and TopoJSON with names, codes, whose work it is and the licence."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tarazy.exchange.boundaries.geojson import geojson_of
from tarazy.exchange.boundaries.topology import shapes_of
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.rooms.units.models import Boundaries, Unit
from tarazy.web.rooms.units.queries import kinds, names_of_places
from tarazy.web.rooms.units.queries.boundaries import (
    codes_today,
    set_of_boundaries,
    sets_of_boundaries,
    units_in_outlines,
)
from tarazy.web.ui.parts import Download, Link
from tarazy.web.ui.written import in_language, long_date, number

MEDIA: Final = {"geojson": "application/geo+json", "topojson": "application/json"}


@dataclass(frozen=True)
class Offered:
    """A set of outlines on the page of units."""

    title: str
    about: str
    downloads: list[Download]


@require_safe
def boundaries_file(request: HttpRequest, set_id: str, form: str) -> HttpResponse:
    """One set as a file; the same in every language."""
    found = set_of_boundaries(set_id)
    if found is None or form not in WRITTEN:
        ways = [Link(_("All that are assessed or observed"), reverse("portal:units"))]
        raise NoPage(_("There are no boundaries called “%(name)s”.") % {"name": f"{set_id}.{form}"[:80]}, ways)
    whole = WRITTEN[form](json.loads(found.topojson), properties_of(found)) | about(found)
    response = HttpResponse(json.dumps(whole, ensure_ascii=False, separators=(",", ":")), content_type=MEDIA[form])
    response["Content-Disposition"] = f'attachment; filename="{found.pk}.{form}"'
    return response


def as_geojson(topology: Mapping[str, Any], properties: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return geojson_of(shapes_of(topology), properties)


def as_topojson(topology: Mapping[str, Any], properties: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The kept text with what is known of each unit beside its outline."""
    objects = {
        name: every
        | {
            "geometries": [
                one | {"id": one["properties"]["unit"], "properties": dict(properties[one["properties"]["unit"]])}
                for one in every["geometries"]
            ]
        }
        for name, every in topology["objects"].items()
    }
    return {**topology, "objects": objects}


WRITTEN: Final[Mapping[str, Callable[..., dict[str, Any]]]] = {"geojson": as_geojson, "topojson": as_topojson}


def properties_of(boundaries: Boundaries) -> dict[str, dict[str, Any]]:
    units = units_in_outlines(boundaries)
    codes = codes_today(units)
    return {unit.pk: described(unit) | {"codes": codes.get(unit.pk, {})} for unit in units}


def described(unit: Unit) -> dict[str, Any]:
    names = {f"name_{language}": text for language, text in unit.name.as_dict().items()}
    return {"unit": unit.pk, "kind": unit.kind_id, "parent": unit.parent_id, **names}


def about(boundaries: Boundaries) -> dict[str, Any]:
    """What a file taken out of the site must say of itself."""
    day = boundaries.valid_from.isoformat() if boundaries.valid_from else None
    return {
        "boundaries": boundaries.pk,
        "valid_from": day,
        "attribution": boundaries.attribution,
        "licence": boundaries.licence,
    }


def offered() -> list[Offered]:
    """Every set with its two files."""
    places, known = names_of_places(), kinds()
    found = []
    for one in sets_of_boundaries():
        units = units_in_outlines(one)
        names = sorted({in_language(known[unit.kind_id].plural) for unit in units})
        place = in_language(places[one.place]) if one.place in places else one.place
        counted = ngettext("%(count)s outline", "%(count)s outlines", len(units)) % {"count": number(len(units), 0)}
        facts = [counted, ", ".join(names), one.attribution, one.licence]
        since = _("since %(day)s") % {"day": long_date(one.valid_from)} if one.valid_from else ""
        downloads = [Download(form.upper(), href_of(one, form)) for form in WRITTEN]
        title = f"{place}: {one.name}" if one.name else place
        found.append(Offered(title, " · ".join(fact for fact in (*facts[:2], since, *facts[2:]) if fact), downloads))
    return found


def href_of(boundaries: Boundaries, form: str) -> str:
    return reverse("portal:boundaries_file", kwargs={"set_id": boundaries.pk, "form": form})
