from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Count, QuerySet
from procrastinate.contrib.django.models import ProcrastinateWorker

from tarazy.web.rooms.work.enums import State
from tarazy.web.rooms.work.models import Task


def tasks() -> QuerySet[Task]:
    """Every task with its progress, the latest first."""
    return Task.objects.select_related("progress").order_by("-queued_at", "-pk")


def tasks_named(name: str) -> QuerySet[Task]:
    """What was asked for of one kind, the latest first."""
    return tasks().filter(name=name)


def tasks_about(thing: models.Model) -> QuerySet[Task]:
    """What was asked for about a thing, the latest first."""
    return tasks().filter(about_kind=thing._meta.label_lower, about_id=str(thing.pk))


def tasks_by_state() -> dict[State, int]:
    """How many tasks there are in each state."""
    counted = dict(Task.objects.values_list("state").annotate(count=Count("pk")))
    return {state: counted.get(state, 0) for state in State}


def last_heard() -> list[datetime.datetime]:
    """When each worker was last heard of, the latest first. One that was killed stays until another clears it away."""
    return list(ProcrastinateWorker.objects.order_by("-last_heartbeat").values_list("last_heartbeat", flat=True))
