"""The list of published indices."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.indices.history import publications_href
from tarazy.web.doors.portal.indices.index import Index, published_indices
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.maps import has_map
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.publication.queries.standing import earlier_results_alone, extent_of
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import period as period_text


@require_safe
@kept_page
def indices(request: HttpRequest) -> HttpResponse:
    """Those that can be drawn as a map first, as on the first page."""
    found = sorted(published_indices(), key=lambda index: not has_map(index.run.version.place))
    context = {
        "trail": trail(Link(_("Indices"), "", current=True)),
        "cards": [*(card(index) for index in found), *cards_of_earlier()],
    }
    return render(request, "portal/indices/list.html", context)


@dataclass(frozen=True)
class Card:
    """An index in a list of indices."""

    title: str
    href: str
    periods: str
    units: int
    standing: str


def card(index: Index) -> Card:
    periods = _between(index.periods[0], index.periods[-1])
    return Card(
        index.title, index.href(), periods, index.spreads[index.latest].units, index.publication.get_kind_display()
    )


def cards_of_earlier() -> list[Card]:
    """Indices of which nobody here has computed anything: they lead to what was published."""
    found = earlier_results_alone()
    extents = extent_of(found)
    return [
        Card(str(one.title), publications_href(one), _between(first, last), units, one.get_kind_display())
        for one in found
        for first, last, units in [extents[one.pk]]
    ]


def _between(first: str, last: str) -> str:
    return period_text(last) if first == last else f"{period_text(first)}–{period_text(last)}"
