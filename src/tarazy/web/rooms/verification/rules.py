from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import conflicts, is_assigned, open_phases
from tarazy.web.rooms.campaigns.rules import may_see, may_see_progress, rights_within
from tarazy.web.rooms.collection.life import FIND
from tarazy.web.rooms.collection.models import Evidence
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import has_right, is_system
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.verification.enums import Move
from tarazy.web.rooms.verification.life import CLOSE, DRAW, LIFE, PENALISE
from tarazy.web.rooms.verification.models import Assignment, Frame, PenaltyCase, Sample, SampleItem
from tarazy.web.rooms.verification.queries.findings import campaign_of, is_to_settle, open_assignment
from tarazy.web.rooms.verification.queries.frames import closing_of, state_of

NOT_OPEN = Refused(_("Re-verification is not open now."))
CLOSED = Refused(_("Re-verification of this campaign is closed."))


def _is_open(campaign: Campaign) -> bool | Refused:
    if closing_of(campaign) is not None:
        return CLOSED
    return True if Phase.VERIFICATION in open_phases(campaign) else NOT_OPEN


def may_see_samples(user: User, campaign: Campaign) -> bool | Refused:
    """The lists by their hashes and the seeds: for everybody whom the campaign concerns, and for verifiers."""
    return True if has_right(user, FIND) else may_see(user, campaign)


def may_see_findings(user: User, campaign: Campaign) -> bool | Refused:
    """Error rates, items and penalties of all bodies: for its verifiers and for those who run the campaign."""
    return True if FIND in rights_within(user, campaign.organisation) else may_see_progress(user, campaign)


def may_see_worklist(user: User) -> bool | Refused:
    return has_right(user, FIND) or Refused(_("Only verifiers have items to check."))


def may_publish_frame(user: User, campaign: Campaign) -> bool | Refused:
    """Whether somebody may publish a list from which a sample is to be drawn."""
    if DRAW not in rights_within(user, campaign.organisation):
        return Refused(_("Samples are drawn by verifiers of the organisation that runs the campaign."))
    return _is_open(campaign)


def _may_move(user: User, frame: Frame, move: Move) -> bool | Refused:
    campaign = frame.campaign
    rights = rights_within(user, campaign.organisation)
    return LIFE.may(state_of(frame), move, rights=rights, phases=open_phases(campaign))


def may_draw(user: User, frame: Frame) -> bool | Refused:
    return _may_move(user, frame, Move.DRAW)


def may_assign_items(user: User, sample: Sample) -> bool | Refused:
    return _may_move(user, sample.frame, Move.ASSIGN)


def may_reassign(user: User, assignment: Assignment) -> bool | Refused:
    return may_assign_items(user, assignment.item.sample)


def may_verify(verifier: User, unit: Unit, campaign: Campaign) -> bool | Refused:
    """Whether somebody may check what a body reports: nobody checks itself, nor what they assess."""
    if not has_right(verifier, FIND):
        return Refused(_("This person holds no post of a verifier today."))
    if conflicts(verifier, unit, campaign):
        return Refused(_("Nobody verifies itself: this person holds or held a post in this body or close to it."))
    if is_assigned(verifier, campaign, unit):
        return Refused(_("Whoever assesses a body does not verify it."))
    return True


def may_see_item(user: User, item: SampleItem) -> bool | Refused:
    """Whether somebody may see a drawn item with what the body says of it."""
    if item.assignments.filter(verifier=user, ended_at=None).exists():
        return True
    unit, campaign = item.item.change.cell.submission.unit, campaign_of(item)
    if FIND in rights_within(user, campaign.organisation) and not conflicts(user, unit, campaign):
        return True
    return may_see_progress(user, campaign)


def may_open_document(user: User, item: SampleItem, evidence: Evidence) -> bool | Refused:
    """Whoever sees an item opens the documents of its value, even one who sees nothing else of the form."""
    return evidence.cell_id == item.item.change.cell_id and may_see_item(user, item)


def may_find(user: User, item: SampleItem) -> bool | Refused:
    """Whether somebody may say what they found: who was given the item and has not said it yet."""
    allowed = _is_open(campaign_of(item))
    if allowed is not True:
        return allowed
    if open_assignment(user, item) is None:
        return Refused(_("This item is not yours to check, or you have checked it already."))
    return may_verify(user, item.item.change.cell.submission.unit, campaign_of(item))


def may_settle(user: User, item: SampleItem) -> bool | Refused:
    """Whether somebody may say what holds where two blind checks differ: a third verifier of the organisation."""
    campaign = campaign_of(item)
    allowed = _is_open(campaign)
    if allowed is not True:
        return allowed
    if not is_to_settle(item):
        return Refused(_("There is nothing to settle: a check is missing, or both agree, or it is settled."))
    if any(finding.verifier_id == user.pk for finding in item.findings.all()):
        return Refused(_("A third person settles what two verifiers found differently."))
    if FIND not in rights_within(user, campaign.organisation):
        return Refused(_("Differences are settled by verifiers of the organisation that runs the campaign."))
    return may_verify(user, item.item.change.cell.submission.unit, campaign)


def may_write_penalties(user: User, campaign: Campaign) -> bool | Refused:
    """Whether somebody may open penalty cases in a campaign at all."""
    if campaign.state != CampaignState.RUNNING:
        return Refused(_("Penalty cases are opened while the campaign runs."))
    if PENALISE in rights_within(user, campaign.organisation):
        return True
    return Refused(_("Penalty cases are opened by verifiers of the organisation that runs the campaign."))


def may_open_penalty(user: User, campaign: Campaign, unit: Unit) -> bool | Refused:
    """Whether somebody may open a penalty case on a body: nobody on itself; the system at the close, as the methodology
    says.
    """
    if is_system(user) and campaign.state == CampaignState.RUNNING:
        return True
    allowed = may_write_penalties(user, campaign)
    return may_verify(user, unit, campaign) if allowed is True else allowed


def may_cancel_penalty(user: User, case: PenaltyCase) -> bool | Refused:
    """A case is cancelled by a decision that somebody else enters than who opened it; by the system upon an appeal."""
    if getattr(case, "cancellation", None) is not None:
        return Refused(_("This penalty case is cancelled already."))
    if is_system(user):
        return True
    if case.opened_by_id == user.pk:
        return Refused(_("Whoever opened a penalty case does not cancel it."))
    if CLOSE not in rights_within(user, case.campaign.organisation):
        return Refused(_("Penalty cases are cancelled by administrators of the organisation that runs the campaign."))
    if conflicts(user, case.unit, case.campaign):
        return Refused(_("Nobody cancels penalty points of a body in which or close to which they hold a post."))
    return True


def may_close_verification(user: User, campaign: Campaign) -> bool | Refused:
    """Whether somebody may end verification, so that what was found becomes observations."""
    if CLOSE not in rights_within(user, campaign.organisation):
        return Refused(_("Re-verification is closed by administrators of the organisation that runs the campaign."))
    return _is_open(campaign)
