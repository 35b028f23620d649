"""The first page: what this is, the map of the latest index, and ways on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.indices.facts import key_facts
from tarazy.web.doors.portal.indices.index import Index, published_indices
from tarazy.web.doors.portal.indices.listing import card
from tarazy.web.doors.portal.indices.pictures import maps_of_rows
from tarazy.web.doors.portal.indices.rows import Asked, rows_asked
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.maps import Maps, has_map
from tarazy.web.rooms.observatory.queries.variables import variables_with_values
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import period as period_text


@require_safe
@kept_page
def home(request: HttpRequest) -> HttpResponse:
    """The latest index whose place can be drawn as a map stands first; the others follow."""
    indices = published_indices()
    first, maps, context = first_with_map(indices)
    context |= {
        "index": first,
        "maps": maps,
        "cards": [card(index) for index in indices if index is not first],
        "variables": variables_with_values().count(),
    }
    return render(request, "portal/home.html", context)


def first_with_map(indices: Sequence[Index]) -> tuple[Index | None, Maps, dict[str, Any]]:
    for index in indices:
        if not has_map(index.run.version.place):
            continue
        asked, scale = Asked(index, index.latest), index.scale()
        rows = rows_asked(asked)
        maps = maps_of_rows(asked, rows, scale)
        later = [Link(period_text(one), index.href(one)) for one in index.periods if one > asked.period]
        return index, maps, {"asked": asked, "scale": scale, "facts": key_facts(asked, rows), "later": later}
    return None, Maps(), {}
