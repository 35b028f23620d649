"""A view as a file: every value with its variable, its unit of measure, its flags and its source."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.table_files import Note
from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.explorer.cells import Shown, shown
from tarazy.web.doors.portal.explorer.reading import asked_by
from tarazy.web.doors.portal.explorer.share import citation, titles_of
from tarazy.web.doors.portal.explorer.table import FILE_COLUMNS, file_rows
from tarazy.web.doors.portal.explorer.ways_on import refuse
from tarazy.web.doors.portal.table_columns import field_of
from tarazy.web.rooms.observatory.queries.variables import sources
from tarazy.web.ui.parts import Download
from tarazy.web.ui.written import number


@require_safe
def explored_table(request: HttpRequest, form: str) -> HttpResponse:
    """Every value of the view, all pages of its table."""
    if form not in tables.FORMS:
        refuse(_("There are no files of the form “%(form)s”.") % {"form": form})
    asked = asked_by(request.GET)
    if asked is None:
        refuse(_("Nothing is observed yet."))
    view = shown(asked)
    fields = [field_of(name) for name in FILE_COLUMNS]
    table = tables.table_file(titles_of(view), fields, file_rows(view), notes_of(request, view))
    return tables.answered(table, form, "explorer")


def files_of(query: str) -> list[Download]:
    return tables.downloads(
        (form, f"{reverse('portal:explored_table', kwargs={'form': form})}?{query}") for form in tables.FORMS
    )


def notes_of(request: HttpRequest, view: Shown) -> list[Note]:
    """What the workbook says of itself beside its table."""
    return [
        Note(_("How to cite"), citation(request, view)),
        *(Note(one.title, one.unit_of_measure) for one in view.observed),
        Note(_("Without a value"), number(view.missing, 0)),
        *tables.notes_of_sources(sources(view.sources).values()),
        *tables.taken_from(request),
    ]
