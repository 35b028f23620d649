"""What was imported: every table, the last first, and one of them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.imports.meanings import COLUMN, EVERY
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.observations.meanings import in_words, kind_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.observatory.models import Import
from tarazy.web.rooms.observatory.queries import imports as asked
from tarazy.web.rooms.observatory.rules import may_import
from tarazy.web.ui.parts import Column, Fact, Link

A_PAGE = 50


def import_trail(*links: Link) -> list[Link]:
    return desk_trail(Link(_("Imports"), reverse("desk:imports"), current=not links), *links)


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    page = Paginator(asked.imports(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": import_trail(),
        "page": page,
        "may_import": may_import(person_of(request)) is True,
        "columns": [
            Column(_("When")),
            Column(_("File"), row_head=True),
            Column(_("New"), numeric=True),
            Column(_("Corrected"), numeric=True),
            Column(_("Refused"), numeric=True),
            Column(_("Why")),
            Column(_("By whom")),
        ],
    }
    return render(request, "desk/observations/imports.html", context)


def _said(what: str, given: str, meant: str) -> tuple[str, str, str]:
    """A row of the meanings, our columns in words."""
    if what == COLUMN:
        return kind_of(what), given, in_words(meant)
    return kind_of(what), in_words(given) if what == EVERY else given, meant


@require_safe
def one_import(request: HttpRequest, made: Import) -> HttpResponse:
    when = date_format(timezone.localtime(made.recorded_at), "DATETIME_FORMAT")
    context = {
        "made": made,
        "meanings": [_said(*row) for row in made.meanings],
        "trail": import_trail(Link(made.file_name, "", current=True)),
        "facts": [
            Fact(_("When"), when),
            Fact(_("By whom"), str(made.recorded_by)),
            Fact(_("Why"), made.reason),
            Fact(_("New"), str(made.new)),
            Fact(_("Corrected"), str(made.revised)),
            Fact(_("As recorded before"), str(made.same)),
            Fact(_("Refused"), str(made.refused)),
        ],
        "columns": [Column(_("What"), row_head=True), Column(_("In the file")), Column(_("Here"))],
    }
    return render(request, "desk/observations/one.html", context)
