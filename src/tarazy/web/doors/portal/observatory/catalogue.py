"""The catalogue as a file: as a place ships it, so that it can be taken in again; or as a workbook to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.words import LANGUAGES
from tarazy.exchange.csv_written import Cell, csv_text
from tarazy.exchange.place import columns_of
from tarazy.exchange.place_rows import VariableRow
from tarazy.exchange.table_files import Field, Note, workbook_of
from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.observatory.facts import facts_of, stated
from tarazy.web.doors.portal.observatory.listing import FORMS, asked_by, in_catalogue
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.ui.parts import Link

# Where a column of the shipped format is called otherwise than what the observatory holds.
STORED: Final = {
    "variable": "pk", "unit_of_measure": "unit_of_measure_id", "topic": "topic_id", "owner": "owner_id",
    "reported_by": "reported_by_id",
}  # fmt: skip


@require_safe
def catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """Every variable that the list shows with the same questions, all its pages."""
    known = in_catalogue()
    taken = asked_by(request, known).taken(known)
    if form == "csv":
        return attached(csv_text(*as_shipped(taken)), "variables.csv")
    if form == "xlsx":
        return attached(as_workbook(request, taken), "variables.xlsx")
    ways = [Link(one.upper(), reverse("portal:catalogue", kwargs={"form": one})) for one in FORMS]
    raise NoPage(_("There are no files of the form “%(form)s”.") % {"form": form}, ways)


def as_shipped(taken: Iterable[Variable]) -> tuple[list[str], list[list[Cell]]]:
    """The columns of `variables.csv`, texts in three languages."""
    fields = msgspec.structs.fields(VariableRow)
    columns = [column for field in fields for column in columns_of(field)]
    return columns, [[cell for field in fields for cell in cells_of(one, field)] for one in taken]


def cells_of(variable: Variable, field: msgspec.structs.FieldInfo) -> list[Cell]:
    if len(columns_of(field)) > 1:
        text = getattr(variable, field.name)
        return [text.in_language(language) if text else "" for language in LANGUAGES]
    if field.name == "goal":
        return [";".join(variable.goals)]
    cell: Cell = getattr(variable, STORED.get(field.name, field.name))
    return [cell or ""]


def as_workbook(request: HttpRequest, taken: Iterable[Variable]) -> bytes:
    """What the pages of the variables say of them, in the language of the page."""
    rows: list[list[Cell]] = []
    heads = [_("Variable"), _("Definition")]
    for one in taken:
        facts = facts_of(one)
        heads[2:] = [fact.term for fact in facts]
        rows.append([str(one.title), stated(one.definition), *(fact.text for fact in facts)])
    fields = [Field("", head, "") for head in heads]
    shipped = Note(_("The same as a table for programs"), _("variables.csv of the same page"))
    notes = [shipped, *tables.taken_from(request)]
    return workbook_of(tables.table_file(_("Catalogue"), fields, rows, notes))
