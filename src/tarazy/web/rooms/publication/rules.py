from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.campaigns.enums import Kind as CampaignKind
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.rules import rights_within
from tarazy.web.rooms.methodologies.enums import Standing
from tarazy.web.rooms.methodologies.queries import is_in_force
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import is_system, rights_of
from tarazy.web.rooms.publication.enums import Kind, ProposalMove, ProposalState
from tarazy.web.rooms.publication.life import LIFE, PROPOSE, PUBLISH
from tarazy.web.rooms.publication.models import Proposal, ProposalStep, Publication
from tarazy.web.rooms.publication.queries.proofs import is_own, units_of
from tarazy.web.rooms.publication.queries.proposals import (
    NOT_ESTIMATED,
    OPEN,
    current_step,
    due_proposals,
    hindrances,
    holds_post_for,
    is_taking_part,
    open_proposal_of,
    phases_for,
    steps_of,
)
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.results.queries.estimates import awaits_estimate
from tarazy.web.rooms.results.rules import may_see_runs

NOT_PROPOSED_BY_YOU = Refused(
    _("Results are proposed by methodologists and administrators of the organisation that runs the campaign.")
)


def may_publish(user: User, run: Run, kind: Kind) -> bool | Refused:
    """One actor publishes an illustration or earlier results; nothing may claim to be more than its methodology is."""
    if not is_system(user):
        return Refused(_("Results are published by the system; no person has this right."))
    if kind == Kind.OFFICIAL:
        return Refused(_("An official publication goes through a chain of approval: propose the campaign's run."))
    if not is_in_force(run.version):
        return Refused(_("Only results of a methodology in force are published."))
    if awaits_estimate(run):
        return NOT_ESTIMATED
    if kind == Kind.HISTORICAL and run.version.standing != Standing.HISTORICAL:
        return Refused(_("Earlier results are published by the methodology of their time only."))
    return True


def may_withdraw(user: User) -> bool | Refused:
    """Deny by default: until people have rights of their own, only the system withdraws."""
    return is_system(user) or Refused(_("Publications are withdrawn by the system; no person has this right."))


def may_import(user: User) -> bool | Refused:
    """Earlier official results are taken over by the operator's command, with their source and act."""
    return is_system(user) or Refused(_("Earlier results are imported by the system; no person has this right."))


def may_register_chain(user: User) -> bool | Refused:
    """The chain of a place ships with its data; a campaign writes its own where it needs another one."""
    return is_system(user) or Refused(_("The chain of a place ships with its data. Write one for the campaign."))


def rights_for(user: User, campaign: Campaign) -> frozenset[str]:
    """What somebody's posts of today allow in the publication of a campaign."""
    return frozenset({PROPOSE, PUBLISH}) if is_system(user) else rights_within(user, campaign.organisation)


def may_write_chain(user: User, campaign: Campaign) -> bool | Refused:
    """Until results are proposed, whoever proposes them says through whose hands they go."""
    if PROPOSE not in rights_for(user, campaign):
        return NOT_PROPOSED_BY_YOU
    if campaign.state == CampaignState.CANCELLED:
        return Refused(_("The campaign is cancelled."))
    if open_proposal_of(campaign) is not None:
        return Refused(_("Results are proposed already; their chain no longer changes."))
    return True


def may_propose(user: User, campaign: Campaign) -> bool | Refused:
    """In the phase of approval, or later where something published is corrected; one proposal at a time."""
    if PROPOSE not in rights_for(user, campaign):
        return NOT_PROPOSED_BY_YOU
    if campaign.kind == CampaignKind.MONITORING:
        return Refused(_("Monitoring within the year is not scored."))
    if Phase.APPROVAL.value not in phases_for(campaign):
        return Refused(_("Results are proposed in the phase of approval."))
    if open_proposal_of(campaign) is not None:
        return Refused(_("Results of this campaign are proposed already. Take that proposal back first."))
    return True


def may_change_proposal(user: User, proposal: Proposal) -> bool | Refused:
    """What is left out and withheld is decided before the results are put forward."""
    if PROPOSE not in rights_for(user, proposal.campaign):
        return NOT_PROPOSED_BY_YOU
    if proposal.state != ProposalState.DRAFT:
        return Refused(_("What was put forward no longer changes. Take it back and propose anew."))
    return True


def may_put_forward(user: User, proposal: Proposal) -> bool | Refused:
    rights, phases = rights_for(user, proposal.campaign), phases_for(proposal.campaign)
    return LIFE.may(ProposalState(proposal.state), ProposalMove.PUT_FORWARD, rights=rights, phases=phases)


def may_vote(user: User, step: ProposalStep) -> bool | Refused:
    """In their turn, holders of the posts that a step names vote, once each; whoever proposed does not.

    Nothing is approved with an open appeal or with a run older than its inputs.
    """
    proposal = step.proposal
    allowed = LIFE.may(
        ProposalState(proposal.state), ProposalMove.VOTE, rights=rights_of(user), phases=phases_for(proposal.campaign)
    )
    if allowed is not True:
        return allowed
    if not holds_post_for(user, step, proposal.campaign):
        return Refused(_("Holders of other posts vote at this step."))
    if user.pk == proposal.proposed_by_id:
        return Refused(_("Whoever proposed the results does not approve them; others do."))
    if step != current_step(steps_of(proposal)):
        return Refused(_("Another step is next: each step votes in its turn, and no step is passed over."))
    if step.votes.filter(voter=user).exists():
        return Refused(_("You have voted at this step already."))
    found = hindrances(proposal)
    return found[0] if found else True


def may_return(user: User, proposal: Proposal) -> bool | Refused:
    """Whoever has a step in the chain may return the results with a reason until they are published."""
    allowed = LIFE.may(ProposalState(proposal.state), ProposalMove.RETURN, rights=rights_of(user))
    if allowed is not True:
        return allowed
    return is_taking_part(user, proposal) or Refused(_("Results are returned by those through whose hands they go."))


def may_take_back(user: User, proposal: Proposal) -> bool | Refused:
    rights = rights_for(user, proposal.campaign)
    return LIFE.may(ProposalState(proposal.state), ProposalMove.TAKE_BACK, rights=rights)


def may_publish_approved(user: User, proposal: Proposal) -> bool | Refused:
    """The system publishes what is approved when the embargo has ended, if nothing has come in between."""
    rights = rights_for(user, proposal.campaign) if is_system(user) else frozenset()
    allowed = LIFE.may(ProposalState(proposal.state), ProposalMove.PUBLISH, rights=rights)
    if allowed is not True:
        return allowed
    if not due_proposals().filter(pk=proposal.pk).exists():
        return Refused(_("The embargo has not ended yet."))
    found = hindrances(proposal)
    return found[0] if found else True


def may_see_publishing(user: User, campaign: Campaign) -> bool | Refused:
    """What is computed and proposed, before everybody may see it: for those who compute, run the campaign, read all of
    its place, or vote on a proposal that is open.
    """
    proposal = open_proposal_of(campaign)
    if proposal is not None and is_taking_part(user, proposal):
        return True
    return may_see_runs(user, campaign)


def may_see_proposal(user: User, proposal: Proposal) -> bool | Refused:
    """Those who see the campaign's runs, and while it is open those through whose hands it goes."""
    if proposal.state in OPEN and is_taking_part(user, proposal):
        return True
    return may_see_runs(user, proposal.campaign)


def may_have_proofs(user: User) -> bool | Refused:
    """A body gets proofs for its own values."""
    return bool(units_of(user)) or Refused(_("Proofs are given to bodies for values of their own."))


def may_have_proof(user: User, publication: Publication, at: int) -> bool | Refused:
    return is_own(publication, user, at) or Refused(_("Proofs are given to bodies for values of their own."))
