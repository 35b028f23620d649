from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.methodology import INDEX
from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.campaigns.enums import Kind as CampaignKind
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import is_assigned, open_phases
from tarazy.web.rooms.campaigns.rules import may_see_progress, rights_within
from tarazy.web.rooms.collection.enums import Move, State
from tarazy.web.rooms.collection.life import ACCEPT, FILL, FIND, LIFE, READ, RETURN
from tarazy.web.rooms.collection.models import Cell, Evidence, Submission
from tarazy.web.rooms.collection.queries.remarks import cell_of
from tarazy.web.rooms.followup.life import GIVE
from tarazy.web.rooms.followup.queries import bodies_seen_by
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.life import READ_ALL, RIGHTS
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts
from tarazy.web.rooms.people.rules import is_system, rights_of
from tarazy.web.rooms.remarks.models import Remark

OF_ASSESSORS = frozenset({READ, RETURN, ACCEPT})


def rights_in_body(user: User, submission: Submission) -> set[str]:
    """What somebody may do with a submission as one of the body's own people."""
    representation = getattr(submission.unit, "representation", None)
    body = representation.organisation_id if representation else None
    posts = [post for post in current_posts(user) if post.organisation_id == body]
    found = {right for post in posts for right in RIGHTS[Role(post.role)] if right not in OF_ASSESSORS}
    return found | {READ} if posts else found


def rights_over(user: User, submission: Submission) -> frozenset[str]:
    """What somebody may do with a submission: the body's people what their role brings, its assessors what theirs does,
    and nobody else anything but read: verifiers of the campaign and those who run it.
    """
    found = rights_in_body(user, submission)
    if is_assigned(user, submission.campaign, submission.unit):
        found |= OF_ASSESSORS
    verifies = FIND in rights_within(user, submission.campaign.organisation)
    if verifies or may_see_progress(user, submission.campaign) is True:
        found.add(READ)
    return frozenset(found)


def may_read(user: User, submission: Submission) -> bool | Refused:
    """Whether somebody may see what a body reports, before it is published."""
    if READ in rights_over(user, submission):
        return True
    return Refused(_("What a body reports is seen by its own people, its assessors and those who run the campaign."))


def may_see_forms(user: User) -> bool:
    """Whether forms concern somebody at all: who fills in, certifies, assesses or verifies."""
    return bool({FILL, READ} & rights_of(user))


def may_see_monitored(user: User, form: Submission) -> bool | Refused:
    """Whether somebody may see how a body's year goes: who reads its form, and who looks at its work from above."""
    if form.campaign.kind != CampaignKind.MONITORING:
        return Refused(_("This form is not one of monitoring within the year."))
    if bodies_seen_by(user).filter(pk=form.unit_id).exists():
        return True
    return may_read(user, form)


def may_see_monitoring(user: User) -> bool | Refused:
    """Whether monitoring concerns somebody at all."""
    return bool({FILL, READ, GIVE, READ_ALL} & rights_of(user)) or Refused(
        _("Monitoring is seen by the bodies themselves, by those who answer for them and by those who run it.")
    )


def may_see_monitoring_of(user: User, monitoring: Campaign) -> bool | Refused:
    """Whether somebody may see how the year goes for any body of a campaign; the page shows those that they may see."""
    if monitoring.kind != CampaignKind.MONITORING:
        return Refused(_("This campaign is not one of monitoring within the year."))
    if may_see_progress(user, monitoring) is True:
        return True
    seen = monitoring.participants.filter(unit__in=bodies_seen_by(user).values("pk"))
    return seen.exists() or Refused(_("None of the bodies that you look after takes part in this campaign."))


def may_read_history(user: User, cell: Cell) -> bool | Refused:
    """Whoever reads the form reads what stood in a cell before, and who wrote it."""
    return may_read(user, cell.submission)


def may_open(user: User, campaign: Campaign) -> bool | Refused:
    """Whether somebody may give the bodies of a campaign their forms."""
    if campaign.state != CampaignState.RUNNING:
        return Refused(_("Forms are given out once the campaign has started."))
    if is_system(user) or "campaign.lead" in rights_within(user, campaign.organisation):
        return True
    return Refused(_("Forms are given out by administrators of the organisation that runs the campaign."))


def is_with_its_body(submission: Submission) -> bool | Refused:
    """Whether a form is still, or again, with the body that fills it in."""
    if submission.state in (State.DRAFT, State.RETURNED):
        return True
    return Refused(_("The form is submitted. Take it back, or wait until it is returned, to change it."))


def may_fill(user: User, submission: Submission) -> bool | Refused:
    """Whether somebody may write into a form now: the body's people, while it is theirs and collection is open."""
    if FILL not in rights_in_body(user, submission):
        return Refused(_("Only people of this body fill in its form."))
    if isinstance(refusal := is_with_its_body(submission), Refused):
        return refusal
    if Phase.COLLECTION not in open_phases(submission.campaign):
        return Refused(_("Collection is not open now. What is missing is told to those who run the campaign."))
    return True


def may_read_evidence(user: User, evidence: Evidence) -> bool | Refused:
    """Whoever reads a form opens its documents."""
    return may_read(user, evidence.cell.submission)


def may_change_evidence(user: User, evidence: Evidence) -> bool | Refused:
    return may_fill(user, evidence.cell.submission)


def may_note_links(user: User) -> bool | Refused:
    return is_system(user) or Refused(_("The system tries links by itself."))


def may_remark(user: User, cell: Cell) -> bool | Refused:
    """Whoever reads a form may write beside its cells, whatever its state: that is where questions are answered."""
    return may_read(user, cell.submission)


def may_settle_remark(user: User, remark: Remark) -> bool | Refused:
    """Whether somebody may say that a remark on a cell is settled: whoever made it, or an assessor of the body."""
    cell = cell_of(remark)
    if cell is None:
        return Refused(_("This remark stands beside no cell of a form."))
    rights = rights_over(user, cell.submission)
    if RETURN in rights or (READ in rights and remark.said_by_id == user.pk):
        return True
    return Refused(_("A remark is settled by whoever made it, or by an assessor of the body."))


def may_move(user: User, submission: Submission, move: Move) -> bool | Refused:
    """What the life says, with the rights over this submission and the phases that are open now."""
    return LIFE.may(
        State(submission.state), move, rights=rights_over(user, submission), phases=open_phases(submission.campaign)
    )


def may_submit(user: User, submission: Submission) -> bool | Refused:
    return may_move(user, submission, Move.SUBMIT)


def may_take_back(user: User, submission: Submission) -> bool | Refused:
    return may_move(user, submission, Move.TAKE_BACK)


def may_certify(user: User, submission: Submission) -> bool | Refused:
    return may_move(user, submission, Move.CERTIFY)


def may_return(user: User, submission: Submission) -> bool | Refused:
    return may_move(user, submission, Move.RETURN)


def may_accept_block(user: User, submission: Submission, block: str) -> bool | Refused:
    """Whether somebody may accept what a body reports in a block: its assessor, once the head has certified it.

    What the index itself asks, as for a gate, belongs to no block: any assessor of the body accepts it.
    """
    if submission.state != State.CERTIFIED:
        return Refused(_("A form is accepted once the head of the body has certified it."))
    if submission.campaign.state != CampaignState.RUNNING:
        return Refused(_("The campaign does not run; its forms stay as they are."))
    if is_assigned(user, submission.campaign, submission.unit, "" if block == INDEX else block):
        return True
    return Refused(_("This block of the body is assigned to somebody else."))
