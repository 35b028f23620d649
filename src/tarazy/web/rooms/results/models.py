from __future__ import annotations

from django.conf import settings
from django.db import models

from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.units.models import Unit


class Run(Ledger):
    """One computing of scores: a methodology's text, the observations as they stood at `as_of`, an engine.

    Enough to do it again.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="runs")
    methodology_hash = models.CharField(max_length=64)
    data_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    as_of = models.DateTimeField()
    periods = models.JSONField()
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    seed = models.BigIntegerField(null=True, blank=True)
    computed_at = models.DateTimeField()
    computed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"run {self.pk}"


class CampaignRun(Ledger):
    """A run of a campaign: its assessed participants (`units`, their ids) in its period, and why it was computed."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="campaign_run")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="runs")
    reason = models.CharField(max_length=20, choices=Reason)
    units = models.JSONField()

    def __str__(self) -> str:
        return f"{self.campaign_id} run {self.run_id}"


class Score(Ledger):
    """One row of scores.csv: what a unit came to at a node in a period.

    The meaning of each column stands in docs/manual/formats.md.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="scores")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scores")
    period = models.CharField(max_length=20)
    node = models.CharField(max_length=100)
    value = models.FloatField(null=True)
    score = models.FloatField(null=True)
    weight = models.FloatField(null=True)
    contribution = models.FloatField(null=True)
    band = models.CharField(max_length=60, blank=True, default="")
    rank = models.FloatField(null=True)
    peer_group = models.CharField(max_length=60)
    share_not_counted = models.FloatField(null=True)
    share_imputed = models.FloatField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_score_a_run_period_node_and_unit",
                fields=("run", "period", "node", "unit"),
                include=("score",),
            ),
        )
        indexes = (models.Index(name="scores_of_one_unit", fields=("run", "unit")),)

    def __str__(self) -> str:
        return f"run {self.run_id} {self.unit_id} {self.period} {self.node}"
