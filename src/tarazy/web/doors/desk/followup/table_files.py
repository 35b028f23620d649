"""Instructions as a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.followup.pages import instructions_asked
from tarazy.web.doors.desk.table_fields import day_field, moment_field, person_field, state_field, unit_fields
from tarazy.web.doors.desk.tables import Table


def instructions_table(request: HttpRequest) -> Table:
    fields = [
        Field("instruction", _("Number"), _("Of the instruction or recommendation."), "number", places=0),
        Field("kind", _("Kind"), _("An instruction or a recommendation.")),
        Field("text", _("What is to be done"), _("The whole text.")),
        *unit_fields(),
        Field("given_by", _("Given by"), _("The organisation that gave it.")),
        person_field("opened_by", _("By whom")),
        moment_field("opened_at", _("When")),
        day_field("deadline", _("Deadline")),
        Field("overdue", pgettext("instruction", "overdue"), _("1: its day has passed."), "number", places=0),
        state_field(),
    ]
    rows: Iterator[list[Cell]] = (
        [
            one.pk, one.get_kind_display(), one.text, one.unit_id, str(one.unit.name), str(one.organisation.name),
            str(one.opened_by), one.opened_at, one.deadline, int(one.is_overdue), one.get_state_display(),
        ]
        for one in instructions_asked(request)
    )  # fmt: skip
    return Table("instructions", _("Instructions"), fields, rows)
