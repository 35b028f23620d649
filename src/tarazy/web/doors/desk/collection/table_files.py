"""The lists of forms, and the documents of a form, as files."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.collection.documents import cells_asked, documents_given
from tarazy.web.doors.desk.collection.pages import lists_of_forms
from tarazy.web.doors.desk.collection.rows import FormRow, form_rows
from tarazy.web.doors.desk.table_fields import (
    campaign_field,
    count_field,
    day_field,
    days_left_field,
    list_field,
    moment_field,
    period_field,
    person_field,
    state_field,
    unit_fields,
    variable_fields,
)
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.collection.models import Submission


def forms_table(request: HttpRequest) -> Table:
    fields = [
        *unit_fields(), campaign_field(), period_field(), state_field(), count_field("answered", _("Answered cells")),
        day_field("submit_by", _("To be submitted by")), days_left_field(), list_field(),
    ]  # fmt: skip
    rows = ([*_record(row), name] for name, found in lists_of_forms(person_of(request)) for row in form_rows(found))
    return Table("forms", _("Forms"), fields, rows)


def _record(row: FormRow) -> list[Cell]:
    one = row.submission
    return [
        one.unit_id, str(one.unit.name), str(one.campaign.title), one.period, one.get_state_display(), row.answered,
        row.last_day, row.left,
    ]  # fmt: skip


def documents_table(_request: HttpRequest, submission: Submission) -> Table:
    """A row a document that stands and an answer that it proves."""
    fields = [
        *variable_fields(),
        Field("document", _("Document"), _("What it is called.")),
        Field("file", _("File"), _("Its name; empty: there is a link alone.")),
        Field("sha256", _("SHA-256 of the file"), _("By which it is known again.")),
        Field("link", _("Link"), _("Where it can be read.")),
        Field("pages", _("Pages"), _("On which the answer is proved.")),
        day_field("valid_from", _("Date of the document")),
        day_field("valid_to", _("Valid until")),
        person_field("given_by", _("By whom")),
        moment_field("given_at", _("When")),
    ]
    rows: list[list[Cell]] = [
        [
            cell.cell.question.variable, cell.title, cell.cell.question.breakdown, one.title, one.file_name, one.file,
            one.link, one.pages, one.valid_from, one.valid_to, str(one.given_by), one.given_at,
        ]
        for cell, one in documents_given(submission, cells_asked(submission))
    ]  # fmt: skip
    title = _("%(body)s: documents") % {"body": submission.unit.name}
    return Table(f"{submission.campaign_id}-{submission.unit_id}-documents", title, fields, rows)
