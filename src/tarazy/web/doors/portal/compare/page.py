"""The page that compares units, and its table as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.compare.asked import MOST, Asked, asked_by, offered, place_links
from tarazy.web.doors.portal.compare.results import compared
from tarazy.web.doors.portal.compare.values import FILE_COLUMNS, by_topic, file_rows
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.table_columns import field_of
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.observatory.queries.variables import sources
from tarazy.web.rooms.units.queries import names_of_places
from tarazy.web.ui.parts import Column, Link


@require_safe
@kept_page
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
        "downloads": tables.downloads(
            (form, f"{reverse('portal:compared_table', kwargs={'form': form})}?{asked.query}") for form in tables.FORMS
        ),
    }


@require_safe
def compared_table(request: HttpRequest, form: str) -> HttpResponse:
    """The latest values of the units, a value a line."""
    asked = asked_by(request.GET)
    has_form = form in tables.FORMS
    if not (has_form and asked.is_enough):
        message = _("Choose at least two units.") if has_form else _("There are no files of the form “%(form)s”.")
        raise NoPage(message % {"form": form}, [Link(_("Choose whom to compare"), reverse("portal:compare"))])
    rows = file_rows(asked.units)
    named = sources({str(row[FILE_COLUMNS.index("source")]) for row in rows}).values()
    notes = [*tables.notes_of_sources(named), *tables.taken_from(request)]
    fields = [field_of(name) for name in FILE_COLUMNS]
    return tables.answered(tables.table_file(titled(asked), fields, rows, notes), form, "compared")
