from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Max, QuerySet
from django.utils import timezone

from tarazy.web.rooms.calendar.models import Confirmation, Holiday, MovedDay

DAY: Final = datetime.timedelta(days=1)
SATURDAY: Final = 5
LAST_MOMENT: Final = datetime.time(23, 59, 59)
# So many working days before a last day people are reminded of it, and so many after it.
REMINDED_BEFORE: Final = (1, 5)
REMINDED_AFTER: Final = 1


@dataclass(frozen=True)
class Deadline:
    """The last moment at which something may be done. Unconfirmed: days on the way may still be moved by an act."""

    at: datetime.datetime
    is_confirmed: bool

    @property
    def day(self) -> datetime.date:
        return timezone.localtime(self.at).date()


@dataclass(frozen=True)
class Calendar:
    """The working days of a place: Monday to Friday without holidays and moved days off, and days worked instead."""

    days_off: frozenset[datetime.date]
    days_worked: frozenset[datetime.date]
    confirmed_until: datetime.date | None = None

    def is_working_day(self, day: datetime.date) -> bool:
        return day in self.days_worked or (day.weekday() < SATURDAY and day not in self.days_off)

    def _working_days_after(self, day: datetime.date, step: datetime.timedelta = DAY) -> Iterator[datetime.date]:
        while True:
            day += step
            if self.is_working_day(day):
                yield day

    def add_working_days(self, day: datetime.date, count: int) -> datetime.date:
        """The working day that is `count` working days after a day, before it if negative; the day itself for 0."""
        found = self._working_days_after(day, DAY if count > 0 else -DAY)
        for _number in range(abs(count)):
            day = next(found)
        return day

    def working_days_between(self, first: datetime.date, last: datetime.date) -> int:
        """How many working days there are after the first day up to and with the last; negative if it lies before."""
        if last < first:
            return -self.working_days_between(last, first)
        return sum(self.is_working_day(first + DAY * number) for number in range(1, (last - first).days + 1))

    def next_working_day(self, day: datetime.date) -> datetime.date:
        """The day itself if it is a working day, else the next one that is."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def reminder_due(self, today: datetime.date, last: datetime.date) -> int | None:
        """Which reminder of a last day is due, in working days before it: the latest whose turn has come, or None.

        The one after the last day (negative) is due for as many working days as the first one before it.
        """
        left = self.working_days_between(today, last)
        if today > last:
            return -REMINDED_AFTER if REMINDED_AFTER <= -left <= max(REMINDED_BEFORE) else None
        return next((days for days in sorted(REMINDED_BEFORE) if left <= days), None)

    def deadline(self, start: datetime.datetime, working_days: int) -> Deadline:
        """The end of the n-th working day after the day (in Almaty) on which something happened."""
        return self._end_of(self.add_working_days(timezone.localtime(start).date(), working_days))

    def deadline_in_days(self, start: datetime.datetime, days: int, *, moves: bool = True) -> Deadline:
        """The end of the n-th calendar day after the day on which something happened.

        If it is no working day, the term ends with the next one: so counts the Administrative Procedural Code [?].
        `moves=False` where a rule says otherwise.
        """
        last = timezone.localtime(start).date() + DAY * days
        return self._end_of(self.next_working_day(last) if moves else last)

    def _end_of(self, day: datetime.date) -> Deadline:
        at = datetime.datetime.combine(day, LAST_MOMENT, timezone.get_default_timezone())
        return Deadline(at, self.confirmed_until is not None and day <= self.confirmed_until)


def calendar_of(place: str) -> Calendar:
    """A place's calendar as it stands now, to count with as often as is needed."""
    moved = MovedDay.objects.filter(place=place).values_list("day", "worked_on")
    holidays = set(Holiday.objects.filter(place=place).values_list("day", flat=True))
    worked = frozenset(worked_on for _day, worked_on in moved if worked_on is not None)
    return Calendar(frozenset(holidays | {day for day, _worked_on in moved}), worked, confirmed_until(place))


def confirmed_until(place: str) -> datetime.date | None:
    """The day up to which a place's calendar is confirmed."""
    found: datetime.date | None = Confirmation.objects.filter(place=place).aggregate(last=Max("until"))["last"]
    return found


def holidays_in(place: str, year: int) -> QuerySet[Holiday]:
    return Holiday.objects.filter(place=place, day__year=year).order_by("day")


def moved_days_in(place: str, year: int) -> QuerySet[MovedDay]:
    return MovedDay.objects.filter(place=place, day__year=year).order_by("day")


def years(place: str) -> list[int]:
    """The years for which a place's calendar holds anything."""
    return sorted(day.year for day in Holiday.objects.filter(place=place).dates("day", "year"))


def places() -> list[str]:
    """The places whose calendars hold anything."""
    return list(Holiday.objects.order_by("place").values_list("place", flat=True).distinct())
