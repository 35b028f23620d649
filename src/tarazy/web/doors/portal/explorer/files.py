"""A view as a file: every value with its variable, its unit of measure, its flags and its source."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.csv_written import csv_text
from tarazy.exchange.table_workbook import table_workbook
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.explorer.cells import Shown, shown
from tarazy.web.doors.portal.explorer.reading import asked_by
from tarazy.web.doors.portal.explorer.share import citation, titles_of
from tarazy.web.doors.portal.explorer.table import FILE_COLUMNS, file_rows
from tarazy.web.doors.portal.explorer.ways_on import refuse
from tarazy.web.rooms.observatory.queries.variables import sources
from tarazy.web.ui.parts import Download
from tarazy.web.ui.written import in_language, number

FORMS: Final = ("csv", "xlsx")
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def explored_table(request: HttpRequest, form: str) -> HttpResponse:
    """Every value of the view, all pages of its table."""
    if form not in FORMS:
        refuse(_("There are no files of the form “%(form)s”.") % {"form": form})
    asked = asked_by(request.GET)
    if asked is None:
        refuse(_("Nothing is observed yet."))
    view = shown(asked)
    if form == "csv":
        return attached(csv_text(FILE_COLUMNS, file_rows(view)), "explorer.csv")
    content = table_workbook(_("Values"), FILE_COLUMNS, file_rows(view), (_("About"), about(request, view)))
    return attached(content, "explorer.xlsx", WORKBOOK)


def files_of(query: str) -> list[Download]:
    return [
        Download(form.upper(), f"{reverse('portal:explored_table', kwargs={'form': form})}?{query}") for form in FORMS
    ]


def about(request: HttpRequest, view: Shown) -> list[tuple[str, str]]:
    """What the workbook says of itself on its first sheet."""
    facts = [(_("What it is"), titles_of(view)), (_("How to cite"), citation(request, view))]
    facts += [(one.title, one.unit_of_measure) for one in view.observed]
    facts.append((_("Without a value"), number(view.missing, 0)))
    for source in sources(view.sources).values():
        said = ", ".join(part for part in (in_language(source.published_by.name), source.date, source.url) if part)
        facts.append((_("Source %(id)s") % {"id": source.pk}, f"{in_language(source.title)}. {said}"))
        facts.append((_("Licence"), in_language(source.licence.stated)))
    return facts
