from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.enums import Agreement, Origin, Outcome, State
from tarazy.web.rooms.units.models import Unit


class Submission(models.Model):
    """What one body reports in one campaign for one period: of the year, or of a month or quarter when monitored."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="submissions")
    period = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_submission_a_body_and_period", fields=("campaign", "unit", "period")),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.unit_id} {self.period}"


class Cell(models.Model):
    """One value asked for, as it stands now; `value` and `status` as in an observation, neither: not filled.
    `agreement`: what a body says to a value that is known already.

    `edition` rises with every change. Whoever saves names the edition they saw, so nobody overwrites what they have not
    seen.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="cells")
    variable = models.CharField(max_length=200)
    breakdown = models.CharField(max_length=200, blank=True, default="")
    value = models.FloatField(null=True, blank=True)
    status = models.CharField(max_length=1, blank=True, default="")
    agreement = models.CharField(max_length=10, choices=Agreement, blank=True, default="")
    note = models.TextField(blank=True, default="")
    edition = models.PositiveIntegerField(default=1)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.TYPED)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_cell_a_question", fields=("submission", "variable", "breakdown")),
            models.CheckConstraint(
                name="cell_value_or_its_status",
                condition=Q(value=None) | ~Q(status__in=("M", "O", "L", "Q", "X")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission_id} {self.variable} {self.breakdown}"


class CellChange(Ledger):
    """Every edition of every cell, never changed: what stood there, since when, from whom."""

    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="changes")
    edition = models.PositiveIntegerField()
    value = models.FloatField(null=True)
    status = models.CharField(max_length=1, blank=True, default="")
    agreement = models.CharField(max_length=10, choices=Agreement, blank=True, default="")
    note = models.TextField(blank=True, default="")
    origin = models.CharField(max_length=20, choices=Origin)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(name="one_change_a_cell_and_edition", fields=("cell", "edition")),)

    def __str__(self) -> str:
        return f"cell {self.cell_id} edition {self.edition}"


class StateChange(Ledger):
    """Every move of a submission: who, when, and the digest of all cells as they stood (what a head certifies)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="state_changes")
    move = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State)
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True, default="")
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"submission {self.submission_id} {self.state}"


class ReturnedCell(Ledger):
    """Why a cell was returned for correction, with the edition that was seen."""

    state_change = models.ForeignKey(StateChange, on_delete=models.PROTECT, related_name="returned_cells")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="returns")
    edition = models.PositiveIntegerField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"cell {self.cell_id} returned"


class Acceptance(Ledger):
    """An assessor has accepted a block as it was certified; a form that is certified anew is accepted anew."""

    state_change = models.ForeignKey(StateChange, on_delete=models.PROTECT, related_name="acceptances")
    block = models.CharField(max_length=100)
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_acceptance_a_certification_and_block", fields=("state_change", "block")),
        )

    def __str__(self) -> str:
        return f"block {self.block} of submission {self.state_change_id} accepted"


class Explanation(Ledger):
    """Why a value is right although a check speaks. It holds for a `case`: it lapses when the value changes."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="explanations")
    check_id = models.CharField(max_length=60)
    case = models.CharField(max_length=64)
    text = models.TextField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"explanation {self.pk} of submission {self.submission_id}"


class Evidence(Ledger):
    """A document that a body gives for a cell: a file by its hash, with pages and validity, or a link. A later revision
    replaces an earlier one (`replaces`) and both stay; `removed`: the body takes it back, visibly.
    """

    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=300)
    file = models.CharField(max_length=64, blank=True, default="")
    file_name = models.CharField(max_length=200, blank=True, default="")
    link = models.URLField(max_length=500, blank=True, default="")
    pages = models.CharField(max_length=60, blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    removed = models.BooleanField(default=False)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"evidence {self.pk} of cell {self.cell_id}"


class LinkTrial(Ledger):
    """The system tried a link that bodies give as evidence: when, and what came of it. `status`: what the server
    answered, 0 where none did. It holds for every document that gives the link.
    """

    link = models.URLField(max_length=500)
    tried_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    status = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = (models.Index(name="trials_of_a_link", fields=("link", "tried_at")),)

    def __str__(self) -> str:
        return f"trial {self.pk} of a link: {self.outcome}"


class Warned(models.Model):
    """Somebody was told of an early warning about a form of a month or quarter; `cell` "": about the whole form."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="warned")
    kind = models.CharField(max_length=20)
    cell = models.CharField(max_length=400, blank=True, default="")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    warned_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_warning_a_form_and_person", fields=("submission", "kind", "cell", "recipient")
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission_id} {self.kind} {self.cell} {self.recipient_id}"
