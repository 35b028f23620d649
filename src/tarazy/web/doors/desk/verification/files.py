"""What was drawn for re-verification as a file."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field, Note
from tarazy.web.doors.desk.verification.rows import RateRow, state_in_words, titles_of
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.verification.models import SampleItem


def item_fields() -> list[Field]:
    return [
        Field("unit", _("Identifier"), _("Of the body; the same in every file.")),
        Field("name", _("Body"), _("Its name in the language of the address.")),
        Field("variable", _("Variable"), _("Identifier of what was reported.")),
        Field("title", _("Title"), _("What was reported, in the language of the address.")),
        Field("breakdown", _("Breakdown"), _("For which part of the population; empty: for all.")),
        Field("state", _("State"), _("What was found, or how far the check has come.")),
    ]


def item_records(items: Sequence[SampleItem], campaign: Campaign) -> list[list[Cell]]:
    titles = titles_of(campaign)
    cells = [(item, item.item.change.cell) for item in items]
    return [
        [
            cell.submission.unit_id, str(cell.submission.unit.name), cell.variable,
            titles.get(cell.variable, cell.variable), cell.breakdown, state_in_words(item),
        ]
        for item, cell in cells
    ]  # fmt: skip


def rate_notes(groups: Sequence[tuple[str, list[RateRow]]]) -> list[Note]:
    """The error rates with their intervals of 90 percent."""
    return [
        Note(
            _("Error rate: %(of)s") % {"of": f"{caption}, {row.label}"},
            _("%(rate)s; interval of 90 percent: %(interval)s") % {"rate": row.rate, "interval": row.interval}
            if row.rate
            else _("not yet estimated"),
        )
        for caption, rows in groups
        for row in rows
    ]
