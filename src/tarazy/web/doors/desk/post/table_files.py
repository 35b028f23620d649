"""The outbox as a file: as on its page addresses are masked, and no text is in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.post.pages import kinds_in
from tarazy.web.doors.desk.table_fields import count_field, moment_field, state_field
from tarazy.web.doors.desk.tables import MOST_ROWS, Table
from tarazy.web.rooms.post.queries import letters, masked


def outbox_table(_request: HttpRequest) -> Table:
    fields = [
        Field("letter", _("Number"), _("Of the letter."), "number", places=0),
        moment_field("created_at", _("Written on")),
        Field("to", _("To"), _("The address, masked.")),
        Field("about", _("About"), _("What its messages are about.")),
        state_field(),
        count_field("tries", _("Tries")),
        Field("last_fault", _("Last fault"), _("Its name, with the number of the mail server.")),
        moment_field("sent_at", _("Sent on")),
    ]
    rows: Iterator[list[Cell]] = (
        [
            one.pk, one.created_at, masked(one.address), "; ".join(kinds_in(one)), one.get_state_display(),
            one.attempts, one.last_fault, one.sent_at,
        ]
        for one in letters()[: MOST_ROWS + 1]
    )  # fmt: skip
    return Table("outbox", _("Outbox"), fields, rows)
