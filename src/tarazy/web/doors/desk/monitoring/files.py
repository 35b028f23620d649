"""The values of a year and its warnings as a file: of one body, or of all bodies that the person may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tarazy.exchange.csv_written import Cell
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.monitoring.pages import bodies_seen
from tarazy.web.doors.desk.tables import csv_taken
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.monitoring import BodyInYear, Line, monitored_body
from tarazy.web.ui.written import in_language

COLUMNS: Final = (
    "unit", "name", "state", "variable", "breakdown", "title", "unit_of_measure", "target", "year_before", "period",
    "value", "same_time_last_year", "year_ends_at", "warnings",
)  # fmt: skip


@require_safe
def body_csv(_request: HttpRequest, form: Submission) -> HttpResponse:
    name = f"{form.campaign_id}-{form.unit_id}"
    return csv_taken(name, COLUMNS, _rows(monitored_body(form)))


@require_safe
def campaign_csv(request: HttpRequest, monitoring: Campaign) -> HttpResponse:
    found = bodies_seen(person_of(request), monitoring)
    return csv_taken(monitoring.pk, COLUMNS, (row for body in found for row in _rows(body)))


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
