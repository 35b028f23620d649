"""The page of a variable: map, table and lines, definition, sources, gaps and breaks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.carried import notes_of
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.observatory.as_of import AS_OF
from tarazy.web.doors.portal.observatory.asked import Asked, asked_by, choices
from tarazy.web.doors.portal.observatory.described import dataset_of
from tarazy.web.doors.portal.observatory.facts import facts_of, grouped, key_facts, uses_of
from tarazy.web.doors.portal.observatory.files import FORMS
from tarazy.web.doors.portal.observatory.flags import flagged
from tarazy.web.doors.portal.observatory.lines import MOST_LINES
from tarazy.web.doors.portal.observatory.over_time import over_time
from tarazy.web.doors.portal.observatory.peers import narrowed
from tarazy.web.doors.portal.observatory.pictures import Drawing, maps_of_values, off_the_map
from tarazy.web.doors.portal.observatory.progress import progress_on_variable
from tarazy.web.doors.portal.observatory.releases import next_figures
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
from tarazy.web.doors.portal.observatory.statuses import status_notes
from tarazy.web.doors.portal.scales import fifths
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.observatory.queries.carried import Onto, aggregation_of, values_onto
from tarazy.web.rooms.observatory.queries.values import values_in
from tarazy.web.rooms.observatory.queries.variables import breaks_of, doubts_of, sources_of
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import peer_groups, units_of_place
from tarazy.web.ui.parts import Download, Link

ROWS_A_PAGE: Final = 60


@require_safe
@kept_page
def variable(request: HttpRequest, variable: str) -> HttpResponse:
    """A variable in one period over its units, and over time."""
    asked = asked_by(request, variable)
    recorded = values_in(asked.variable.pk, asked.period, asked.breakdown, as_of=asked.as_of)
    found = values_onto(asked.variable.pk, asked.breakdown, asked.onto, recorded, asked.as_of)
    standing = {value.unit.pk for value in (*recorded, *found)}
    without = list(units_of_place(asked.variable.place).exclude(pk__in=standing))
    left = narrowed(request, asked, found, without)
    values, others = divided(asked, left.values), left.others
    here = Link(str(asked.variable.title), "", current=True)
    sources = sources_of(asked.variable.pk)
    context = {
        "asked": asked,
        "variable": asked.variable,
        "trail": trail(Link(_("Observatory"), reverse("portal:observatory")), here),
        "group_links": group_links(asked, values, peer_groups()),
        "facts": [*facts_of(asked.variable), next_figures(asked.variable.pk)],
        "uses": uses_of(asked.variable.pk),
        "sources": sources,
        "dataset": dataset_of(request, asked, sources),
        "breaks": grouped(breaks_of(asked.variable.pk)),
        "doubts": grouped(doubts_of(asked.variable.pk, asked.breakdown)),
        "peer_links": left.links,
        "gaps": gaps(values, others, asked.period),
        "is_not_carried": asked.onto != Onto.RECORDED and aggregation_of(asked.variable.pk) is None,
    }
    shown = table_and_maps(request, asked, values, others) | over_time(asked, values, others)
    shown |= status_notes(asked, found) | progress_on_variable(asked)
    return render(request, "portal/observatory/variable.html", context | choices(asked) | files_of(asked) | shown)


def table_and_maps(request: HttpRequest, asked: Asked, values: Values, others: Collection[Unit]) -> dict[str, Any]:
    """The period: its key figures, its maps, a page of its table; one scale of colours, the same decimals."""
    precision, short = precision_of(values.on_scale), shortening(values.on_scale)
    scale = fifths(values.on_scale, precision.of)
    maps = maps_of_values(asked, values, Drawing(scale, short, precision), others)
    page = Paginator(chosen_values(asked, values), ROWS_A_PAGE).get_page(request.GET.get("page"))
    carried = notes_of(asked.variable, page)
    rows, notes = flagged(
        [row_of(asked, value, scale, values.covered, carried.get((value.unit.pk, value.period), "")) for value in page]
    )
    has_se = any(value.se is not None for value in values.compared)
    has_n = any(value.n is not None for value in values.compared)
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
        "has_se": has_se,
        "has_n": has_n,
        "columns": columns_of(asked, has_se, has_n),
        "is_long": len(values.compared) > MOST_LINES,
    }


def files_of(asked: Asked) -> dict[str, Any]:
    """What may be taken along, and what the forms of the page send along."""
    whole = [(form, asked.beside("whole_variable", form=form)) for form in FORMS]
    return {
        "downloads": tables.downloads((form, asked.href(form)) for form in FORMS),
        "whole_downloads": [*tables.downloads(whole), package_download(asked)],
        "kept_beside_search": asked.kept_beside("q"),
        "kept_beside_unit": asked.kept_beside("unit"),
        "kept_beside_day": asked.kept_beside(AS_OF),
        "behind_href": asked.beside("left_behind") if len(asked.breakdowns) > 1 else "",
        "now_href": asked.href(**{AS_OF: ""}),
        "today": timezone.localdate(),
        "all_rows_href": asked.href(q=""),
    }


def package_download(asked: Asked) -> Download:
    return Download(_("Data package (ZIP)"), asked.beside("variable_package"))
