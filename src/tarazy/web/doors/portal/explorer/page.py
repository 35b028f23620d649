"""The page of the explorer, and the same view alone for the pages of others."""

from __future__ import annotations

from typing import Any, Final

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.explorer.cells import Shown, shown
from tarazy.web.doors.portal.explorer.files import files_of
from tarazy.web.doors.portal.explorer.form import form_of
from tarazy.web.doors.portal.explorer.pictures import pictures_of
from tarazy.web.doors.portal.explorer.reading import FORM, asked_by
from tarazy.web.doors.portal.explorer.share import address_of, line_of_sources, share, titles_of
from tarazy.web.doors.portal.explorer.table import table_of
from tarazy.web.doors.portal.explorer.table_written import rows_written
from tarazy.web.doors.portal.explorer.ways_on import href
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.kept_pages import IN_PLACE, kept_page
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.observatory.queries.peers import Peers
from tarazy.web.rooms.observatory.queries.variables import sources
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import number
from tarazy.web.ui.written import period as period_text

KEPT_WITH_FORM: Final = ("find", "find_unit")


@require_safe
@kept_page
def explorer(request: HttpRequest) -> HttpResponse:
    """A view with its form. What a form has put together leads to the view's own address."""
    head = {"trail": trail(Link(_("Explorer"), "", current=True))}
    try:
        asked = asked_by(request.GET)
    except NoPage as refused:
        if IN_PLACE not in request.headers:
            raise
        return render(request, "portal/explorer/refused.html", head | {"refused": refused})
    if asked is None:
        return render(request, "portal/explorer/empty.html", head)
    searched = any(request.GET.get(name) for name in KEPT_WITH_FORM)
    if FORM in request.GET and not searched:
        return HttpResponseRedirect(href(asked.view))
    context = head | form_of(asked, request.GET) | content_of(request, shown(asked))
    return render(request, "portal/explorer/explorer.html", context)


@xframe_options_exempt
@csp_replace({"frame-ancestors": None})
@require_safe
@kept_page
def embed(request: HttpRequest) -> HttpResponse:
    """The view alone, with its sources and the way back; the only page that others may frame.

    No ancestor is named: even `*` shuts out pages without an origin of their own, as a file opened from a disk, a
    preview that a publishing system keeps in a sandbox, or a page written by a script. Pages that isolate themselves
    (COEP) frame only what says that it may be taken there, and is isolated itself.
    """
    asked = asked_by(request.GET)
    if asked is None:
        raise NoPage(_("Nothing is observed yet."))
    response = render(request, "portal/explorer/embed.html", content_of(request, shown(asked)))
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cross-Origin-Embedder-Policy"] = "credentialless"
    return response


def similar_in_words(similar: Peers | None) -> dict[str, str] | None:
    """Whom a unit is like, and by what."""
    if similar is None:
        return None
    near = [
        _("%(name)s (%(distance)s)") % {"name": one.name, "distance": number(similar.near[one.pk].distance, 2)}
        for one in similar.units
    ]
    by = [
        _("%(title)s, %(period)s") % {"title": column.variable.title, "period": period_text(column.period)}
        for column in similar.columns
    ]
    return {"name": str(similar.unit.name), "near": "; ".join(near), "by": "; ".join(by)}


def content_of(request: HttpRequest, view: Shown) -> dict[str, Any]:
    """The picture, its table and where they come from."""
    named, table = dict(sources(view.sources)), table_of(view, request.GET)
    return table | {
        "rows": rows_written(table["lines"], has_titles=table["has_titles"]),
        "shown": view,
        "title": titles_of(view),
        "drawn": pictures_of(view),
        "thin": period_text(view.asked.thin) if view.asked.thin else "",
        "last_shown": period_text(view.asked.view.last) if view.asked.view.last else "",
        "similar_to": similar_in_words(view.asked.similar),
        "sources": list(named.values()),
        "published_by": line_of_sources(named),
        "share": share(request, view),
        "here": address_of(request, view),
        "canonical": href(view.asked.view),
        "downloads": files_of(view.asked.view.query),
        "view": view.asked.view,
        "one_period": view.asked.view.is_of_one_period,
        "is_table": view.asked.view.chart == "table",
    }
