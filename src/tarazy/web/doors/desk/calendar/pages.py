"""The working days of a year, and what changes them."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.calendar.forms import Confirming, Moving
from tarazy.web.doors.desk.calendar.months import months_of
from tarazy.web.doors.desk.fields import name_from
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.calendar import queries
from tarazy.web.rooms.calendar.actions import add_moved_day, confirm_calendar
from tarazy.web.rooms.calendar.rules import may_manage
from tarazy.web.rooms.people.queries import current_posts, rights_in
from tarazy.web.ui.parts import Column, Link

MONDAY = datetime.date(2024, 1, 1)
FIRST_YEAR, LAST_YEAR = 2000, 2100


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    place, chosen = place_and_year(request)
    calendar = queries.calendar_of(place)
    context = {
        "trail": desk_trail(Link(_("Calendar of working days"), "", current=True)),
        "place": place, "year": chosen, "years": _years(place, chosen),
        "months": months_of(calendar, place, chosen),
        "weekdays": [date_format(MONDAY + queries.DAY * number, "D") for number in range(7)],
        "files": files_of(request, "calendar_file"),
        "holidays": queries.holidays_in(place, chosen),
        "moved": queries.moved_days_in(place, chosen),
        "holiday_columns": [Column(_("Day"), row_head=True), Column(_("Holiday")), Column(_("Act"))],
        "moved_columns": [Column(_("Day off"), row_head=True), Column(_("Worked instead")), Column(_("Why")),
                          Column(_("Act"))],
        "confirmed_until": calendar.confirmed_until,
        "is_confirmed": calendar.confirmed_until is not None
        and calendar.confirmed_until >= datetime.date(chosen, 12, 31),
        "may_manage": may_manage(user, rights_in(user, place)) is True,
    }  # fmt: skip
    return render(request, "desk/calendar/year.html", context)


def place_and_year(request: HttpRequest) -> tuple[str, int]:
    """Those that are asked for, or the person's own place and this year. Of another place there is no page."""
    known = queries.places()
    own = [post.organisation.place for post in current_posts(person_of(request))]
    place = request.GET.get("place", next(iter([*own, *known]), ""))
    if "place" in request.GET and place not in {*own, *known}:
        raise Http404
    return place, _year(request)


def _year(request: HttpRequest) -> int:
    given = request.GET.get("year", "")
    if given.isdecimal() and len(given) == len(str(LAST_YEAR)) and FIRST_YEAR <= int(given) <= LAST_YEAR:
        return int(given)
    return timezone.localdate().year


def _years(place: str, chosen: int) -> list[Link]:
    known = sorted({*queries.years(place), timezone.localdate().year, chosen})
    return [Link(str(one), f"?place={place}&year={one}", current=one == chosen) for one in known]


def calendar_trail(last: str) -> list[Link]:
    return desk_trail(Link(_("Calendar of working days"), reverse("desk:calendar")), Link(last, "", current=True))


def _to_year(place: str, day: datetime.date) -> HttpResponse:
    return redirect(f"{reverse('desk:calendar')}?place={place}&year={day.year}")


@require_http_methods(["GET", "HEAD", "POST"])
def move_day(request: HttpRequest, place: str) -> HttpResponse:
    user = person_of(request)

    def done(given: dict[str, Any]) -> HttpResponse:
        rights = rights_in(user, place)
        add_moved_day(place, given["day"], given["worked_on"], name_from(given), given["ground"], rights, by=user)
        return _to_year(place, given["day"])

    page = FormPage(
        _("Move a working day"),
        _("Enter the moved day"),
        calendar_trail(_("Move a working day")),
        notes=[
            _("The day becomes a day off by an act of the state; where the act says so, another day is worked instead. "
              "Deadlines that are counted from now on follow it.")
        ],
    )  # fmt: skip
    return form_page(request, Moving(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, place: str) -> HttpResponse:
    user = person_of(request)

    def done(given: dict[str, Any]) -> HttpResponse:
        confirm_calendar(place, given["until"], given["ground"], rights_in(user, place), by=user)
        return _to_year(place, given["until"])

    page = FormPage(
        _("Confirm the calendar"),
        _("Confirm"),
        calendar_trail(_("Confirm the calendar")),
        notes=[
            _(
                "Up to this day every holiday and every moved day is entered; "
                "deadlines no longer say that they may move."
            )
        ],
    )
    return form_page(request, Confirming(given_by(request)), page, done)
