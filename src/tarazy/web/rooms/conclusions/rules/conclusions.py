from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.life import LEAD
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import conflicts, open_phases
from tarazy.web.rooms.campaigns.rules import may_see_progress, rights_within
from tarazy.web.rooms.conclusions.enums import Move, State
from tarazy.web.rooms.conclusions.life import LAPSE, LIFE, READ_APPEALS, REPLY, SEND_REPLY, WRITE
from tarazy.web.rooms.conclusions.models import Conclusion, Item, ReplyDocument
from tarazy.web.rooms.conclusions.queries.clocks import clocks_of, phases_for
from tarazy.web.rooms.conclusions.queries.conclusions import STANDING, draft_of, standing_conclusion, writes
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.life import RIGHTS
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts
from tarazy.web.rooms.people.rules import has_right, is_system
from tarazy.web.rooms.results.queries.campaign_runs import latest_run_of
from tarazy.web.rooms.units.models import Representation, Unit

NOT_YOURS = Refused(_("A conclusion is written by the assessor of this block of this body."))
NOT_OF_BODY = Refused(_("Only people of the body reply to its conclusions."))


def rights_in_body(user: User, unit: Unit) -> frozenset[str]:
    """What somebody's posts in the body itself bring."""
    body = Representation.objects.filter(unit=unit).values_list("organisation", flat=True).first()
    posts = [post for post in current_posts(user) if post.organisation_id == body]
    return frozenset(right for post in posts for right in RIGHTS[Role(post.role)])


def rights_over(user: User, conclusion: Conclusion) -> frozenset[str]:
    """What somebody may do with a conclusion: the body's people reply to it, its assessor writes and answers."""
    if is_system(user):
        return frozenset({LAPSE})
    own = rights_in_body(user, conclusion.unit) & {REPLY, SEND_REPLY}
    if own or not writes(user, conclusion.campaign, conclusion.unit, conclusion.block):
        return own
    return frozenset({WRITE})


def may_take_step(user: User, conclusion: Conclusion, move: Move) -> bool | Refused:
    """What the life says, with the rights over this conclusion and the phases that are open for it."""
    return LIFE.may(State(conclusion.state), move, rights=rights_over(user, conclusion), phases=phases_for(conclusion))


def may_see_conclusions(user: User) -> bool | Refused:
    """The lists are for those whom any conclusion can concern."""
    if has_right(user, WRITE) or has_right(user, REPLY):
        return True
    return Refused(_("Conclusions are seen by those who write them and by the bodies concerned."))


def may_see_conclusions_of(user: User, campaign: Campaign) -> bool | Refused:
    """All conclusions of a campaign: for those who see the progress of all bodies, and for the commission."""
    if READ_APPEALS in rights_within(user, campaign.organisation):
        return True
    return may_see_progress(user, campaign)


def may_read(user: User, conclusion: Conclusion) -> bool | Refused:
    """Whether somebody may read a conclusion: while it is written its assessor, then the body too, once it has
    received it, and those who see all of the campaign.
    """
    if WRITE in rights_over(user, conclusion):
        return True
    if conclusion.state == State.DRAFT:
        return Refused(_("This conclusion is being written; it is shown once it is issued."))
    if rights_in_body(user, conclusion.unit):
        return _is_received(conclusion) or Refused(_("Open the conclusion first: from this day on terms are counted."))
    return may_see_conclusions_of(user, conclusion.campaign)


def _is_received(conclusion: Conclusion) -> bool:
    clocks = clocks_of(conclusion)
    return clocks is not None and clocks.received_on is not None


def may_receive(user: User, conclusion: Conclusion) -> bool | Refused:
    """Whether somebody may open a conclusion for the body, so that it counts as received today."""
    if not {REPLY, SEND_REPLY} & rights_over(user, conclusion):
        return NOT_OF_BODY
    if conclusion.state != State.ISSUED or _is_received(conclusion):
        return Refused(_("This conclusion was received already, or was replaced by a newer one."))
    return True


def may_see(user: User, conclusion: Conclusion) -> bool | Refused:
    """Whether there is a page for somebody: to read the conclusion, or to open it for the body."""
    return True if may_receive(user, conclusion) is True else may_read(user, conclusion)


def may_begin(user: User, campaign: Campaign, unit: Unit, block: str) -> bool | Refused:
    """Whether somebody may begin a conclusion: the assessor, after a run, while conclusions are open."""
    if not writes(user, campaign, unit, block) or conflicts(user, unit, campaign):
        return NOT_YOURS
    if draft_of(campaign, unit, block) or standing_conclusion(campaign, unit, block):
        return Refused(_("There is a conclusion on this block already."))
    if Phase.CONCLUSIONS not in open_phases(campaign):
        return Refused(_("Conclusions are not open now."))
    return latest_run_of(campaign) is not None or Refused(_("Scores are not computed yet. A conclusion needs a run."))


def may_write(user: User, conclusion: Conclusion) -> bool | Refused:
    """Whether somebody may change the draft now: whoever may issue it."""
    return may_take_step(user, conclusion, Move.ISSUE)


def may_renew(user: User, conclusion: Conclusion) -> bool | Refused:
    """Whether a conclusion may be begun anew in place of this one: by its assessor, by the system after a run, by those
    who lead the campaign.
    """
    if conclusion.state not in STANDING or conclusion.campaign.state != CampaignState.RUNNING:
        return Refused(_("Only what stands in a running campaign is concluded anew."))
    if hasattr(conclusion, "replaced_by"):
        return Refused(_("A newer conclusion is being written already."))
    leads = LEAD in rights_within(user, conclusion.campaign.organisation)
    return is_system(user) or leads or WRITE in rights_over(user, conclusion) or NOT_YOURS


def may_renew_all(user: User, campaign: Campaign) -> bool | Refused:
    """Whether somebody may begin all conclusions anew whose scores a later run has changed."""
    if campaign.state != CampaignState.RUNNING:
        return Refused(_("The campaign is over."))
    if is_system(user) or LEAD in rights_within(user, campaign.organisation):
        return True
    return Refused(_("Conclusions are begun anew by administrators of the organisation that runs the campaign."))


def may_reply(user: User, conclusion: Conclusion) -> bool | Refused:
    """Whether somebody may write the reply: the body's people, while its clock runs and it is not sent."""
    if REPLY not in rights_over(user, conclusion):
        return NOT_OF_BODY
    if not _is_received(conclusion):
        return Refused(_("Open the conclusion first: from this day on terms are counted."))
    return LIFE.may(State(conclusion.state), Move.REPLY, rights={SEND_REPLY}, phases=phases_for(conclusion))


def may_reply_to(user: User, item: Item) -> bool | Refused:
    return may_reply(user, item.conclusion)


def may_read_reply_document(user: User, document: ReplyDocument) -> bool | Refused:
    """Whoever reads the conclusion opens the documents of the reply: others than the body once it is sent."""
    conclusion = document.item.conclusion
    if REPLY in rights_over(user, conclusion) or hasattr(conclusion, "reply"):
        return may_read(user, conclusion)
    return Refused(_("The reply is not sent yet."))


def may_take_back(user: User, document: ReplyDocument) -> bool | Refused:
    return may_reply(user, document.item.conclusion)


def may_send_reply(user: User, conclusion: Conclusion) -> bool | Refused:
    """The reply is sent as a whole by the head of the body."""
    allowed = may_reply(user, conclusion)
    return may_take_step(user, conclusion, Move.REPLY) if allowed is True else allowed


def may_answer(user: User, conclusion: Conclusion) -> bool | Refused:
    """Whether somebody may answer the objections: the assessor, while the campaign runs."""
    if conclusion.campaign.state != CampaignState.RUNNING:
        return Refused(_("The campaign is over."))
    return may_take_step(user, conclusion, Move.ANSWER)


def may_lapse(user: User, conclusion: Conclusion) -> bool | Refused:
    return may_take_step(user, conclusion, Move.LAPSE)


def may_keep_clocks(user: User) -> bool | Refused:
    return is_system(user) or Refused(_("The system keeps the clocks by itself."))
