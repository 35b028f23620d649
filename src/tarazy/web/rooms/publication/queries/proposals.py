"""Proposals to publish: how far each is in its chain, and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import open_phases
from tarazy.web.rooms.conclusions.queries.appeals import open_appeals
from tarazy.web.rooms.methodologies.queries import is_in_force
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts
from tarazy.web.rooms.publication.enums import ProposalState
from tarazy.web.rooms.publication.life import PERSONS_NEEDED, UNDER_WAY
from tarazy.web.rooms.publication.models import (
    ApprovalVote,
    LeftOut,
    Proposal,
    ProposalStep,
    Publication,
    StepOfChain,
    Withheld,
)
from tarazy.web.rooms.publication.queries.standing import standing_publications
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.results.queries.campaign_runs import is_outdated, latest_run_of
from tarazy.web.rooms.results.queries.estimates import awaits_estimate

OPEN = (ProposalState.DRAFT, *UNDER_WAY)
RUN_OUTDATED = Refused(
    _("Something that these scores rest on was recorded after they were computed. Compute the campaign again.")
)

NOT_ESTIMATED = Refused(
    _("How sure these scores and ranks are is not estimated yet. A worker does it; its task stands with the campaign.")
)


def proposals() -> QuerySet[Proposal]:
    """Every proposal with its campaign and run, the latest first."""
    found = Proposal.objects.select_related(
        "campaign__organisation", "campaign__version", "run__version", "proposed_by", "publication", "returning"
    )
    return found.order_by("-pk")


def proposal_numbered(number: int) -> Proposal | None:
    return proposals().filter(pk=number).first()


def proposals_of(campaign: Campaign) -> QuerySet[Proposal]:
    return proposals().filter(campaign=campaign)


def open_proposal_of(campaign: Campaign) -> Proposal | None:
    """The proposal that is on its way to publication, or None."""
    return proposals_of(campaign).filter(state__in=OPEN).first()


def steps_of(proposal: Proposal) -> list[ProposalStep]:
    """The steps of a proposal in their order, each with its votes and who gave them."""
    votes = Prefetch("votes", ApprovalVote.objects.select_related("voter").order_by("pk"))
    return list(proposal.steps.select_related("organisation").prefetch_related(votes).order_by("position"))


def step_numbered(number: int) -> ProposalStep | None:
    found = ProposalStep.objects.select_related(
        "proposal__campaign__organisation", "proposal__campaign__version", "proposal__run__version", "organisation"
    )
    return found.filter(pk=number).first()


def is_carried(step: ProposalStep) -> bool:
    """Whether a step has the votes it needs, and more for than against."""
    votes = [vote.is_for for vote in step.votes.all()]
    return votes.count(True) >= step.quorum and votes.count(True) > votes.count(False)


def is_settled(steps: Sequence[ProposalStep], step: ProposalStep) -> bool:
    """Whether a step is through. The last one needs, over all steps, at least two persons who approved."""
    if not is_carried(step):
        return False
    persons = {vote.voter_id for one in steps for vote in one.votes.all() if vote.is_for}
    return step != steps[-1] or len(persons) >= PERSONS_NEEDED


def current_step(steps: Sequence[ProposalStep]) -> ProposalStep | None:
    """The first step that is not through yet; None where all are."""
    return next((step for step in steps if not is_settled(steps, step)), None)


def holds_post_for(user: User, step: StepOfChain, campaign: Campaign) -> bool:
    """Whether somebody holds a post of today that a step names."""
    where = {step.organisation_id} if step.organisation_id else {campaign.organisation_id}
    return any(
        post.role == step.role
        and (
            post.organisation_id in where
            or (
                not step.organisation_id
                and post.organisation.kind == "centre"
                and post.organisation.place == campaign.organisation.place
            )
        )
        for post in current_posts(user)
    )


def is_taking_part(user: User, proposal: Proposal) -> bool:
    """Whether some step of a proposal is somebody's to vote on."""
    return any(holds_post_for(user, step, proposal.campaign) for step in proposal.steps.all())


def earlier_publication(campaign: Campaign) -> Publication | None:
    """The standing publication of a campaign's results, in whose place a further one would stand; or None."""
    return standing_publications().filter(run__campaign_run__campaign=campaign).first()


def phases_for(campaign: Campaign) -> frozenset[str]:
    """The open phases; what is published already may be corrected at any time."""
    phases = open_phases(campaign)
    return phases | {Phase.APPROVAL.value} if earlier_publication(campaign) else phases


def hindrances_to(campaign: Campaign, run: Run) -> list[Refused]:
    """Everything for which a campaign's run is neither approved nor published, each in a sentence."""
    found = []
    if latest_run_of(campaign) != run:
        found.append(Refused(_("The campaign was computed again since; another run is the latest.")))
    elif is_outdated(run):
        found.append(RUN_OUTDATED)
    if open_appeals(campaign):
        found.append(Refused(_("An appeal is still open; nothing is approved before it is decided for good.")))
    if awaits_estimate(run):
        found.append(NOT_ESTIMATED)
    if not is_in_force(run.version):
        found.append(Refused(_("Only results of a methodology in force are published.")))
    return found


def hindrances(proposal: Proposal) -> list[Refused]:
    return hindrances_to(proposal.campaign, proposal.run)


def left_out_of(proposal: Proposal) -> QuerySet[LeftOut]:
    """The units and indicators of which no scores are published."""
    return proposal.left_out.select_related("unit").order_by("pk")


def withheld_of(proposal: Proposal) -> QuerySet[Withheld]:
    """Whose values of which variables are not published."""
    return proposal.withheld.select_related("unit").order_by("pk")


def due_proposals() -> QuerySet[Proposal]:
    """What is approved and whose embargo has ended or never was."""
    return proposals().filter(state=ProposalState.APPROVED).exclude(embargo_until__gt=timezone.now()).order_by("pk")


def proposals_awaiting(user: User) -> list[tuple[Proposal, ProposalStep]]:
    """The proposals whose next step is somebody's to vote on."""
    found = []
    for proposal in proposals().filter(state=ProposalState.PROPOSED).exclude(proposed_by=user):
        step = current_step(steps_of(proposal))
        if step is None or any(vote.voter_id == user.pk for vote in step.votes.all()):
            continue
        if holds_post_for(user, step, proposal.campaign):
            found.append((proposal, step))
    return found


def drafts_of(user: User) -> list[Proposal]:
    """The proposals that somebody has begun and not put forward."""
    return list(proposals().filter(state=ProposalState.DRAFT, proposed_by=user))


def left_out_numbered(number: int) -> LeftOut | None:
    return LeftOut.objects.select_related("unit").filter(pk=number).first()


def withheld_numbered(number: int) -> Withheld | None:
    return Withheld.objects.select_related("unit").filter(pk=number).first()
