from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.files.models import Content
from tarazy.web.rooms.followup.enums import AWAITS_BODY, UNDER_CONTROL, Kind, Move, State
from tarazy.web.rooms.people.models import Organisation
from tarazy.web.rooms.units.models import Unit


class Recommendation(models.Model):
    """What a body is told to do, by when. `organisation` gave it; `owner`: who in the body answers for it, None: its
    head. `origin_kind`, `origin_id`: what it came from; `node`: the part of the methodology that it is about.
    """

    kind = models.CharField(max_length=20, choices=Kind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="recommendations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="recommendations_given")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    deadline = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    origin_kind = models.CharField(max_length=60)
    origin_id = models.CharField(max_length=200)
    node = models.CharField(max_length=100, blank=True, default="")
    state = models.CharField(max_length=20, choices=State, default=State.OPENED)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (
            models.Index(name="recommendations_by_origin", fields=("origin_kind", "origin_id")),
            models.Index(name="recommendations_by_deadline", fields=("state", "deadline")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} to {self.unit_id}"

    @property
    def is_under_control(self) -> bool:
        return self.state in UNDER_CONTROL

    @property
    def is_overdue(self) -> bool:
        """Whether the body has to act still and its last day (in Almaty) has passed."""
        return self.state in AWAITS_BODY and self.deadline < timezone.localdate()


class StateChange(Ledger):
    """Every move of a recommendation: who, when, and in what words."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="state_changes")
    move = models.CharField(max_length=20, choices=Move)
    state = models.CharField(max_length=20, choices=State)
    words = models.TextField(blank=True, default="")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"recommendation {self.recommendation_id} {self.state}"


class Document(Ledger):
    """A kept file that was given with a move."""

    change = models.ForeignKey(StateChange, on_delete=models.PROTECT, related_name="documents")
    file = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"document {self.pk} of {self.change}"


class DeadlineChange(Ledger):
    """A deadline that was moved: from which day to which, and why."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="deadline_changes")
    deadline_before = models.DateField()
    deadline = models.DateField()
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"recommendation {self.recommendation_id} until {self.deadline}"


class Reminder(models.Model):
    """Somebody was reminded of a deadline as it stood then, so many working days before it (after it, if negative)."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="reminders")
    deadline = models.DateField()
    days = models.SmallIntegerField()
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_reminder_a_recommendation_and_person",
                fields=("recommendation", "deadline", "days", "recipient"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.deadline} {self.days} {self.recipient_id}"
