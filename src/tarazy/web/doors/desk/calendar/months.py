"""A year as months of weeks, each day with what it is."""

from __future__ import annotations

import calendar as python_calendar
import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tarazy.web.rooms.calendar.queries import Calendar, holidays_in, moved_days_in

DECEMBER = 12


@dataclass(frozen=True)
class Day:
    """`css`: how it is drawn; `words`: what it is besides, for those who do not see that."""

    number: int
    css: str = ""
    words: str = ""


@dataclass(frozen=True)
class Month:
    name: str
    weeks: list[list[Day | None]]
    working_days: int


def named_days(place: str, year: int) -> dict[datetime.date, str]:
    """What the days are called that acts name."""
    names = {one.day: str(one.title) for one in holidays_in(place, year)}
    for moved in moved_days_in(place, year):
        names[moved.day] = str(moved.title)
        if moved.worked_on is not None:
            names[moved.worked_on] = str(moved.title)
    return names


def months_of(calendar: Calendar, place: str, year: int) -> list[Month]:
    names = named_days(place, year)
    return [_month(calendar, names, year, number) for number in range(1, DECEMBER + 1)]


def _month(calendar: Calendar, names: Mapping[datetime.date, str], year: int, number: int) -> Month:
    weeks = python_calendar.Calendar().monthdatescalendar(year, number)
    days = [day for week in weeks for day in week if day.month == number]
    return Month(
        date_format(days[0], "F Y"),
        [[_day(calendar, names, day) if day.month == number else None for day in week] for week in weeks],
        sum(calendar.is_working_day(day) for day in days),
    )


def _day(calendar: Calendar, names: Mapping[datetime.date, str], day: datetime.date) -> Day:
    if day in calendar.days_worked:
        return Day(day.day, "worked", _("worked instead"))
    if calendar.is_working_day(day):
        return Day(day.day)
    return Day(day.day, "named-off" if day in calendar.days_off else "off", names.get(day, _("day off")))
