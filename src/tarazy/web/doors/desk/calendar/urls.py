"""The addresses of the calendar."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.calendar import pages, table_files
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.calendar.rules import may_manage
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import rights_in
from tarazy.web.rooms.people.rules import is_person


def may_manage_calendar(user: User, place: str) -> bool | Refused:
    return may_manage(user, rights_in(user, place))


urlpatterns: list[URLPattern] = [
    address("calendar/", pages.year, rule=is_person, name="calendar"),
    table_address("calendar/table.<str:ending>", table_files.calendar_table, rule=is_person, name="calendar_file"),
    address("calendar/<str:place>/move-a-day/", pages.move_day, rule=may_manage_calendar, name="move_day"),
    address("calendar/<str:place>/confirm/", pages.confirm, rule=may_manage_calendar, name="confirm_calendar"),
]
