"""The release calendar: which figures come when, which are late, which have come; the same as an iCalendar file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.icalendar import DayEvent, icalendar
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.observatory.models import Release
from tarazy.web.rooms.observatory.queries.releases import is_late, next_release, public_releases
from tarazy.web.ui.parts import Column, Download, Fact, Link
from tarazy.web.ui.written import long_date
from tarazy.web.ui.written import period as period_text

A_PAGE: Final = 50
MOST_IN_FILE: Final = 2000


@dataclass(frozen=True)
class Month:
    """The releases planned for one month."""

    name: str
    releases: list[Release]


@require_safe
def release_calendar(request: HttpRequest) -> HttpResponse:
    """What is late, what is to come by month, what has come, the latest first."""
    today = timezone.localdate()
    awaited = list(public_releases().filter(released_on=None))
    came = public_releases().exclude(released_on=None).order_by("-released_on", "variable", "pk")
    columns = [Column(_("Variable"), row_head=True), Column(_("Period")), Column(_("Planned day"))]
    context = {
        "trail": trail(
            Link(_("Observatory"), reverse("portal:observatory")), Link(_("Release calendar"), "", current=True)
        ),
        "late": [one for one in awaited if is_late(one, today)],
        "months": by_month(one for one in awaited if not is_late(one, today)),
        "page": Paginator(came, A_PAGE).get_page(request.GET.get("page")),
        "columns": columns,
        "came_columns": [*columns, Column(_("Came out on"))],
        "downloads": [Download("ICS", reverse("portal:release_calendar_file"))],
    }
    return render(request, "portal/observatory/releases.html", context)


def by_month(awaited: Iterable[Release]) -> list[Month]:
    months: dict[str, list[Release]] = {}
    for one in awaited:
        months.setdefault(date_format(one.planned_on, "F Y"), []).append(one)
    return [Month(name, found) for name, found in months.items()]


@require_safe
def release_calendar_file(request: HttpRequest) -> HttpResponse:
    """Every release, the latest planned first to be kept; a day that moves keeps its event."""
    found = public_releases().order_by("-planned_on", "-pk")[:MOST_IN_FILE]
    events = [event_of(one, request) for one in found]
    return attached(icalendar(_("Release calendar"), events, timezone.now()), "releases.ics")


def event_of(release: Release, request: HttpRequest) -> DayEvent:
    moves = len(release.moves.all())
    came = release.released_on is not None
    day = release.released_on or release.planned_on
    return DayEvent(
        uid=f"release-{release.pk}@{request.get_host()}",
        day=day,
        title=_("%(title)s, %(period)s") % {"title": release.variable.title, "period": period_text(release.period)},
        text=release.note,
        url=request.build_absolute_uri(reverse("portal:variable", kwargs={"variable": release.variable_id})),
        number=moves + came,
    )


def next_figures(variable: str) -> Fact:
    """When the next figures of a variable come, as a fact of its page."""
    calendar = reverse("portal:release_calendar")
    found = next_release(variable, timezone.localdate())
    if found is None:
        return Fact(_("Next figures"), _("no day is planned"), calendar)
    said = {"period": period_text(found.release.period), "day": long_date(found.release.planned_on)}
    text = (
        _("for %(period)s, were planned for %(day)s and are late") if found.is_late else _("for %(period)s on %(day)s")
    )
    return Fact(_("Next figures"), text % said, calendar)
