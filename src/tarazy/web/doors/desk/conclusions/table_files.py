"""Lists of conclusions as files."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.conclusions.pages import lists_of_conclusions
from tarazy.web.doors.desk.conclusions.rows import Row, conclusion_rows
from tarazy.web.doors.desk.table_fields import campaign_field, day_field, days_left_field, list_field, state_field
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.queries.conclusions import conclusions_of


def conclusions_table(request: HttpRequest) -> Table:
    rows = [[*_record(row), name] for name, found in lists_of_conclusions(person_of(request)) for row in found]
    return Table("conclusions", _("Conclusions"), [*_fields(), list_field()], rows)


def campaign_conclusions_table(_request: HttpRequest, campaign: Campaign) -> Table:
    title = _("%(campaign)s: conclusions") % {"campaign": campaign.title}
    rows = [_record(row) for row in conclusion_rows(conclusions_of(campaign))]
    return Table(f"{campaign.pk}-conclusions", title, _fields(), rows)


def _fields() -> list[Field]:
    return [
        Field("name", _("Body"), _("Its name in the language of the address.")),
        Field("block", _("Block"), _("Its title in the language of the address.")),
        campaign_field(),
        state_field(),
        day_field("reply_until", _("Reply until")),
        days_left_field(),
    ]


def _record(row: Row) -> list[Cell]:
    return [row.body, row.block, row.campaign, row.state, row.reply_day, row.left]
