"""The page that compares units, and its table as a file."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.csv_written import csv_text
from tarazy.exchange.table_workbook import table_workbook
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.compare.asked import MOST, Asked, asked_by, offered, place_links
from tarazy.web.doors.portal.compare.results import compared
from tarazy.web.doors.portal.compare.values import FILE_COLUMNS, by_topic, file_rows
from tarazy.web.doors.portal.explorer.files import FORMS, WORKBOOK
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.units.queries import names_of_places
from tarazy.web.ui.parts import Column, Download, Link


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Units side by side; fewer than two: whom to choose."""
    asked = asked_by(request.GET)
    place, units = offered(asked, request.GET.get("place", ""), list(names_of_places()))
    context = {
        "asked": asked,
        "most": MOST,
        "trail": trail(Link(_("Compare"), "", current=True)),
        "title": titled(asked),
        "canonical": asked.href,
        "place_links": [] if asked.units else place_links(place),
        "offered": [(unit, unit.pk in asked.ids) for unit in units],
    }
    return render(request, "portal/compare/compare.html", context | (side_by_side(asked) if asked.is_enough else {}))


def titled(asked: Asked) -> str:
    if not asked.units:
        return _("Compare")
    return _("Compare: %(names)s") % {"names": ", ".join(str(unit.name) for unit in asked.units)}


def side_by_side(asked: Asked) -> dict[str, Any]:
    names = [Column(str(unit.name), numeric=True) for unit in asked.units]
    return {
        "compared": compared(asked.units),
        "topics": by_topic(asked.units),
        "index_columns": [Column(_("Index"), row_head=True), *names],
        "value_columns": [Column(_("Variable"), row_head=True), *names],
        "width": len(names) + 1,
        "downloads": [
            Download(form.upper(), f"{reverse('portal:compared_table', kwargs={'form': form})}?{asked.query}")
            for form in FORMS
        ],
    }


SHEET: Final = "values"


@require_safe
def compared_table(request: HttpRequest, form: str) -> HttpResponse:
    """The latest values of the units, a value a line."""
    asked = asked_by(request.GET)
    if form not in FORMS or not asked.is_enough:
        message = (
            _("There are no files of the form “%(form)s”.") if form not in FORMS else _("Choose at least two units.")
        )
        raise NoPage(message % {"form": form}, [Link(_("Choose whom to compare"), reverse("portal:compare"))])
    rows = file_rows(asked.units)
    if form == "csv":
        return attached(csv_text(FILE_COLUMNS, rows), "compared.csv")
    about = [(_("What it is"), titled(asked)), (_("Address"), request.build_absolute_uri(asked.href))]
    return attached(table_workbook(SHEET, FILE_COLUMNS, rows, (_("About"), about)), "compared.xlsx", WORKBOOK)
