"""Tables of campaigns as files: which there are, their days, who takes part, who assesses, what is to be reached."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.campaigns.assignments import left_out_rows, matrix, title_of
from tarazy.web.doors.desk.campaigns.campaigns import campaigns_asked, phase_names
from tarazy.web.doors.desk.campaigns.rows import participant_rows, stage_rows
from tarazy.web.doors.desk.campaigns.targets import TargetRow, counted_targets, target_rows
from tarazy.web.doors.desk.table_fields import (
    act_field,
    count_field,
    day_field,
    days_left_field,
    list_field,
    moment_field,
    organisation_fields,
    period_field,
    person_field,
    reason_field,
    state_field,
    unit_fields,
    variable_fields,
)
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import criteria_of, stage_changes_of
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.written import in_language


def campaigns_table(request: HttpRequest) -> Table:
    fields = [
        Field("campaign", _("Identifier"), _("Of the campaign; the same in every file.")),
        Field("title", _("Campaign"), _("Its title in the language of the address.")),
        Field("kind", _("Kind"), _("What kind of campaign it is; a pilot says so.")),
        period_field(),
        *organisation_fields(),
        state_field(),
        Field("open_today", _("Open today"), _("The phases that are open today.")),
    ]
    rows: Iterator[list[Cell]] = (
        [
            one.pk, str(one.title), one.get_kind_display() + (f", {_('pilot')}" if one.is_pilot else ""), one.period,
            one.organisation_id, str(one.organisation.name), one.get_state_display(), phase_names(one),
        ]
        for one in campaigns_asked(request)
    )  # fmt: skip
    return Table("campaigns", _("Campaigns"), fields, rows)


def _phase_field() -> Field:
    return Field("phase", _("Phase"), _("What is done in it."))


def stages_table(_request: HttpRequest, campaign: Campaign) -> Table:
    fields = [
        _phase_field(), day_field("first_day", _("First day")), day_field("last_day", _("Last day")),
        Field("today", _("Today"), _("Whether it is open or over; empty: it comes later.")), days_left_field(),
        Field("note", _("Note"), _("A first or last day that is no working day.")),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            row.stage.get_phase_display(), row.stage.opens_on, row.stage.closes_on,
            _("open") if row.is_open else _("over") if row.is_past else None, row.left, row.off,
        ]
        for row in stage_rows(campaign)
    ]  # fmt: skip
    return Table(f"{campaign.pk}-schedule", _("%(campaign)s: schedule") % {"campaign": campaign.title}, fields, rows)


def changes_table(_request: HttpRequest, campaign: Campaign) -> Table:
    fields = [
        _phase_field(),
        day_field("first_day_before", _("First day before")), day_field("last_day_before", _("Last day before")),
        day_field("first_day", _("First day")), day_field("last_day", _("Last day")),
        act_field(), reason_field(), person_field("changed_by", _("By whom")), moment_field("changed_at", _("When")),
    ]  # fmt: skip
    rows: Iterator[list[Cell]] = (
        [
            one.get_phase_display(), one.opens_on_before, one.closes_on_before, one.opens_on, one.closes_on, one.act,
            str(one.reason), str(one.changed_by), one.changed_at,
        ]
        for one in stage_changes_of(campaign)
    )  # fmt: skip
    title = _("%(campaign)s: moved deadlines") % {"campaign": campaign.title}
    return Table(f"{campaign.pk}-moved-deadlines", title, fields, rows)


def participants_table(_request: HttpRequest, campaign: Campaign) -> Table:
    """Everybody who takes part, those first who are not simply assessed."""
    fields = [
        *unit_fields(),
        Field("treatment", _("How it takes part"), _("Assessed itself, within its successor, or analysed only.")),
        reason_field(),
    ]
    rows: list[list[Cell]] = [
        [row.participant.unit_id, str(row.participant.unit.name), row.participant.get_treatment_display(), row.reason]
        for row in participant_rows(campaign)
    ]
    title = _("%(campaign)s: who takes part") % {"campaign": campaign.title}
    return Table(f"{campaign.pk}-participants", title, fields, rows)


def assignments_table(request: HttpRequest, campaign: Campaign) -> Table:
    """A row an assessor of a body's block; then what was not copied from the campaign before."""
    fields = [
        *unit_fields(),
        Field("block", _("Block"), _("Its title in the language of the address.")),
        Field("criterion", _("Criterion"), _("Its title; empty: the whole block.")),
        person_field("assessor", _("Assessor")),
        reason_field(),
        list_field(),
    ]
    blocks = [title_of(campaign, block) for block in criteria_of(methodology_of(campaign.version))]
    held, gone = _("Bodies and blocks"), _("What was not copied")
    rows: list[list[Cell]] = [
        [unit.pk, str(unit.name), block, of, assessor, None, held]
        for unit, cells in matrix(campaign)
        for block, cell in zip(blocks, cells, strict=True)
        for of, assessor in [
            *((one.of, str(one.assignment.assessor)) for one in cell.given),
            *([("", _("nobody"))] if cell.is_open else []),
        ]
    ]
    rows += [
        [one.unit_id, str(one.unit.name), block, None, str(one.assessor), reason, gone]
        for one, block, reason in left_out_rows(request, campaign)
    ]
    title = _("%(campaign)s: assignments") % {"campaign": campaign.title}
    return Table(f"{campaign.pk}-assignments", title, fields, rows)


def targets_table(_request: HttpRequest, campaign: Campaign) -> Table:
    fields = [*unit_fields(), count_field("targets", _("Targets")), count_field("changes", _("Changes"))]
    rows: list[list[Cell]] = [[unit.pk, str(unit.name), *counts] for unit, *counts in counted_targets(campaign)]
    return Table(f"{campaign.pk}-targets", _("%(campaign)s: targets") % {"campaign": campaign.title}, fields, rows)


def targets_of_body_table(_request: HttpRequest, campaign: Campaign, unit: Unit) -> Table:
    """A row a target as it stands, and above it a row a change, the latest first."""
    measured = _("In the unit of measure of the row.")
    fields = [
        *variable_fields(),
        Field("unit_of_measure", _("Unit of measure"), _("Of the numbers of the row.")),
        Field("value_before", _("From"), measured, "number"),
        Field("value", _("To"), measured, "number"),
        moment_field("recorded_at", _("When")),
        Field("ground", _("Ground"), _("Why it was changed; empty: it is as it was first set.")),
        act_field(),
        day_field("act_date", _("Day of the act")),
        person_field("recorded_by", _("By whom")),
    ]
    rows = (row for one in target_rows(campaign, [unit]).get(unit.pk, []) for row in _revisions(one))
    title = _("%(campaign)s: targets of %(body)s") % {"campaign": campaign.title, "body": unit.name}
    return Table(f"{campaign.pk}-{unit.pk}-targets", title, fields, rows)


def _revisions(row: TargetRow) -> Iterator[list[Cell]]:
    now = row.now
    what: list[Cell] = [now.variable_id, str(now.variable.title), now.breakdown,
                        in_language(now.variable.unit_of_measure.symbol)]  # fmt: skip
    for one in row.changes:
        said = (
            [one.why.get_ground_display(), one.why.act, one.why.act_date] if one.why else [one.after.reason, "", None]
        )
        yield [*what, one.before.value, one.after.value, one.after.recorded_at, *said, str(one.after.recorded_by)]
    first = row.changes[-1].before if row.changes else now
    yield [*what, None, first.value, first.recorded_at, None, None, None, str(first.recorded_by)]
