"""The whole observatory as one file, and the outlines of a place."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.csv_written import csv_text
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.observatory.files import EVERYTHING, cell_of
from tarazy.web.rooms.observatory.queries.values import public_of
from tarazy.web.rooms.observatory.queries.variables import variables
from tarazy.web.rooms.units.queries import boundaries_of
from tarazy.web.ui.parts import Link


@require_safe
def whole_observatory(request: HttpRequest) -> StreamingHttpResponse:
    """Every public value of every variable at its last revision, a variable at a time, so that it never waits whole in
    memory. Read in again it changes nothing.
    """
    headers = {"Content-Disposition": 'attachment; filename="observatory.csv"'}
    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8", headers=headers)


def lines() -> Iterator[str]:
    yield csv_text(EVERYTHING, [])
    for variable in variables():
        if variable.topic_id is not None:
            rows = ([cell_of(one, name) for name in EVERYTHING] for one in public_of(variable.pk))
            yield csv_text(EVERYTHING, rows).partition("\r\n")[2]


@require_safe
def outlines_of(request: HttpRequest, place: str) -> HttpResponse:
    """The outlines of a place's units as TopoJSON."""
    found = boundaries_of(place)
    if found is None:
        ways = [Link(_("Downloads"), reverse("portal:downloads"))]
        raise NoPage(_("There are no outlines of “%(place)s”.") % {"place": place}, ways)
    return attached(found.topojson, f"{place}.topojson", "application/json")
