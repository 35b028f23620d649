from __future__ import annotations

from django.db import models

from tarazy.web.grammar.text import TextField
from tarazy.web.rooms.work.enums import State


class Task(models.Model):
    """A long piece of work that somebody has asked for. It is done once and whole, or not at all.

    `started_by` is a user's id. `arguments` are ids, which its function gets by name. `attempts` counts how often a
    worker has begun; one that was killed has begun too. `fault` says to people why it failed.
    """

    name = models.CharField(max_length=120)
    title = TextField()
    arguments = models.JSONField(default=dict)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=200, blank=True)
    started_by = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    outcome = TextField(null=True, blank=True)
    fault = TextField(null=True, blank=True)
    queued_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(name="tasks_by_time", fields=("-queued_at", "-id")),
            models.Index(name="tasks_about_a_thing", fields=("about_kind", "about_id")),
            models.Index(name="tasks_of_a_person", fields=("started_by", "-queued_at")),
        )

    def __str__(self) -> str:
        return f"task {self.pk}"


class Progress(models.Model):
    """How far a running task is: `done` of `total` things, in words. It is seen while the task's own work is not yet.

    It lies apart from the task, whose row is held while the work is done.
    """

    task = models.OneToOneField(Task, on_delete=models.CASCADE, primary_key=True, related_name="progress")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    words = TextField(null=True, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"
