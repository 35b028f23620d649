"""The list of versions of methodologies as a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.methodologies.pages import in_order
from tarazy.web.doors.desk.methodologies.words import awaits, owner_of
from tarazy.web.doors.desk.table_fields import moment_field, state_field
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.methodologies.queries import versions_seen_by
from tarazy.web.ui.written import in_language


def methodologies_table(request: HttpRequest) -> Table:
    fields = [
        Field("methodology", _("Identifier"), _("Of the methodology; the same in every file.")),
        Field("version", _("Version"), _("Its number.")),
        Field("title", _("Methodology"), _("Its title in the language of the address.")),
        Field("owner", _("Whose"), _("The organisation that draws it up.")),
        Field("standing", _("Standing"), _("Official or not, in words.")),
        state_field(),
        Field("awaits", _("What awaits it"), _("What has to happen next.")),
        moment_field("registered_at", _("Registered on")),
    ]
    rows: Iterator[list[Cell]] = (
        [
            one.methodology, one.version, in_language(one.title), owner_of(one), one.get_standing_display(),
            one.get_state_display(), awaits(one, in_order(one)), one.registered_at,
        ]
        for one in versions_seen_by(person_of(request))
    )  # fmt: skip
    return Table("methodologies", _("Methodologies"), fields, rows)
