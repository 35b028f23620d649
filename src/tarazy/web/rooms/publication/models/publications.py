from __future__ import annotations

from django.conf import settings
from django.db import models

from tarazy.web.grammar.text import TextField
from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models.proposals import Proposal
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.units.models import Unit


class Publication(Ledger):
    """A run shown to everybody, or earlier official results as they were published, which nobody computes here.

    Never changed: a later publication supersedes it, a withdrawal takes it back, both in the open. `source`, `act`: of
    earlier results without a run, where they were published and by which act. `proposal`: what was approved, where it
    went through a chain of approval.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, blank=True, related_name="publications")
    methodology = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    title = TextField()
    journal_head = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="publication"
    )
    source = models.TextField(null=True, blank=True)
    act = models.TextField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(name="publications_of_a_methodology", fields=("methodology", "-published_at")),)
        constraints = (
            models.CheckConstraint(
                name="run_or_earlier_results_with_source",
                condition=models.Q(run__isnull=False, source__isnull=True, act__isnull=True)
                | models.Q(
                    run__isnull=True,
                    kind=Kind.HISTORICAL,
                    source__isnull=False,
                    source__gt="",
                    act__isnull=False,
                    act__gt="",
                ),
            ),
        )

    def __str__(self) -> str:
        return f"publication {self.pk}"

    @property
    def computed(self) -> Run:
        """The run of a publication that has one; earlier results are asked for theirs nowhere."""
        if self.run is None:
            raise ValueError(f"{self} shows earlier results, which have no run")
        return self.run


class Withdrawal(Ledger):
    """Takes a publication back, with the reason."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="withdrawal")
    reason = TextField()
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"withdrawal of publication {self.publication_id}"


class Bundle(Ledger):
    """The public bundle of a publication, byte for byte as it left.

    `sha256`, `size`: of the file; `merkle_root`: over its observations, `withheld` of them as commitments; `secret`:
    from which the salts of the commitments follow, never shown. Where something is left out or withheld, how many
    numbers nobody else can compute again: `resting` on a withheld value of their unit, `compared` with such units; and
    how many rows are not published (`rows_left_out`).
    """

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="bundle")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    merkle_root = models.CharField(max_length=64)
    observations = models.BigIntegerField()
    withheld = models.BigIntegerField()
    methodology_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    resting = models.BigIntegerField(null=True, blank=True)
    compared = models.BigIntegerField(null=True, blank=True)
    rows_left_out = models.BigIntegerField(null=True, blank=True)
    secret = models.BinaryField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"bundle of publication {self.publication_id}"


class Correction(Ledger):
    """Says why a publication stands in the place of an earlier one. Both stay."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="correction")
    corrects = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="corrections")
    reason = TextField()

    def __str__(self) -> str:
        return f"publication {self.publication_id} corrects {self.corrects_id}"


class HistoricalScore(Ledger):
    """What a unit came to in earlier official results: score, rank and band as they were published."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="historical_scores")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="historical_scores")
    period = models.CharField(max_length=20)
    node = models.CharField(max_length=100)
    score = models.FloatField(null=True)
    rank = models.FloatField(null=True)
    band = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_earlier_score_a_period_node_and_unit", fields=("publication", "period", "node", "unit")
            ),
            models.CheckConstraint(
                name="earlier_score_says_something",
                condition=models.Q(score__isnull=False) | models.Q(rank__isnull=False) | ~models.Q(band=""),
            ),
        )

    def __str__(self) -> str:
        return f"publication {self.publication_id} {self.unit_id} {self.period} {self.node}"
