"""Everything that was ever said of one value: each revision with its reason, its day and its source."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.observatory.as_of import AS_OF, day_asked, moment_of
from tarazy.web.doors.portal.observatory.asked import address, breakdown_in_words, observed_variable
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import PublicObservation, Source, Variable
from tarazy.web.rooms.observatory.queries.statuses import status_in_words
from tarazy.web.rooms.observatory.queries.values import revisions_of
from tarazy.web.rooms.observatory.queries.variables import breakdown_codes, sources
from tarazy.web.rooms.units.queries import unit_with
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import in_language, long_date, number, with_unit
from tarazy.web.ui.written import period as period_text


@dataclass(frozen=True)
class Revision:
    """A row of the page."""

    revision: int
    value: str
    se: str
    status: str
    reason: str
    recorded: str
    source: str
    source_href: str
    then_href: str


@require_safe
def revisions(request: HttpRequest, variable: str) -> HttpResponse:
    """One value from its first revision to its last, or to that of a past day."""
    found, given = observed_variable(variable), request.GET
    day = day_asked(request, found)
    back = address("portal:variable", {"variable": found.pk}, {AS_OF: str(day or "")})
    unit, period, breakdown = unit_with(given.get("unit", "")), given.get("period", ""), given.get("breakdown", "")
    series = given.get("series") or Series.STATISTICS.value
    rows = list(revisions_of(unit.pk, found.pk, period, breakdown, series, moment_of(day))) if unit else []
    if unit is None or not rows:
        raise NoPage(_("There is no such value."), [Link(str(found.title), back)])
    words = {"variable": found.title, "unit": unit.name, "period": period_text(period)}
    heading = _("%(variable)s: %(unit)s, %(period)s") % words
    named = sources(row.source for row in rows)
    context = {
        "variable": found,
        "heading": heading,
        "lead": "; ".join([breakdown_in_words(breakdown, breakdown_codes()), str(rows[0].get_series_display())]),
        "trail": trail(
            Link(_("Observatory"), reverse("portal:observatory")),
            Link(str(found.title), back),
            Link(_("Revisions"), "", current=True),
        ),
        "back": back,
        "rows": [revision_of(found, row, named.get(row.source)) for row in rows],
        "columns": columns(),
    }
    return render(request, "portal/observatory/revisions.html", context)


def revision_of(variable: Variable, row: PublicObservation, source: Source | None) -> Revision:
    day = timezone.localdate(row.recorded_at)
    asked = {"period": row.period, "breakdown": row.breakdown, AS_OF: str(day)}
    return Revision(
        revision=row.revision,
        value=with_unit(number(row.value), variable.unit_of_measure.symbol),
        se=f"± {number(row.se)}" if row.se is not None else "—",
        status=status_in_words(row.status),
        reason=row.reason,
        recorded=long_date(row.recorded_at),
        source=in_language(source.title) if source else row.source,
        source_href=source.url if source else "",
        then_href=address("portal:variable", {"variable": variable.pk}, asked),
    )


def columns() -> list[Column]:
    return [
        Column(_("Revision"), row_head=True),
        Column(_("Value"), numeric=True),
        Column(_("Standard error")),
        Column(_("Status")),
        Column(_("Reason of the correction")),
        Column(_("Recorded")),
        Column(_("Source")),
        Column(_("As it was known")),
    ]
