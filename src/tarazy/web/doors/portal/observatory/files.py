"""The table of a variable as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from tarazy.exchange.csv_written import csv_text
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.observatory.asked import Asked, asked_by
from tarazy.web.doors.portal.observatory.rows import row_of, sorted_rows
from tarazy.web.doors.portal.scales import fifths
from tarazy.web.rooms.observatory.queries.values import Value, values_in
from tarazy.web.rooms.observatory.queries.variables import sources_of
from tarazy.web.ui.written import number

COLUMNS = ("unit", "name", "period", "variable", "breakdown", "value", "status", "source", "revision", "break", "doubt")


@require_safe
def variable_table(request: HttpRequest, variable: str, form: str) -> HttpResponse:
    """Every value that the page shows with the same questions, at full precision, with its source."""
    asked = asked_by(request, variable)
    values = values_in(asked.variable.pk, asked.period, asked.breakdown)
    scale = fifths([], number)
    rows = [record(asked, row.value) for row in sorted_rows(asked, [row_of(asked, one, scale) for one in values])]
    stem = f"{asked.variable.pk}-{asked.period}"
    if form == "csv":
        return attached(csv_text(COLUMNS, ([row[column] for column in COLUMNS] for row in rows)), f"{stem}.csv")
    response = JsonResponse(about(asked) | {"rows": rows}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{stem}.json"'
    return response


def record(asked: Asked, value: Value) -> dict[str, Any]:
    return {
        "unit": value.unit.pk,
        "name": str(value.unit.name),
        "period": value.period,
        "variable": asked.variable.pk,
        "breakdown": asked.breakdown,
        "value": value.value,
        "status": value.status,
        "source": value.source,
        "revision": value.revision,
        "break": str(value.break_here.note) if value.break_here else "",
        "doubt": str(value.doubt.note) if value.doubt else "",
    }


def about(asked: Asked) -> dict[str, Any]:
    """What the variable is and which sources its values name, with the licence that each states."""
    return {
        "variable": asked.variable.pk,
        "title": asked.variable.title.as_dict(),
        "unit_of_measure": asked.variable.unit_of_measure.title.as_dict(),
        "period": asked.period,
        "breakdown": asked.breakdown,
        "sources": [
            {
                "source": source.pk,
                "title": str(source.title),
                "published_by": str(source.published_by.name),
                "licence": str(source.licence.stated),
                "url": source.url,
            }
            for source in sources_of(asked.variable.pk)
        ],
    }
