from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.enums import Outcome, Round
from tarazy.web.rooms.conclusions.models.appeal import Appeal


class Quorum(Ledger):
    """How many votes a decision on an appeal needs in a campaign, by which act. The last row holds."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="quorums")
    votes = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=300)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.CheckConstraint(name="quorum_of_one_at_least", condition=Q(votes__gte=1)),)

    def __str__(self) -> str:
        return f"quorum of {self.campaign_id}"


class Vote(Ledger):
    """One member's vote: which claims (`granted`, their ids) the member grants. `opinion`: a dissent, if any."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="votes")
    round = models.CharField(max_length=10, choices=Round)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted = models.JSONField(default=list)
    opinion = models.TextField(blank=True, default="")
    cast_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_vote_an_appeal_round_and_member", fields=("appeal", "round", "member")),
        )

    def __str__(self) -> str:
        return f"vote {self.pk} on {self.appeal_id}"


class Decision(Ledger):
    """What the commission decided, with its reasons. `granted`: ids of the claims granted; `due_at`: until when it had
    to decide, as the calendar stood.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="decisions")
    round = models.CharField(max_length=10, choices=Round)
    outcome = models.CharField(max_length=10, choices=Outcome)
    granted = models.JSONField(default=list)
    number = models.CharField(max_length=100)
    reasons = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(name="one_decision_an_appeal_and_round", fields=("appeal", "round")),)

    def __str__(self) -> str:
        return f"decision {self.pk} on {self.appeal_id}"

    @property
    def is_late(self) -> bool:
        return self.decided_at > self.due_at


class Complaint(Ledger):
    """The one complaint by which a body asks that a decision be verified once more; what is decided then is final."""

    appeal = models.OneToOneField(Appeal, on_delete=models.PROTECT, related_name="complaint")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    file_by = models.DateTimeField()
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"complaint on {self.appeal_id}"
