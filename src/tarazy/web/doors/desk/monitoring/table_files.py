"""Tables of monitoring as files: the values of a year with its warnings, of one body or of all that are seen."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.monitoring.pages import bodies_seen, forms_of_own
from tarazy.web.doors.desk.monitoring.rows import KIND_WORDS
from tarazy.web.doors.desk.table_fields import (
    campaign_field,
    count_field,
    list_field,
    period_field,
    state_field,
    unit_fields,
    variable_fields,
)
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.monitoring import BodyInYear, Line, monitored_body, monitoring_seen_by
from tarazy.web.ui.written import in_language


def monitoring_table(request: HttpRequest) -> Table:
    """The person's own forms and the campaigns that concern them."""
    user = person_of(request)
    own, campaigns = _("Your body"), _("Campaigns")
    rows: list[list[Cell]] = [
        [one.campaign_id, str(one.campaign.title), one.period, one.unit_id, str(one.unit.name),
         one.get_state_display(), own]
        for one in forms_of_own(user)
    ]  # fmt: skip
    rows += [
        [one.pk, str(one.title), one.period, None, None, one.get_state_display(), campaigns]
        for one in monitoring_seen_by(user)
    ]
    fields = [
        Field("campaign_id", _("Identifier"), _("Of the campaign; the same in every file.")),
        campaign_field(), period_field(), *unit_fields(), state_field(), list_field(),
    ]  # fmt: skip
    return Table("monitoring", _("Monitoring"), fields, rows)


def body_table(_request: HttpRequest, form: Submission) -> Table:
    title = f"{form.unit.name}. {form.campaign.title}"
    return Table(f"{form.campaign_id}-{form.unit_id}", title, _fields(), _rows(monitored_body(form)))


def campaign_table(request: HttpRequest, monitoring: Campaign) -> Table:
    found = bodies_seen(person_of(request), monitoring)
    return Table(monitoring.pk, str(monitoring.title), _fields(), (row for body in found for row in _rows(body)))


def bodies_table(request: HttpRequest, monitoring: Campaign) -> Table:
    """How many warnings there are about each body."""
    counted = (count_field(kind, str(label).capitalize()) for kind, label in KIND_WORDS.items())
    fields = [*unit_fields(), state_field(), *counted]
    rows: list[list[Cell]] = [
        [one.unit.pk, str(one.unit.name), one.submission.get_state_display(), *(one.count(kind) for kind in KIND_WORDS)]
        for one in bodies_seen(person_of(request), monitoring)
    ]
    title = _("%(campaign)s: bodies") % {"campaign": monitoring.title}
    return Table(f"{monitoring.pk}-bodies", title, fields, rows)


def _fields() -> list[Field]:
    measured = _("In the unit of measure of the row.")
    variable, title, breakdown = variable_fields()
    return [
        *unit_fields(),
        Field("state", _("State"), _("Code of how far the form has come.")),
        variable, breakdown, title,
        Field("unit_of_measure", _("Unit of measure"), _("Of the numbers of the row.")),
        Field("target", _("Target of the year"), measured, "number"),
        Field("year_before", _("Last year as a whole"), measured, "number"),
        period_field(),
        Field("value", _("Value"), measured, "number"),
        Field("same_time_last_year", _("Same time last year"), measured, "number"),
        Field("year_ends_at", _("The year will end at"), _("Estimated, beside the form's own period alone."), "number"),
        Field("warnings", _("Warnings"), _("Their codes, beside the form's own period alone.")),
    ]  # fmt: skip


def _rows(body: BodyInYear) -> Iterator[list[Cell]]:
    """A row a number and period. Where the year ends, and warnings, stand with the form's own period alone."""
    for line in body.lines:
        for period in body.periods:
            is_last = period == body.submission.period
            yield [
                body.unit.pk, str(body.unit.name), body.submission.state,
                line.course.key.variable, line.course.key.breakdown,
                in_language(line.question.title), in_language(line.question.unit_of_measure.symbol),
                line.course.target, line.course.year_before, period,
                line.course.values.get(period), line.last_year(period),
                line.ends.value if line.ends and is_last else None, _warnings(body, line) if is_last else None,
            ]  # fmt: skip


def _warnings(body: BodyInYear, line: Line) -> str:
    """Codes; a late form is late with each of its numbers."""
    return "; ".join([*("late" for _ in range(body.count("late"))), *(one.kind for one in line.warnings)])
