"""Long tasks as a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.table_fields import count_field, moment_field, state_field
from tarazy.web.doors.desk.tables import MOST_ROWS, Table
from tarazy.web.rooms.work.queries import tasks
from tarazy.web.ui.written import in_language


def tasks_table(_request: HttpRequest) -> Table:
    fields = [
        Field("task", _("Number"), _("Of the task."), "number", places=0),
        Field("title", _("Task"), _("What is done.")),
        moment_field("asked_for_at", _("Asked for")),
        moment_field("begun_at", _("Begun")),
        moment_field("ended_at", _("Ended")),
        state_field(),
        count_field("tries", _("Tries")),
        Field("outcome", _("What came of it"), _("Its outcome, or why it failed.")),
    ]
    rows: Iterator[list[Cell]] = (
        [
            one.pk, in_language(one.title), one.queued_at, one.begun_at, one.ended_at, one.get_state_display(),
            one.attempts, in_language(one.fault or one.outcome) if one.fault or one.outcome else None,
        ]
        for one in tasks()[: MOST_ROWS + 1]
    )  # fmt: skip
    return Table("tasks", _("Tasks"), fields, rows)
