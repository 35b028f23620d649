from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.conclusions.enums import AppealMove, AppealState, Inadmissible
from tarazy.web.rooms.conclusions.models.conclusion import Conclusion, Item
from tarazy.web.rooms.verification.models import PenaltyCase


class Appeal(models.Model):
    """What the head of a body appeals against in a conclusion. Claims and documents change until it is filed.

    `file_by`: until when it could be filed, as the calendar stood when it was.
    """

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="appeals")
    state = models.CharField(max_length=20, choices=AppealState, default=AppealState.DRAFT)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(null=True)
    file_by = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_appeal_a_conclusion", fields=("conclusion",), condition=~Q(state=AppealState.WITHDRAWN)
            ),
            models.CheckConstraint(
                name="filed_appeal_has_its_day",
                condition=Q(state__in=(AppealState.DRAFT, AppealState.WITHDRAWN))
                | Q(filed_at__isnull=False, file_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"appeal {self.pk}"


class Claim(models.Model):
    """One thing that an appeal asks for, on an item of the conclusion: another value of a number, or that a penalty
    case be cancelled.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="claims")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="claims")
    variable = models.CharField(max_length=200, blank=True, default="")
    breakdown = models.CharField(max_length=200, blank=True, default="")
    value = models.FloatField(null=True)
    case = models.ForeignKey(PenaltyCase, on_delete=models.PROTECT, null=True, related_name="claims")
    reason = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_claim_an_appeal_and_number",
                fields=("appeal", "variable", "breakdown"),
                condition=~Q(variable=""),
            ),
            models.UniqueConstraint(name="one_claim_an_appeal_and_case", fields=("appeal", "case")),
            models.CheckConstraint(
                name="claim_for_a_value_or_against_a_penalty",
                condition=(~Q(variable="") & Q(value__isnull=False, case=None))
                | Q(variable="", value=None, case__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"claim {self.pk} of {self.appeal_id}"


class AppealDocument(models.Model):
    """A document with which a body proves what it asks for: a kept file or a link."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=300)
    file = models.CharField(max_length=64, blank=True, default="")
    file_name = models.CharField(max_length=200, blank=True, default="")
    link = models.URLField(max_length=500, blank=True, default="")
    pages = models.CharField(max_length=60, blank=True, default="")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"document {self.pk} of appeal {self.appeal_id}"


class AppealChange(Ledger):
    """Every move of an appeal: who, when, why; and the digest of claims and documents as they stood."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="changes")
    move = models.CharField(max_length=20, choices=AppealMove)
    state = models.CharField(max_length=20, choices=AppealState)
    digest = models.CharField(max_length=64)
    ground = models.CharField(max_length=20, choices=Inadmissible, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"appeal {self.appeal_id} {self.state}"
