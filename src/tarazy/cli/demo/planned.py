"""The release calendar of the demonstration: days of variables of the pilot, which say that they are samples."""

from __future__ import annotations

import datetime
from typing import Final

from django.utils import timezone

from tarazy.cli.demo.samples import RELEASE, RELEASE_MOVED
from tarazy.web.rooms.observatory.actions.releases import mark_released, move_release, plan_release
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.people.models import User

# Variables of the pilot: the period of the figures, and after how many days they come; below 0 their day has passed.
DAYS: Final = (
    ("services_delivered", "2025", -40),
    ("services_on_time", "2025", -5),
    ("services_online", "2025", 20),
    ("services_delivered", "2026-Q3", 55),
    ("services_on_time", "2026-Q3", 60),
)


def plan_releases(by: User) -> int:
    """One that has come, one that is late, one that was moved, two to come."""
    today = timezone.localdate()
    planned = [
        plan_release(Variable.objects.get(pk=variable), period, today + datetime.timedelta(days), RELEASE, by=by)
        for variable, period, days in DAYS
    ]
    mark_released(planned[0], planned[0].planned_on, by=by)
    move_release(planned[2], planned[2].planned_on + datetime.timedelta(weeks=2), RELEASE_MOVED, by=by)
    return len(planned)
