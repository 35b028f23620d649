"""The list of units."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.indices.rows import plain
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.trails import trail
from tarazy.web.doors.portal.units.boundaries import offered
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import kinds, units_of_kind
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import in_language

ROWS_A_PAGE = 60


@require_safe
@kept_page
def units(request: HttpRequest) -> HttpResponse:
    """Every unit by name; a kind or a part of a name narrows the list."""
    search, kind = request.GET.get("q", "").strip()[:100], request.GET.get("kind", "")
    known = kinds()
    if kind and kind not in known:
        message = _("There is no kind “%(kind)s”.") % {"kind": kind}
        raise NoPage(message, [Link(_("All that are assessed or observed"), reverse("portal:units"))])
    found = sorted(
        (unit for unit in units_of_kind(kind or None) if is_found(unit, search)),
        key=lambda unit: sort_key(str(unit.name)),
    )
    kept = {"q": search} if search else {}
    every = Link(pgettext("kinds of units", "all"), f"?{urlencode(kept)}", current=not kind)
    context = {
        "trail": trail(Link(_("Who is assessed"), "", current=True)),
        "search": search,
        "kind": kind,
        "kind_links": [
            every,
            *(
                Link(in_language(one.plural), f"?{urlencode({'kind': id, **kept})}", current=id == kind)
                for id, one in known.items()
            ),
        ],
        "columns": [Column(_("Name"), row_head=True), Column(_("Kind")), Column(_("Identifier"))],
        "boundaries": offered(),
        "page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "portal/units/list.html", context)


def is_found(unit: Unit, search: str) -> bool:
    if not search:
        return True
    return any(plain(search) in plain(text) for text in (unit.name.kk, unit.name.ru, unit.name.en, unit.pk))
