"""What was imported: every table, the last first, and one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.observatory.models import Import
from tarazy.web.rooms.observatory.queries import imports as asked
from tarazy.web.rooms.observatory.rules import may_import
from tarazy.web.ui.parts import Column, Fact, Link

A_PAGE = 50
TITLED: Final = ("unit", "variable")


def import_trail(*links: Link) -> list[Link]:
    return desk_trail(Link(_("Imports"), reverse("desk:imports"), current=not links), *links)


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    page = Paginator(asked.imports(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": import_trail(),
        "page": page,
        "may_import": may_import(person_of(request)) is True,
        "files": files_of(request, "imports_file"),
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


@dataclass(frozen=True)
class Said:
    """A row of the meanings, our columns in words. `title`: what the thing is called that `meant` is the id of."""

    what: str
    given: str
    meant: str
    title: str


def meanings_said(made: Import) -> list[Said]:
    """How the words of a table were read, units and variables with their titles beside their ids."""
    titles = asked.titles_of(meant for _what, _given, meant in made.meanings)
    return [_said(what, given, meant, titles.get(meant, "")) for what, given, meant in made.meanings]


def _said(what: str, given: str, meant: str, title: str) -> Said:
    if what == COLUMN:
        words = in_words(meant)
        return Said(kind_of(what), given, words, title if words == meant else "")
    return Said(kind_of(what), in_words(given) if what == EVERY else given, meant, title if what in TITLED else "")


@require_safe
def one_import(request: HttpRequest, made: Import) -> HttpResponse:
    when = date_format(timezone.localtime(made.recorded_at), "DATETIME_FORMAT")
    context = {
        "made": made,
        "meanings": meanings_said(made),
        "files": files_of(request, "import_file", made.pk),
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
        "columns": [Column(_("What"), row_head=True), Column(_("In the file")), Column(_("Here")), Column(_("Title"))],
    }
    return render(request, "desk/observations/one.html", context)
