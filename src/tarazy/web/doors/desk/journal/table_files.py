"""The journal and the heads that left the system as files. They hold ids and digests, as the journal does."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.journal.pages import entries_asked
from tarazy.web.doors.desk.table_fields import moment_field
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.publication.queries.standing import heads_that_left


def journal_table(request: HttpRequest) -> Table:
    fields = [
        Field("number", _("Number"), _("Of the entry."), "number", places=0),
        moment_field("at", _("When")),
        Field("act", _("What was done"), _("Code of the act, with its room.")),
        Field("actor", _("Person"), _("Number of the person: the journal names nobody."), "number", places=0),
        Field("kind", _("Kind of thing"), _("Its code.")),
        Field("id", _("Id of the thing"), _("As the system knows it.")),
        Field("digest", _("Digest"), _("SHA-256 of what the thing was.")),
        Field("hash", _("Hash"), _("Of the entry and of all before it.")),
    ]
    rows: Iterator[list[Cell]] = (
        [
            one.number, one.at, f"{one.room}.{one.verb}", one.actor, one.object_kind, one.object_id, one.digest,
            one.hash,
        ]
        for one in entries_asked(request)[1].iterator()
    )  # fmt: skip
    return Table("journal", _("Journal"), fields, rows)


def heads_table(_request: HttpRequest) -> Table:
    fields = [
        Field("publication", _("Publication"), _("What it is called.")),
        moment_field("published_at", _("When")),
        Field("hash", _("Hash"), _("Of the last entry of the journal then.")),
    ]
    rows: list[list[Cell]] = [[str(one), one.published_at, one.journal_head] for one in heads_that_left()]
    return Table("heads-of-the-journal", _("Heads that left the system"), fields, rows)
