from __future__ import annotations

import datetime
import hashlib
import json

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.methodology import Indicator
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.methodologies.enums import Standing
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication.enums import Kind, ProposalMove, ProposalState
from tarazy.web.rooms.publication.life import LIFE
from tarazy.web.rooms.publication.models import ApprovalVote, LeftOut, Proposal, ProposalStep, Return, Withheld
from tarazy.web.rooms.publication.queries.chains import chain_of
from tarazy.web.rooms.publication.queries.proposals import (
    current_step,
    earlier_publication,
    hindrances_to,
    left_out_of,
    steps_of,
    withheld_of,
)
from tarazy.web.rooms.publication.rules import (
    may_change_proposal,
    may_propose,
    may_put_forward,
    may_return,
    may_take_back,
    may_vote,
)
from tarazy.web.rooms.results.models import CampaignRun, Run
from tarazy.web.rooms.results.queries.campaign_runs import latest_run_of
from tarazy.web.rooms.units.models import Unit


@act(rule=may_propose, verb="propose")
def propose(
    campaign: Campaign,
    title: LocalText,
    embargo_until: datetime.datetime | None = None,
    reason: LocalText | None = None,
    *,
    by: User,
) -> Proposal:
    """Prepare to publish a campaign's latest run. It is official only where its methodology is.

    `reason`: why these results stand in the place of those that are published already; needed where there are any.
    """
    run = _sound_run(campaign)
    if earlier_publication(campaign) is not None and reason is None:
        raise ValidationError(
            {"reason": _("Results of this campaign are published already. Say why others stand in their place.")}
        )
    if embargo_until is not None and embargo_until <= timezone.now():
        raise ValidationError({"embargo_until": _("An embargo ends in the future.")})
    proposal = Proposal.objects.create(
        campaign=campaign, run=run, kind=_kind(run), title=title, reason=reason, embargo_until=embargo_until,
        proposed_at=timezone.now(), proposed_by=by,
    )  # fmt: skip
    about(proposal, campaign=campaign.pk, run=run.pk)
    return proposal


def _kind(run: Run) -> Kind:
    return Kind.OFFICIAL if run.version.standing == Standing.OFFICIAL else Kind.ILLUSTRATION


def _sound_run(campaign: Campaign) -> Run:
    """The campaign's latest run; a ValidationError with everything that keeps it from being approved."""
    run = latest_run_of(campaign)
    if run is None:
        raise ValidationError(_("Nothing is computed for this campaign yet."))
    found = hindrances_to(campaign, run)
    if found:
        raise ValidationError([ValidationError(str(one.reason)) for one in found])
    return run


@act(rule=may_change_proposal, verb="leave_out")
def leave_out(
    proposal: Proposal, decision: str, reason: LocalText, *, unit: Unit | None = None, node: str = "", by: User
) -> LeftOut:
    """Publish no scores of a unit or of an indicator, by a decision and for a reason that everybody reads."""
    _refuse_without(decision)
    scored = CampaignRun.objects.get(run=proposal.run).units
    if (unit is None) is (node == ""):
        raise ValidationError({"unit": _("Choose a unit or an indicator.")})
    if unit is not None and unit.pk not in scored:
        raise ValidationError({"unit": _("This unit has no scores here.")})
    if node and not isinstance(methodology_of(proposal.run.version).nodes.get(node), Indicator):
        raise ValidationError({"node": _("There is no such indicator in the methodology.")})
    if proposal.left_out.filter(unit=unit, node=node).exists():
        raise ValidationError(_("This is left out already."))
    if unit is not None and set(scored) == {unit.pk, *proposal.left_out.values_list("unit", flat=True)} - {None}:
        raise ValidationError({"unit": _("Nobody would be left whose results are published.")})
    left = LeftOut.objects.create(proposal=proposal, unit=unit, node=node, decision=decision.strip(), reason=reason)
    about(proposal, left_out=unit.pk if unit else node)
    return left


@act(rule=may_change_proposal, verb="withhold")
def withhold(
    proposal: Proposal, variable: str, decision: str, reason: LocalText, *, unit: Unit | None = None, by: User
) -> Withheld:
    """Put commitments in the place of a variable's values, of one unit or of all. Scores off which a value could be
    read are not published either.
    """
    _refuse_without(decision)
    observed = {one.observed.variable for one in methodology_of(proposal.run.version).variables}
    if variable not in observed:
        raise ValidationError({"variable": _("The methodology does not read this variable.")})
    if unit is not None and unit.pk not in CampaignRun.objects.get(run=proposal.run).units:
        raise ValidationError({"unit": _("This unit has no scores here.")})
    if proposal.withheld.filter(variable=variable, unit=unit).exists():
        raise ValidationError(_("This is withheld already."))
    withheld = Withheld.objects.create(
        proposal=proposal, variable=variable, unit=unit, decision=decision.strip(), reason=reason
    )
    about(proposal, withheld=variable)
    return withheld


def _refuse_without(decision: str) -> None:
    if not decision.strip():
        raise ValidationError({"decision": _("Name the decision: its number, its date, and whose it is.")})


@act(rule=may_change_proposal, verb="show_again")
def show_again(proposal: Proposal, hidden: LeftOut | Withheld, *, by: User) -> Proposal:
    """Leave nothing out there: what was left out or withheld is published after all."""
    if hidden.proposal_id != proposal.pk:
        raise ValidationError(_("This belongs to another proposal."))
    hidden.delete()
    about(proposal)
    return proposal


@act(rule=may_put_forward, verb="put_forward")
def put_forward(proposal: Proposal, *, by: User) -> Proposal:
    """Send the results through the chain of approval, as it is today. What is approved no longer changes."""
    chain = chain_of(proposal.campaign)
    if not chain:
        raise ValidationError(_("No chain of approval is known for this place. Write one for the campaign first."))
    proposal.run = _sound_run(proposal.campaign)
    for step in chain:
        ProposalStep.objects.create(
            proposal=proposal, position=step.position, title=step.title, role=step.role,
            organisation=step.organisation, quorum=step.quorum, needs_act=step.needs_act,
        )  # fmt: skip
    _moved(proposal, ProposalMove.PUT_FORWARD)
    about(proposal, digest=_digest_of(proposal), run=proposal.run.pk)
    return proposal


def _moved(proposal: Proposal, move: ProposalMove) -> None:
    proposal.state = state_after(proposal, move)
    proposal.save(update_fields=["state", "run"])


def state_after(proposal: Proposal, move: ProposalMove) -> ProposalState:
    """Where a move leads; the proposal is held until the act ends, and who comes second finds it moved already."""
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    try:
        return LIFE.after(ProposalState(held.state), move)
    except ValueError as moved:
        raise ValidationError(_("Somebody has just moved this proposal. Look at it again.")) from moved


def _digest_of(proposal: Proposal) -> str:
    """What is voted on besides the run: title, embargo, what is left out and withheld, and why."""
    said = [
        proposal.title.as_dict(),
        proposal.embargo_until.isoformat() if proposal.embargo_until else "",
        [(one.unit_id, one.node, one.decision, one.reason.as_dict()) for one in left_out_of(proposal)],
        [(one.variable, one.unit_id, one.decision, one.reason.as_dict()) for one in withheld_of(proposal)],
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@act(rule=may_vote, verb="vote_on_proposal")
def vote(step: ProposalStep, *, is_for: bool, authority: str = "", note: str = "", by: User) -> ApprovalVote:
    """Vote at a step. With the last vote that the chain needs the results are approved."""
    if is_for and step.needs_act and not authority.strip():
        raise ValidationError({"authority": _("Name the act: its number and date.")})
    if not is_for and not note.strip():
        raise ValidationError({"note": _("Say why you are against.")})
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=step.proposal_id)
    given = ApprovalVote.objects.create(
        step=step, voter=by, is_for=is_for, act=authority.strip() if is_for else "", note=note.strip(),
        voted_at=timezone.now(),
    )  # fmt: skip
    if current_step(steps_of(proposal)) is None:
        _moved(proposal, ProposalMove.APPROVE)
        step.proposal.state = proposal.state
    about(given, proposal=proposal.pk, is_for=is_for)
    return given


@act(rule=may_return, verb="return_proposal")
def return_proposal(proposal: Proposal, reason: str, *, by: User) -> Return:
    """Return the results with a reason. They are proposed anew once it is mended."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the results are returned.")})
    _moved(proposal, ProposalMove.RETURN)
    returned = Return.objects.create(
        proposal=proposal, reason=reason.strip(), returned_at=timezone.now(), returned_by=by
    )
    about(proposal)
    return returned


@act(rule=may_take_back, verb="take_back_proposal")
def take_back(proposal: Proposal, *, by: User) -> Proposal:
    """Take back what was proposed and is not published."""
    _moved(proposal, ProposalMove.TAKE_BACK)
    return proposal
