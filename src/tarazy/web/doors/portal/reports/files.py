"""The addresses of reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.reports.made import name_of, unit_pdf, whole_pdf
from tarazy.web.doors.portal.reports.published import asked_in, row_in, rows_of


@require_safe
def unit_file(request: HttpRequest, place: str, name: str, publication: int, period: str, unit: str) -> HttpResponse:
    """The report of a unit as PDF."""
    asked = asked_in(place, name, publication, period)
    row_in(rows_of(asked), unit, asked)
    return attached(unit_pdf(asked, unit), name_of((f"{place}/{name}", publication, period), unit))


@require_safe
def report_file(request: HttpRequest, place: str, name: str, publication: int, period: str) -> HttpResponse:
    """The consolidated report as PDF."""
    asked = asked_in(place, name, publication, period)
    return attached(whole_pdf(asked), name_of((f"{place}/{name}", publication, period), ""))
