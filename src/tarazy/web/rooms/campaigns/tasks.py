"""Reminders of deadlines, found anew each time: a worker that stood still for a day forgets nobody."""

from __future__ import annotations

import datetime

from django.utils import timezone

from tarazy.web.rooms.calendar.queries import Calendar, calendar_of
from tarazy.web.rooms.campaigns.actions.reminders import remind
from tarazy.web.rooms.campaigns.enums import State
from tarazy.web.rooms.campaigns.models import Stage
from tarazy.web.rooms.campaigns.queries import campaigns, stages_of
from tarazy.web.rooms.campaigns.queries.reminders import people_to_remind, reminded
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.work.tasks import regularly

EVERY_QUARTER_OF_AN_HOUR = "*/15 * * * *"


@regularly("campaigns.remind", EVERY_QUARTER_OF_AN_HOUR)
def remind_of_deadlines() -> None:
    """Remind everybody on whom a running campaign waits, once a deadline and turn."""
    today, system = timezone.localdate(), system_actor()
    for campaign in campaigns().filter(state=State.RUNNING):
        calendar, done = calendar_of(campaign.organisation.place), reminded(campaign)
        for stage in stages_of(campaign):
            days = days_due(stage, calendar, today)
            if days is None:
                continue
            for person in people_to_remind(campaign, stage):
                if (stage.phase, stage.closes_on, days, person.pk) not in done:
                    remind(stage, days, person, by=system)


def days_due(stage: Stage, calendar: Calendar, today: datetime.date) -> int | None:
    """Which reminder of a phase's last day is due on a day; None where there is none, and before it has begun."""
    return None if today < stage.opens_on else calendar.reminder_due(today, stage.closes_on)
