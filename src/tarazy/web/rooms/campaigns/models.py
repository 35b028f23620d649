from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from tarazy.web.grammar.text import TextField
from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.campaigns.enums import Ground, Kind, Phase, State, Treatment
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.people.models import Organisation
from tarazy.web.rooms.units.models import Unit

CAMPAIGN_ID = RegexValidator(r"\A[a-z0-9][a-z0-9-]*\Z")


class Campaign(models.Model):
    """One assessment cycle: a methodology's version, a period, units. `organisation` runs it.

    `beside`: the official campaign that a pilot runs beside. `targets_frozen_on`: from this day on no target of the
    period is changed. `hypothesis`: what a pilot is to find out; only pilots have one.
    """

    id = models.CharField(primary_key=True, max_length=80, validators=[CAMPAIGN_ID])
    kind = models.CharField(max_length=20, choices=Kind)
    title = TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="campaigns")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="campaigns")
    period = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State, default=State.PREPARATION)
    is_pilot = models.BooleanField(default=False)
    hypothesis = TextField(null=True, blank=True)
    beside = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="pilots")
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies")
    targets_frozen_on = models.DateField(null=True, blank=True)
    schedule_act = models.CharField(max_length=300, blank=True)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="only_a_pilot_has_a_hypothesis", condition=Q(is_pilot=True) | Q(hypothesis=None, beside=None)
            ),
        )

    def __str__(self) -> str:
        return self.id


class Participant(models.Model):
    """A unit in a campaign, and how it takes part; `reason` says why where it is not simply assessed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="participants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participations")
    treatment = models.CharField(max_length=20, choices=Treatment, default=Treatment.ASSESSED)
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_participation_a_campaign_and_unit", fields=("campaign", "unit")),
            models.CheckConstraint(
                name="successor_where_assessed_within_it",
                condition=Q(treatment=Treatment.WITHIN_SUCCESSOR, successor__isnull=False)
                | (~Q(treatment=Treatment.WITHIN_SUCCESSOR) & Q(successor=None)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.unit_id}"


class Stage(models.Model):
    """A phase of a campaign with its first and last day; it is open on both and between."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="stages")
    phase = models.CharField(max_length=20, choices=Phase)
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_stage_a_campaign_and_phase", fields=("campaign", "phase")),
            models.CheckConstraint(name="stage_opens_before_it_closes", condition=Q(opens_on__lte=F("closes_on"))),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.phase}"


class StageChange(Ledger):
    """A deadline moved after the schedule was approved: from what to what, by which act, why."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="stage_changes")
    phase = models.CharField(max_length=20, choices=Phase)
    opens_on_before = models.DateField()
    closes_on_before = models.DateField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    act = models.CharField(max_length=300)
    reason = TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.phase} {self.closes_on}"


class Assignment(models.Model):
    """Who assesses a body's block, or one criterion of it (`node`). It ends, it is not removed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    node = models.CharField(max_length=100)
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_assessor_a_body_and_node", fields=("campaign", "unit", "node"), condition=Q(ended_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.unit_id} {self.node}"


class Feedback(Ledger):
    """What somebody says about a pilot while it runs: what was hard, what was wrong, what should change."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="feedback")
    about = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"feedback {self.pk} on {self.campaign_id}"


class Readiness(models.Model):
    """One point of a pilot's list of what must hold before the rule goes country-wide, and whether it holds."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="readiness")
    position = models.PositiveSmallIntegerField()
    text = TextField()
    holds = models.BooleanField(null=True, blank=True)
    note = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(name="one_readiness_point_a_position", fields=("campaign", "position")),)

    def __str__(self) -> str:
        return f"{self.campaign_id} readiness {self.position}"


class Reminder(models.Model):
    """Somebody was reminded of a deadline as it stood then, so many working days before it (after it, if negative)."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="reminders")
    phase = models.CharField(max_length=20, choices=Phase)
    closes_on = models.DateField()
    days = models.SmallIntegerField()
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_reminder_a_deadline_and_person",
                fields=("campaign", "phase", "closes_on", "days", "recipient"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.phase} {self.closes_on} {self.days} {self.recipient_id}"


class TargetChange(Ledger):
    """Why a target was changed: `observation` is the revision that was recorded, the one before it what stood until
    then.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="target_changes")
    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="target_change")
    ground = models.CharField(max_length=20, choices=Ground)
    act = models.CharField(max_length=300)
    act_date = models.DateField()

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.observation_id}"
