from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.enums import Kind, State, Way
from tarazy.web.rooms.followup.enums import State as RecommendationState
from tarazy.web.rooms.followup.models import Recommendation
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.units.models import Unit


class Conclusion(models.Model):
    """What is concluded of one block of one body after one run. `draft`: what is being written until it is issued; what
    was issued stands in append-only rows. `replaces`: the earlier conclusion in whose place it comes.

    `edition` rises with every change of the draft, so that nobody overwrites what they have not seen.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="conclusions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="conclusions")
    block = models.CharField(max_length=100)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="conclusions")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    draft = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_draft_a_body_and_block", fields=("campaign", "unit", "block"), condition=Q(state=State.DRAFT)
            ),
            models.UniqueConstraint(
                name="one_standing_conclusion_a_body_and_block",
                fields=("campaign", "unit", "block"),
                condition=~Q(state__in=(State.DRAFT, State.SUPERSEDED)),
            ),
        )

    def __str__(self) -> str:
        return f"conclusion {self.pk}"


class Issuing(Ledger):
    """A conclusion as it went to the body: its report, and the digest of report, items and recommendations."""

    conclusion = models.OneToOneField(Conclusion, on_delete=models.PROTECT, related_name="issuing")
    report = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"issuing of {self.conclusion}"


class Item(Ledger):
    """One finding of an issued conclusion: on which node, how many points of the index it cost. `origin_id`: the drawn
    item of a re-verification or the penalty case that it rests on.
    """

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    node = models.CharField(max_length=100)
    points_lost = models.FloatField(null=True)
    text = models.TextField()
    origin_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_item_a_conclusion_and_position", fields=("conclusion", "position")),
        )

    def __str__(self) -> str:
        return f"item {self.position} of {self.conclusion_id}"


class Earlier(Ledger):
    """An earlier recommendation to the body, in the state in which it was when the conclusion was issued, and what the
    assessor says of it.
    """

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="earlier")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=RecommendationState)
    note = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"recommendation {self.recommendation_id} in {self.conclusion_id}"


class Receipt(Ledger):
    """The day on which a body received a conclusion: from it on its terms are counted."""

    conclusion = models.OneToOneField(Conclusion, on_delete=models.PROTECT, related_name="receipt")
    received_on = models.DateField()
    way = models.CharField(max_length=10, choices=Way)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"receipt of {self.conclusion_id}"


class StateChange(Ledger):
    """Every move of a conclusion: who, when."""

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="state_changes")
    move = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"conclusion {self.conclusion_id} {self.state}"
