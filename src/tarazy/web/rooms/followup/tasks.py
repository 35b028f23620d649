"""Reminders of deadlines, found anew each time: a worker that stood still for a day forgets nobody."""

from __future__ import annotations

from functools import cache

from django.utils import timezone

from tarazy.web.rooms.calendar.queries import calendar_of
from tarazy.web.rooms.followup.actions import remind
from tarazy.web.rooms.followup.queries import awaited_from_bodies, people_to_remind
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.work.tasks import regularly

EVERY_QUARTER_OF_AN_HOUR = "*/15 * * * *"


@regularly("followup.remind", EVERY_QUARTER_OF_AN_HOUR)
def remind_of_deadlines() -> None:
    """Remind the body before and after each deadline, and who gave it after, once a deadline and turn."""
    today, system, calendars = timezone.localdate(), system_actor(), cache(calendar_of)
    for recommendation in awaited_from_bodies():
        days = calendars(recommendation.unit.place).reminder_due(today, recommendation.deadline)
        if days is not None:
            for person in people_to_remind(recommendation, days):
                remind(recommendation, days, person, by=system)
