"""The page of a variable: map, table and lines, definition, sources, gaps and breaks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.observatory.asked import Asked, asked_by, choices
from tarazy.web.doors.portal.observatory.facts import facts_of, grouped, key_facts, uses_of
from tarazy.web.doors.portal.observatory.files import FORMS
from tarazy.web.doors.portal.observatory.flags import flagged
from tarazy.web.doors.portal.observatory.lines import MOST_LINES
from tarazy.web.doors.portal.observatory.over_time import over_time
from tarazy.web.doors.portal.observatory.pictures import Drawing, maps_of_values, off_the_map
from tarazy.web.doors.portal.observatory.rows import (
    Values,
    chosen_values,
    columns_of,
    divided,
    gaps,
    group_links,
    row_of,
)
from tarazy.web.doors.portal.observatory.short import precision_of, shortening
from tarazy.web.doors.portal.scales import fifths
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.observatory.queries.values import values_in
from tarazy.web.rooms.observatory.queries.variables import breaks_of, doubts_of, sources_of
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import peer_groups, units_of_place
from tarazy.web.ui.parts import Link

ROWS_A_PAGE: Final = 60


@require_safe
def variable(request: HttpRequest, variable: str) -> HttpResponse:
    """A variable in one period over its units, and over time."""
    asked = asked_by(request, variable)
    found = values_in(asked.variable.pk, asked.period, asked.breakdown)
    values = divided(asked, found)
    others = list(units_of_place(asked.variable.place).exclude(pk__in=[value.unit.pk for value in found]))
    here = Link(str(asked.variable.title), "", current=True)
    context = {
        "asked": asked,
        "variable": asked.variable,
        "trail": trail(Link(_("Observatory"), reverse("portal:observatory")), here),
        "group_links": group_links(asked, values, peer_groups()),
        "facts": facts_of(asked.variable),
        "uses": uses_of(asked.variable.pk),
        "sources": sources_of(asked.variable.pk),
        "breaks": grouped(breaks_of(asked.variable.pk)),
        "doubts": grouped(doubts_of(asked.variable.pk, asked.breakdown)),
        "gaps": gaps(values, others, asked.period),
    }
    shown = table_and_maps(request, asked, values, others) | over_time(asked, values, others)
    return render(request, "portal/observatory/variable.html", context | choices(asked) | files_of(asked) | shown)


def table_and_maps(request: HttpRequest, asked: Asked, values: Values, others: Collection[Unit]) -> dict[str, Any]:
    """The period: its key figures, its maps, a page of its table; one scale of colours, the same decimals."""
    precision, short = precision_of(values.on_scale), shortening(values.on_scale)
    scale = fifths(values.on_scale, precision.of)
    maps = maps_of_values(asked, values, Drawing(scale, short, precision), others)
    page = Paginator(chosen_values(asked, values), ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows, notes = flagged([row_of(value, scale, values.covered) for value in page])
    return {
        "key": key_facts(asked, values, precision),
        "places": precision.places,
        "scale": scale,
        "maps": maps,
        "map_note": short.note(asked.symbol),
        "off_the_map": off_the_map(values, maps),
        "page": page,
        "rows": rows,
        "notes": notes,
        "columns": columns_of(asked),
        "is_long": len(values.compared) > MOST_LINES,
    }


def files_of(asked: Asked) -> dict[str, Any]:
    """What may be taken along, and what the forms of the page send along."""
    whole = [
        (form, reverse("portal:whole_variable", kwargs={"variable": asked.variable.pk, "form": form})) for form in FORMS
    ]
    return {
        "downloads": tables.downloads((form, asked.href(form)) for form in FORMS),
        "whole_downloads": tables.downloads(whole),
        "kept_beside_search": asked.kept_beside("q"),
        "kept_beside_unit": asked.kept_beside("unit"),
        "all_rows_href": asked.href(q=""),
    }
