from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tarazy.web.grammar.text import TextField
from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.models import CellChange
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.verification.enums import Design, Verdict


class Frame(Ledger):
    """The list from which a sample is drawn, with its design and all it needs (`parameters`), published by its hash
    before there is a seed. `block`: only what this block asks; empty: everything.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="frames")
    design = models.CharField(max_length=20, choices=Design)
    block = models.CharField(max_length=100, blank=True, default="")
    parameters = models.JSONField()
    hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"frame {self.pk} of {self.campaign_id}"


class FrameItem(Ledger):
    """One value that can be drawn, in the edition that stood when the list was published. `inclusion`: the probability
    with which it is drawn, which no seed changes; `contributions`: what each factor adds to its risk.
    """

    frame = models.ForeignKey(Frame, on_delete=models.PROTECT, related_name="items")
    name = models.CharField(max_length=500)
    change = models.ForeignKey(CellChange, on_delete=models.PROTECT, related_name="+")
    stratum = models.CharField(max_length=200, blank=True, default="")
    measure = models.FloatField(null=True)
    inclusion = models.FloatField()
    contributions = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_item_a_frame_and_name", fields=("frame", "name")),
            models.CheckConstraint(name="inclusion_is_a_chance", condition=Q(inclusion__gt=0, inclusion__lte=1)),
        )

    def __str__(self) -> str:
        return self.name


class Sample(Ledger):
    """What a seed drew from a frame. `second_seed`: draws which items are checked twice; it is made by the system and
    shown only when verification is closed, so that nobody knows which of their items have a second check.
    """

    frame = models.OneToOneField(Frame, on_delete=models.PROTECT, related_name="sample")
    seed = models.CharField(max_length=200)
    second_seed = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"sample {self.pk} of {self.frame}"


class SampleItem(Ledger):
    """A drawn item. `is_checked_twice`: two verifiers check it, neither knowing of the other."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="items")
    item = models.OneToOneField(FrameItem, on_delete=models.PROTECT, related_name="drawn")
    is_checked_twice = models.BooleanField()

    def __str__(self) -> str:
        return f"item {self.pk} of sample {self.sample_id}"


class Assignment(models.Model):
    """Who checks a drawn item; `turn` 2 is the second, blind check. It ends, it is not removed."""

    item = models.ForeignKey(SampleItem, on_delete=models.PROTECT, related_name="assignments")
    turn = models.PositiveSmallIntegerField()
    verifier = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="verifications")
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_verifier_an_item_and_turn", fields=("item", "turn"), condition=Q(ended_at=None)
            ),
            models.UniqueConstraint(
                name="nobody_checks_an_item_twice", fields=("item", "verifier"), condition=Q(ended_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} turn {self.turn}"


class Finding(Ledger):
    """What a verifier found: a verdict, the value that the documents show, and what it rests on. `evidence`: the hashes
    of the documents that were looked at, as they stood.
    """

    item = models.ForeignKey(SampleItem, on_delete=models.PROTECT, related_name="findings")
    turn = models.PositiveSmallIntegerField()
    verifier = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=Verdict)
    value = models.FloatField(null=True)
    note = models.TextField(blank=True, default="")
    evidence = models.JSONField(default=list)
    found_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_finding_an_item_and_turn", fields=("item", "turn")),
            models.CheckConstraint(
                name="finding_that_differs_has_its_value",
                condition=~Q(verdict=Verdict.DIFFERS) | Q(value__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"finding {self.pk} on {self.item}"


class Settlement(Ledger):
    """Where two blind checks differ, a third person says what holds, and why."""

    item = models.OneToOneField(SampleItem, on_delete=models.PROTECT, related_name="settlement")
    verdict = models.CharField(max_length=20, choices=Verdict)
    value = models.FloatField(null=True)
    reason = models.TextField()
    settled_at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"settlement of {self.item}"


class PenaltyCase(Ledger):
    """Penalty points on a criterion or block (`node`) of a body, with their ground and the act that names them.

    `ground`: as somebody wrote it; empty where it is `stated_ground`, that of the methodology in three languages.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="penalty_cases")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="penalty_cases")
    node = models.CharField(max_length=100)
    period = models.CharField(max_length=20)
    points = models.FloatField()
    ground = models.TextField(blank=True)
    stated_ground = TextField(null=True, blank=True)
    act = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.CheckConstraint(name="penalty_points_above_zero", condition=Q(points__gt=0)),)

    def __str__(self) -> str:
        return f"penalty case {self.pk}"

    @property
    def said_ground(self) -> str:
        return str(self.stated_ground) if self.stated_ground else self.ground


class PenaltyFinding(Ledger):
    """A finding on which a penalty case rests."""

    case = models.ForeignKey(PenaltyCase, on_delete=models.PROTECT, related_name="rests_on")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="penalties")

    def __str__(self) -> str:
        return f"{self.case} on {self.finding}"


class Cancellation(Ledger):
    """A penalty case no longer counts, by a decision and for a reason."""

    case = models.OneToOneField(PenaltyCase, on_delete=models.PROTECT, related_name="cancellation")
    decision = models.CharField(max_length=200)
    reason = models.TextField()
    cancelled_at = models.DateTimeField()
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"cancellation of {self.case}"


class Closing(Ledger):
    """Verification of a campaign has ended and its findings are observations: from now on a new run is due."""

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="verification_closing")
    replaced = models.PositiveIntegerField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"verification of {self.campaign_id} closed"
