from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.campaigns.enums import Move, State
from tarazy.web.rooms.campaigns.life import LEAD, LIFE, PREPARE
from tarazy.web.rooms.campaigns.models import Assignment, Campaign
from tarazy.web.rooms.campaigns.queries import Conflict, campaigns_of, conflicts, is_assigned
from tarazy.web.rooms.methodologies.enums import State as VersionState
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import comes_into_force_on, is_in_force
from tarazy.web.rooms.people.life import READ_ALL
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import current_posts, organisations_with_right, rights_in
from tarazy.web.rooms.people.rules import is_system, rights_of
from tarazy.web.rooms.units.models import Unit

ASSIGN = "assignment.make"
NOT_PREPARED_BY_YOU = Refused(
    _("Campaigns are prepared by methodologists and administrators of the organisation that runs them.")
)


def rights_within(user: User, organisation: Organisation) -> frozenset[str]:
    """What somebody's posts of today allow in campaigns of an organisation."""
    return rights_in(user, organisation.place, organisation)


def may_prepare(user: User, organisation: Organisation) -> bool | Refused:
    """Whether somebody may prepare campaigns of an organisation."""
    if is_system(user) or PREPARE in rights_within(user, organisation):
        return True
    return NOT_PREPARED_BY_YOU


def may_prepare_campaigns(user: User) -> bool | Refused:
    """Whether somebody may prepare campaigns of any organisation."""
    return bool(organisations_with_right(user, PREPARE)) or NOT_PREPARED_BY_YOU


def may_change(user: User, campaign: Campaign) -> bool | Refused:
    """Whether somebody may change what a campaign consists of: only while it is prepared."""
    if campaign.state != State.PREPARATION:
        return Refused(_("The schedule is approved; what the campaign consists of no longer changes."))
    return may_prepare(user, campaign.organisation)


def may_copy(user: User, campaign: Campaign) -> bool | Refused:
    """Whether somebody may prepare a campaign like this one."""
    return may_prepare(user, campaign.organisation)


def may_shift_stage(user: User, campaign: Campaign) -> bool | Refused:
    """Whether somebody may move a deadline of an approved schedule, in the open and by an act."""
    if campaign.state not in (State.SCHEDULED, State.RUNNING):
        return Refused(_("Deadlines are moved once the schedule is approved and until the campaign is closed."))
    if is_system(user) or LEAD in rights_within(user, campaign.organisation):
        return True
    return Refused(_("Deadlines are moved by administrators of the organisation that runs the campaign."))


def may_move(user: User, campaign: Campaign, move: Move) -> bool | Refused:
    rights = frozenset({LEAD}) if is_system(user) else rights_within(user, campaign.organisation)
    return LIFE.may(State(campaign.state), move, rights=rights)


def may_assign(user: User, campaign: Campaign, unit: Unit, assessor: User) -> bool | Refused:
    """Whether somebody may give a body to an assessor: never to one who stands too near to it."""
    allowed = may_make_assignments(user, campaign)
    if allowed is not True:
        return allowed
    if "submission.accept" not in rights_of(assessor):
        return Refused(_("This person holds no post of an assessor today."))
    refused = refused_for(conflicts(assessor, unit, campaign))
    return True if refused is None else refused


def refused_for(near: Sequence[Conflict]) -> Refused | None:
    """Why conflicts exclude somebody from assessing a body; None where there are none."""
    if any(conflict.own for conflict in near):
        return Refused(_("Nobody assesses itself: this person holds or held a post in this body."))
    if near:
        return Refused(
            _("This person holds or held a post in a body that answers for this one or for which this one answers.")
        )
    return None


def may_make_assignments(user: User, campaign: Campaign) -> bool | Refused:
    if campaign.state not in (State.PREPARATION, State.SCHEDULED, State.RUNNING):
        return Refused(_("The campaign is over; nobody is assigned any more."))
    if is_system(user) or ASSIGN in rights_within(user, campaign.organisation):
        return True
    return Refused(_("Assessors are assigned by administrators of the organisation that runs the campaign."))


def may_end_assignment(user: User, assignment: Assignment) -> bool | Refused:
    return may_make_assignments(user, assignment.campaign)


def may_see(user: User, campaign: Campaign) -> bool | Refused:
    """Whether a campaign concerns somebody."""
    if campaigns_of(user).filter(pk=campaign.pk).exists():
        return True
    return Refused(_("This campaign concerns neither you nor your organisation."))


def may_see_progress(user: User, campaign: Campaign) -> bool | Refused:
    """Who has what, late, returned: for those who run the campaign and who read all of its place."""
    if {LEAD, PREPARE, READ_ALL} & rights_within(user, campaign.organisation):
        return True
    return Refused(_("The progress of all bodies is seen by those who run the campaign."))


def may_see_body(user: User, campaign: Campaign, unit: Unit) -> bool | Refused:
    """Whether somebody may see how one body takes part: its own people, its assessors, those who see the progress."""
    own = any(post.organisation_id == _organisation_of(unit) for post in current_posts(user))
    if own or is_assigned(user, campaign, unit):
        return True
    return may_see_progress(user, campaign)


def _organisation_of(unit: Unit) -> str | None:
    representation = getattr(unit, "representation", None)
    return representation.organisation_id if representation else None


def may_see_pilot(user: User, campaign: Campaign) -> bool | Refused:
    """Whether somebody may see what a pilot has shown so far."""
    return may_see(user, campaign) if campaign.is_pilot else Refused(_("This campaign is no pilot."))


def may_see_pilot_report(user: User, campaign: Campaign) -> bool | Refused:
    """Feedback of all and the decision report: for those who run the pilot and who read all of its place."""
    return may_see_progress(user, campaign) if campaign.is_pilot else Refused(_("This campaign is no pilot."))


def may_judge_readiness(user: User, campaign: Campaign) -> bool | Refused:
    if not campaign.is_pilot:
        return Refused(_("Only a pilot has a list of what must hold before its rule goes country-wide."))
    if campaign.state == State.CANCELLED:
        return Refused(_("The campaign is cancelled."))
    return may_prepare(user, campaign.organisation)


def may_say_feedback(user: User, campaign: Campaign) -> bool | Refused:
    if not campaign.is_pilot:
        return Refused(_("Feedback is gathered on pilots."))
    return may_see(user, campaign)


def may_change_targets(user: User, campaign: Campaign) -> bool | Refused:
    """Whether somebody may change targets of a campaign's period: its administrators, until targets are frozen."""
    if campaign.state in (State.CLOSED, State.CANCELLED):
        return Refused(_("The campaign is over; its targets no longer change."))
    frozen = campaign.targets_frozen_on
    if frozen is not None and timezone.localdate() >= frozen:
        return Refused(_("Targets of this period are frozen; none is changed any more."))
    if is_system(user) or LEAD in rights_within(user, campaign.organisation):
        return True
    return Refused(_("Targets are changed by administrators of the organisation that runs the campaign."))


def may_use(version: Version, *, is_pilot: bool) -> bool | Refused:
    """Whether a campaign may stand on a version: in force; for a pilot also put up for consultation or approved."""
    for_pilots = (VersionState.CONSULTATION, VersionState.APPROVED, VersionState.IN_FORCE)
    if is_in_force(version) or (is_pilot and version.state in for_pilots):
        return True
    if comes_into_force_on(version) is not None:
        return Refused(_("This version is not in force yet; its day is still to come."))
    if is_pilot:
        return Refused(_("A pilot needs a version that is put up for consultation, approved or in force."))
    return Refused(_("A campaign needs a version that is in force."))
