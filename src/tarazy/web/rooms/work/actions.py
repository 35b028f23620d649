from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connections, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from tarazy.web.grammar.act import Actor, act
from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.rooms.work.enums import State
from tarazy.web.rooms.work.life import kind_of
from tarazy.web.rooms.work.models import Progress, Task
from tarazy.web.rooms.work.rules import may_enqueue, may_try_again, may_work_on

QUEUED_AS: Final = "work.perform"
WAIT_SECONDS: Final = 10


@dataclass(frozen=True)
class Starter:
    """Whoever asked for a task, as far as this room knows: an id."""

    pk: int


@dataclass(frozen=True)
class Doing:
    """A task that is being done."""

    task: int
    started_by: int

    def say_how_far(self, done: int, total: int, words: LocalText | None = None) -> None:
        """Tell everybody who looks, at once: over a connection of its own, since this work is not yet to be seen."""
        thread = threading.Thread(target=_say_how_far, args=(self.task, done, total, words))
        thread.start()
        thread.join()


def _say_how_far(task: int, done: int, total: int, words: LocalText | None) -> None:
    try:
        Progress.objects.filter(task=task).update(done=done, total=total, words=words, at=timezone.now())
    finally:
        connections.close_all()


@act(rule=may_enqueue, verb="enqueue")
def enqueue(
    name: str,
    title: LocalText,
    arguments: Mapping[str, Any] | None = None,
    *,
    concerning: models.Model | None = None,
    by: Actor,
) -> Task:
    """Have long work done, by its name, in the transaction of the act that calls: an act that fails leaves no task."""
    kind_of(name)
    task = Task(name=name, title=title, arguments=dict(arguments or {}), started_by=by.pk, queued_at=timezone.now())
    if concerning is not None:
        task.about_kind, task.about_id = concerning._meta.label_lower, str(concerning.pk)
    task.save()
    Progress.objects.create(task=task)
    _queue(task)
    return task


def _queue(task: Task, *, after_seconds: int = 0) -> None:
    """Put a task into the queue over Django's own connection, so that it is there when the transaction has ended."""
    wait: dict[str, Any] = {"schedule_in": {"seconds": after_seconds}} if after_seconds else {}
    job = configure_task(name=QUEUED_AS, job_manager=JobManager(DjangoConnector()), **wait)
    job.defer(task_id=task.pk)


@act(rule=may_work_on, verb="begin_task")
def begin(task: Task, *, by: Actor) -> bool:
    """Note that a worker begins. No if there is nothing to do: another has ended it, or it was begun too often."""
    held = Task.objects.select_for_update(no_key=True).get(pk=task.pk)
    if held.state in (State.DONE, State.FAILED):
        return False
    held.attempts += 1
    held.begun_at = timezone.now()
    held.state = State.RUNNING
    if held.attempts > kind_of(held.name).attempts:
        _give_up(held, in_every_language(lambda: _("It was begun several times, and each time its worker was ended.")))
    held.save()
    return held.state == State.RUNNING


@act(rule=may_work_on, verb="perform")
def perform(task: Task, *, by: Actor) -> Task:
    """Do the work and end the task, in one transaction: whoever is killed in between leaves the task as it was."""
    held = Task.objects.select_for_update(no_key=True).get(pk=task.pk)
    if held.state != State.RUNNING:
        return held
    held.outcome = kind_of(held.name).function(Doing(held.pk, held.started_by), **held.arguments)
    held.state, held.ended_at, held.fault = State.DONE, timezone.now(), None
    held.save()
    return held


@act(rule=may_work_on, verb="fail")
def fail(task: Task, fault: LocalText, *, is_final: bool, by: Actor) -> Task:
    """Note why the work failed. It is queued again, later each time, unless the fault is final or it was the last."""
    held = Task.objects.select_for_update(no_key=True).get(pk=task.pk)
    if held.state != State.RUNNING:
        return held
    if is_final or held.attempts >= kind_of(held.name).attempts:
        _give_up(held, fault)
    else:
        held.state, held.fault = State.WAITING, fault
        _queue(held, after_seconds=WAIT_SECONDS * 4 ** (held.attempts - 1))
    held.save()
    return held


def _give_up(task: Task, fault: LocalText) -> None:
    task.state, task.fault, task.ended_at = State.FAILED, fault, timezone.now()


@act(rule=may_try_again, verb="try_task_again")
def try_again(task: Task, rights: Collection[str], *, by: Actor) -> Task:
    """Queue a task that has failed, with all its attempts before it. It stays in the name of whoever asked for it."""
    task.state, task.attempts, task.fault, task.ended_at = State.WAITING, 0, None, None
    task.save()
    Progress.objects.filter(task=task).update(done=0, total=0, words=None, at=None)
    _queue(task)
    return task
