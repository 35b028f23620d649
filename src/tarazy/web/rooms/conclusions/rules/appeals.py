from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.calendar.queries import calendar_of
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.life import LEAD
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import open_phases
from tarazy.web.rooms.campaigns.rules import may_see, may_see_body, rights_within
from tarazy.web.rooms.conclusions.enums import AppealMove, AppealState, Outcome, Round
from tarazy.web.rooms.conclusions.life import APPEAL_LIFE, FILE, READ_APPEALS, REPLY, VOTE
from tarazy.web.rooms.conclusions.models import Appeal, AppealDocument, Claim, Conclusion
from tarazy.web.rooms.conclusions.queries.appeals import last_decision, round_of, standing_appeal
from tarazy.web.rooms.conclusions.queries.commission import commission_of, quorum_of, took_part, votes_of
from tarazy.web.rooms.conclusions.queries.conclusions import STANDING
from tarazy.web.rooms.conclusions.queries.terms import filing_deadline, may_still_be_complained_of
from tarazy.web.rooms.conclusions.rules.conclusions import may_see_conclusions_of, rights_in_body
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import has_right, is_system

TOOK_PART = Refused(
    _("You took part in the assessment of this body or hold a post close to it, so you do not decide on its appeal.")
)
VOTED_BEFORE = Refused(_("You voted on the appeal; others decide on the complaint."))


def is_of_body(user: User, appeal: Appeal) -> bool:
    """Whether somebody holds a post today in the body that appeals."""
    return bool(rights_in_body(user, appeal.conclusion.unit))


def _rights_over(user: User, conclusion: Conclusion) -> frozenset[str]:
    """The head of the body files; members of the commission of the campaign read and vote."""
    of_commission = rights_within(user, conclusion.campaign.organisation) & {READ_APPEALS, VOTE}
    return (rights_in_body(user, conclusion.unit) & {FILE}) | of_commission


def _phases(conclusion: Conclusion) -> frozenset[str]:
    """The phases open for an appeal; who is concluded on anew keeps the right of appeal while the campaign runs."""
    campaign = conclusion.campaign
    renewed = conclusion.replaces_id is not None and campaign.state == CampaignState.RUNNING
    return open_phases(campaign) | ({Phase.APPEALS.value} if renewed else set())


def _may_move(user: User, appeal: Appeal, move: AppealMove) -> bool | Refused:
    rights = _rights_over(user, appeal.conclusion)
    return APPEAL_LIFE.may(AppealState(appeal.state), move, rights=rights, phases=_phases(appeal.conclusion))


def may_see_own_list(user: User) -> bool | Refused:
    """The list of appeals is for those whom any can concern: heads and officers, members of a commission."""
    if any(has_right(user, right) for right in (FILE, READ_APPEALS, REPLY)):
        return True
    return Refused(_("Appeals are seen by the bodies that file them and by members of the commission."))


def may_see_appeal(user: User, appeal: Appeal) -> bool | Refused:
    """Both sides see an appeal with its clocks: the body, its assessors, the commission, those who run the campaign.
    Until it is filed it is the body's own.
    """
    if is_of_body(user, appeal):
        return True
    if appeal.filed_at is None:
        return Refused(_("This appeal is not filed yet; until then only the body itself sees it."))
    campaign = appeal.conclusion.campaign
    seen = may_see_conclusions_of(user, campaign)
    return True if seen is True else may_see_body(user, campaign, appeal.conclusion.unit)


def may_see_votes(user: User, appeal: Appeal) -> bool | Refused:
    """Who voted how is seen by the commission and by those who run the campaign, once it is decided."""
    if last_decision(appeal) is None:
        return Refused(_("Votes are shown when the decision is made."))
    return may_see_conclusions_of(user, appeal.conclusion.campaign)


def may_see_movement(user: User, appeal: Appeal) -> bool | Refused:
    """Whose rank a decision has changed is open to everybody whom the campaign concerns."""
    if last_decision(appeal) is None:
        return Refused(_("There is no decision on this appeal yet."))
    return may_see(user, appeal.conclusion.campaign)


def may_begin_appeal(user: User, conclusion: Conclusion) -> bool | Refused:
    """Whether somebody may write an appeal: the head of the body, against a conclusion that stands, once."""
    rights, phases = _rights_over(user, conclusion), _phases(conclusion)
    allowed = APPEAL_LIFE.may(AppealState.DRAFT, AppealMove.FILE, rights=rights, phases=phases)
    if allowed is not True:
        return allowed
    calendar = calendar_of(conclusion.campaign.organisation.place)
    if conclusion.state not in STANDING or filing_deadline(conclusion, calendar) is None:
        return Refused(_("An appeal is filed against a conclusion that the body has received and that stands."))
    return standing_appeal(conclusion) is None or Refused(_("There is an appeal against this conclusion already."))


def may_file(user: User, appeal: Appeal) -> bool | Refused:
    return _may_move(user, appeal, AppealMove.FILE)


def may_change_claim(user: User, claim: Claim) -> bool | Refused:
    """What an appeal asks for changes until it is filed."""
    return may_file(user, claim.appeal)


def may_change_document(user: User, appeal_document: AppealDocument) -> bool | Refused:
    return may_file(user, appeal_document.appeal)


def may_read_document(user: User, appeal_document: AppealDocument) -> bool | Refused:
    """Whoever sees the appeal opens its documents."""
    return may_see_appeal(user, appeal_document.appeal)


def may_withdraw(user: User, appeal: Appeal) -> bool | Refused:
    return _may_move(user, appeal, AppealMove.WITHDRAW)


def may_complain(user: User, appeal: Appeal) -> bool | Refused:
    """Whether the body may ask once more: within its term, if the decision did not grant everything."""
    allowed = _may_move(user, appeal, AppealMove.COMPLAIN)
    if allowed is not True:
        return allowed
    decision = last_decision(appeal)
    if decision is None or decision.outcome == Outcome.GRANTED:
        return Refused(_("Everything that was asked for is granted."))
    calendar = calendar_of(appeal.conclusion.campaign.organisation.place)
    return may_still_be_complained_of(decision, calendar) or Refused(
        _("The time for a complaint has passed; the decision is final.")
    )


def _may_judge(user: User, appeal: Appeal, move: AppealMove) -> bool | Refused:
    """Whether somebody may take a step of the commission: no one who took part."""
    allowed = _may_move(user, appeal, move)
    if allowed is not True:
        return allowed
    if took_part(user, appeal):
        return TOOK_PART
    if round_of(appeal) == Round.COMPLAINT:
        seat = next((one for one in commission_of(appeal).seats if one.member.pk == user.pk), None)
        return VOTED_BEFORE if seat is None or seat.is_excluded else True
    return True


def may_take_step(user: User, appeal: Appeal, move: AppealMove) -> bool | Refused:
    """What the life says; what comes too late the system itself does not admit."""
    if is_system(user) and move == AppealMove.REFUSE:
        return appeal.state == AppealState.FILED
    return _may_move(user, appeal, move)


def may_admit(user: User, appeal: Appeal) -> bool | Refused:
    return _may_judge(user, appeal, AppealMove.ADMIT)


def may_refuse(user: User, appeal: Appeal) -> bool | Refused:
    """A member says why an appeal is not admitted; what is late the system refuses itself."""
    return is_system(user) or _may_judge(user, appeal, AppealMove.REFUSE)


def may_vote(user: User, appeal: Appeal) -> bool | Refused:
    """Whether somebody may vote now: once in a round."""
    again = appeal.state == AppealState.COMPLAINED
    allowed = _may_judge(user, appeal, AppealMove.VOTE_AGAIN if again else AppealMove.VOTE)
    if allowed is not True:
        return allowed
    if votes_of(appeal, round_of(appeal)).filter(member=user).exists():
        return Refused(_("You have voted already; a vote is not changed."))
    return True


def may_decide(user: User, appeal: Appeal) -> bool | Refused:
    """Whether somebody may enter the decision: a member who may vote, once there are enough votes."""
    again = appeal.state == AppealState.COMPLAINED
    allowed = _may_judge(user, appeal, AppealMove.DECIDE_FINALLY if again else AppealMove.DECIDE)
    if allowed is not True:
        return allowed
    enough = votes_of(appeal, round_of(appeal)).count() >= quorum_of(appeal.conclusion.campaign)
    return enough or Refused(_("There are not enough votes for a decision yet."))


def may_set_quorum(user: User, campaign: Campaign) -> bool | Refused:
    """How many votes decide is laid down by an act, which an administrator of the campaign enters."""
    if campaign.state in (CampaignState.CLOSED, CampaignState.CANCELLED):
        return Refused(_("The campaign is over; no further quorum is entered."))
    if LEAD in rights_within(user, campaign.organisation):
        return True
    return Refused(_("The quorum is entered by administrators of the organisation that runs the campaign."))
