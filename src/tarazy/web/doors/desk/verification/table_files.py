"""Tables of re-verification as files: what was drawn, what waits, where two checks differ, penalty cases."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field, Note
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.table_fields import (
    act_field,
    campaign_field,
    moment_field,
    period_field,
    reason_field,
    unit_fields,
    variable_fields,
)
from tarazy.web.doors.desk.tables import Table
from tarazy.web.doors.desk.verification.items import items_by_campaign
from tarazy.web.doors.desk.verification.penalties import titles_penalised
from tarazy.web.doors.desk.verification.rows import (
    RateRow,
    coverage_facts,
    frame_facts,
    rate_rows,
    state_in_words,
    titles_of,
)
from tarazy.web.doors.desk.verification.samples import items_differing
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.verification.models import Frame, PenaltyCase, SampleItem
from tarazy.web.rooms.verification.queries.findings import coverage_of, items_of, rates_of
from tarazy.web.rooms.verification.queries.penalties import penalty_cases_of


def sample_table(_request: HttpRequest, frame: Frame) -> Table:
    """What was drawn and what was found of each item; the notes of a workbook hold the rates of the whole list."""
    drawn = getattr(frame, "sample", None)
    items = list(items_of(drawn)) if drawn else []
    notes = [Note(one.term, str(one.text)) for one in (*frame_facts(frame), *coverage_facts(coverage_of(items)))]
    if drawn:
        notes += rate_notes(rate_rows(rates_of(drawn, items), frame.campaign))
    title = _("Sample %(number)s of %(campaign)s") % {"number": frame.pk, "campaign": frame.campaign.title}
    return Table(f"sample-{frame.pk}", title, item_fields(), item_records(items, frame.campaign), notes)


def verification_table(request: HttpRequest, campaign: Campaign) -> Table:
    """The items of which two checks differ and which the person may settle."""
    title = _("%(campaign)s: two checks differ") % {"campaign": campaign.title}
    rows = item_records(items_differing(person_of(request), campaign), campaign)
    return Table(f"{campaign.pk}-differing", title, item_fields(), rows)


def worklist_table(request: HttpRequest) -> Table:
    rows = (
        [*row, str(campaign.title)]
        for campaign, items in items_by_campaign(person_of(request))
        for row in item_records(items, campaign)
    )
    return Table("items-to-check", _("Items that you check"), [*item_fields(), campaign_field()], rows)


def penalties_table(_request: HttpRequest, campaign: Campaign) -> Table:
    fields = [
        *unit_fields(),
        Field("node", _("Criterion or block"), _("Its identifier in the methodology.")),
        Field("node_title", _("Title"), _("Its title in the language of the address.")),
        period_field(),
        Field("points", _("Penalty points"), _("Points that are taken away."), "number"),
        Field("ground", _("Ground"), _("Why the points are taken away.")),
        act_field(),
        moment_field("opened_at", _("Opened")),
        Field("state", _("State"), _("Whether the case stands or is cancelled.")),
        Field("decision", _("Decision"), _("By which it is cancelled.")),
        reason_field(),
    ]
    nodes = titles_penalised(campaign)
    title = _("%(campaign)s: penalty cases") % {"campaign": campaign.title}
    rows = [_penalty_record(case, nodes.get(case.node, case.node)) for case in penalty_cases_of(campaign)]
    return Table(f"{campaign.pk}-penalties", title, fields, rows)


def _penalty_record(case: PenaltyCase, title: str) -> list[Cell]:
    cancelled = getattr(case, "cancellation", None)
    state = pgettext("penalty", "cancelled") if cancelled else pgettext("penalty", "stands")
    return [
        case.unit_id, str(case.unit.name), case.node, title, case.period, case.points, case.said_ground, case.act,
        case.opened_at, state, *([cancelled.decision, cancelled.reason] if cancelled else [None, None]),
    ]  # fmt: skip


def item_fields() -> list[Field]:
    state = Field("state", _("State"), _("What was found, or how far the check has come."))
    return [*unit_fields(), *variable_fields(), state]


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
