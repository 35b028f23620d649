from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tarazy.web.grammar.text import TextField
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


class Estimate(Ledger):
    """How far the scores and ranks of a run may be otherwise: what its replicates were, for anybody to draw them again.

    There is one of a run, so that nobody chooses among several. `periods`: those of the run in which enough units have
    a score. `failed`: how many replicates count nowhere, since a
    method refused (`failures`, as in uncertainty.json). `refusal`: why there are no intervals, where none could be.
    """

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="estimate")
    engine_version = models.CharField(max_length=40)
    seed = models.BigIntegerField()
    replicates = models.IntegerField()
    failed = models.IntegerField()
    failures = models.JSONField(default=list)
    level_percent = models.FloatField(null=True)
    periods = models.JSONField()
    nodes = models.CharField(max_length=20)
    refusal = TextField(null=True, blank=True)
    computed_at = models.DateTimeField()
    computed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"estimate of run {self.run_id}"


class Interval(Ledger):
    """One row of intervals.csv and, where there is a period before, of changes.csv: what the replicates say of a unit.

    The meaning of each column stands in docs/manual/formats.md; `p_bands` in the order of the methodology's bands.
    """

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="intervals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="intervals")
    period = models.CharField(max_length=20)
    node = models.CharField(max_length=100)
    score_median = models.FloatField(null=True)
    score_low = models.FloatField(null=True)
    score_high = models.FloatField(null=True)
    rank_median = models.FloatField(null=True)
    rank_low = models.FloatField(null=True)
    rank_high = models.FloatField(null=True)
    p_top_10 = models.FloatField(null=True)
    p_bands = ArrayField(models.FloatField(null=True), null=True)
    p_scored = models.FloatField(null=True)
    before = models.CharField(max_length=20, blank=True, default="")
    change = models.FloatField(null=True)
    change_median = models.FloatField(null=True)
    change_low = models.FloatField(null=True)
    change_high = models.FloatField(null=True)
    p_rise = models.FloatField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_interval_an_estimate_period_node_and_unit", fields=("estimate", "period", "node", "unit")
            ),
        )
        indexes = (models.Index(name="intervals_of_one_unit", fields=("estimate", "unit")),)

    def __str__(self) -> str:
        return f"{self.estimate_id} {self.unit_id} {self.period} {self.node}"


class Pair(Ledger):
    """One row of pairs.csv: how often a unit of a peer group stands before another one at the index."""

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="pairs")
    period = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    p_ahead = models.FloatField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_pair_an_estimate_and_period", fields=("estimate", "period", "unit", "other")
            ),
        )

    def __str__(self) -> str:
        return f"{self.estimate_id} {self.period} {self.unit_id} {self.other_id}"


class NotToldApart(Ledger):
    """One row of groups.csv: a unit in a group of which no one stands surely before another; `position` in it."""

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="groups")
    period = models.CharField(max_length=20)
    peer_group = models.CharField(max_length=60)
    group = models.IntegerField()
    position = models.IntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_place_in_a_group_of_units", fields=("estimate", "period", "peer_group", "group", "unit")
            ),
        )

    def __str__(self) -> str:
        return f"{self.estimate_id} {self.period} {self.peer_group} {self.group} {self.unit_id}"
