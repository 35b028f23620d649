"""Imports, how the words of one were read, and the release calendar as files."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.observations.pages import meanings_said
from tarazy.web.doors.desk.observations.releases import releases_seen
from tarazy.web.doors.desk.table_fields import count_field, day_field, moment_field, period_field, person_field
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.observatory.models import Import
from tarazy.web.rooms.observatory.queries.imports import imports
from tarazy.web.rooms.observatory.queries.releases import is_late
from tarazy.web.ui.written import long_date


def imports_table(_request: HttpRequest) -> Table:
    fields = [
        Field("import", _("Number"), _("Of the import."), "number", places=0),
        moment_field("recorded_at", _("When")),
        Field("file", _("File"), _("Its name, as it was given.")),
        Field("sha256", _("SHA-256 of the file"), _("By which it is known again.")),
        count_field("new", _("New")), count_field("corrected", _("Corrected")),
        count_field("same", _("As recorded before")), count_field("refused", _("Refused")),
        Field("reason", _("Why"), _("Why, as it was written.")),
        person_field("recorded_by", _("By whom")),
    ]  # fmt: skip
    rows: Iterator[list[Cell]] = (
        [
            one.pk, one.recorded_at, one.file_name, one.sha256, one.new, one.revised, one.same, one.refused,
            one.reason, str(one.recorded_by),
        ]
        for one in imports()
    )  # fmt: skip
    return Table("imports", _("Imports"), fields, rows)


def import_table(_request: HttpRequest, made: Import) -> Table:
    """The meanings with the columns that `tarazy observations import` reads them from again, and in words."""
    fields = [
        Field("what", _("Code of what"), _("column, every, or the column whose code it is.")),
        Field("given", _("In the file"), _("The word of the table.")),
        Field("meant", _("Here"), _("Our column or the identifier that it means; empty: left out.")),
        Field("what_in_words", _("What"), _("In the language of the address.")),
        Field("title", _("Title"), _("Of the unit or variable that it means.")),
    ]
    rows: list[list[Cell]] = [
        [what, given, meant, said.what, said.title]
        for (what, given, meant), said in zip(made.meanings, meanings_said(made), strict=True)
    ]
    title = _("How the words of %(file)s were read") % {"file": made.file_name}
    return Table(f"import-{made.pk}-meanings", title, fields, rows)


def releases_table(request: HttpRequest) -> Table:
    fields = [
        Field("variable", _("Variable"), _("Its identifier.")),
        Field("title", _("Title"), _("Its title in the language of the address.")),
        period_field(),
        day_field("planned_on", _("Planned day")),
        Field("late", _("late"), _("1: its day has passed."), "number", places=0),
        day_field("released_on", _("Came out on")),
        Field("note", _("Note"), _("As everybody reads it.")),
        Field("former_days", _("Former days"), _("Days that were planned before, each with the reason.")),
    ]
    today = timezone.localdate()
    rows: Iterator[list[Cell]] = (
        [
            one.variable_id, str(one.variable.title), one.period, one.planned_on, int(is_late(one, today)),
            one.released_on, one.note,
            "; ".join(f"{long_date(moved.former_on)} ({moved.reason})" for moved in one.moves.all()),
        ]
        for one in releases_seen(request)
    )  # fmt: skip
    return Table("releases", _("Release calendar"), fields, rows)
