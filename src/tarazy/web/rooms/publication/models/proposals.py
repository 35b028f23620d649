from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tarazy.web.grammar.text import TextField
from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import Organisation
from tarazy.web.rooms.publication.enums import Kind, ProposalState
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.units.models import Unit


class StepOfChain(models.Model):
    """What a step of a chain of approval asks for: so many votes (`quorum`) of holders of posts with a role, in an
    organisation or, without one, in the one that runs the campaign and in the centre; and perhaps an act.
    """

    position = models.PositiveSmallIntegerField()
    title = TextField()
    role = models.CharField(max_length=20, choices=Role)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    quorum = models.PositiveSmallIntegerField()
    needs_act = models.BooleanField()

    class Meta:
        abstract = True


class ApprovalStep(StepOfChain):
    """A step of the chain of a place or, with a campaign, of that campaign's own. `source`: where the step is known
    from.
    """

    place = models.CharField(max_length=60)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="approval_steps"
    )
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_approval_step_a_position",
                fields=("place", "campaign", "position"),
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="approval_step_asks_for_votes", condition=Q(quorum__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id or self.place} step {self.position}"


class Proposal(models.Model):
    """A campaign's run put forward for publication. `reason`: why it is to stand in the place of an earlier publication
    of the campaign; `embargo_until`: before this moment nobody outside sees it. What it leaves out and withholds
    changes until it is put forward.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="proposals")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=20, choices=Kind)
    title = TextField()
    reason = TextField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.DRAFT)
    embargo_until = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_open_proposal_a_campaign",
                fields=("campaign",),
                condition=Q(state__in=(ProposalState.DRAFT, ProposalState.PROPOSED, ProposalState.APPROVED)),
            ),
        )

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class ProposalStep(Ledger, StepOfChain):
    """A step of the chain as it was when the proposal was made: a chain that is changed later binds later ones only."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps")

    class Meta:
        constraints = (models.UniqueConstraint(name="one_proposal_step_a_position", fields=("proposal", "position")),)

    def __str__(self) -> str:
        return f"{self.proposal} step {self.position}"


class ApprovalVote(Ledger):
    """How somebody voted at a step. `act`: the number and date of the act, where the step needs one."""

    step = models.ForeignKey(ProposalStep, on_delete=models.PROTECT, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_for = models.BooleanField()
    act = models.CharField(max_length=300, blank=True, default="")
    note = models.TextField(blank=True, default="")
    voted_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(name="one_vote_a_step_and_person", fields=("step", "voter")),)

    def __str__(self) -> str:
        return f"vote {self.pk} on {self.step}"


class Return(Ledger):
    """A proposal was returned, and why."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="returning")
    reason = models.TextField()
    returned_at = models.DateTimeField()
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"return of {self.proposal}"


class LeftOut(models.Model):
    """A unit or an indicator (`node`) of which no scores are published, by which decision and why. Everybody
    reads it.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="left_out")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    node = models.CharField(max_length=100, blank=True, default="")
    decision = models.CharField(max_length=300)
    reason = TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="unit_or_indicator_left_out",
                condition=Q(unit__isnull=False, node="") | (Q(unit__isnull=True) & ~Q(node="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal} without {self.unit_id or self.node}"


class Withheld(models.Model):
    """The values of a variable that are not published, of one unit or of all, by which decision and why."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="withheld")
    variable = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=300)
    reason = TextField()

    def __str__(self) -> str:
        return f"{self.proposal} withholds {self.variable} {self.unit_id or ''}".rstrip()
