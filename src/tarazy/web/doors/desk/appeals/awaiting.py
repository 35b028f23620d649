"""What of appeals awaits a person, for the first page of the desk."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.doors.desk.conclusions.rows import blocks_of_bodies
from tarazy.web.rooms.calendar.queries import Calendar, calendar_of
from tarazy.web.rooms.conclusions.enums import AppealMove, AppealState
from tarazy.web.rooms.conclusions.life import FILE, READ_APPEALS
from tarazy.web.rooms.conclusions.models import Appeal
from tarazy.web.rooms.conclusions.queries.appeals import own_appeals
from tarazy.web.rooms.conclusions.queries.commission import waiting_for
from tarazy.web.rooms.conclusions.queries.conclusions import STANDING, own_conclusions
from tarazy.web.rooms.conclusions.queries.terms import filing_deadline, terms_of
from tarazy.web.rooms.conclusions.rules.appeals import may_begin_appeal, may_complain, may_file
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import has_right


def before_commission(user: User) -> list[Awaiting]:
    """The appeals on which a member's own step is next."""
    if not has_right(user, READ_APPEALS):
        return []
    words = {
        AppealMove.ADMIT: _("Look at an appeal and admit it: %(body)s"),
        AppealMove.VOTE: _("Vote on an appeal: %(body)s"),
        AppealMove.VOTE_AGAIN: _("Vote on a complaint: %(body)s"),
        AppealMove.DECIDE: _("Enter the decision on an appeal: %(body)s"),
        AppealMove.DECIDE_FINALLY: _("Enter the final decision on an appeal: %(body)s"),
    }
    return _lines((appeal, words[move]) for appeal, move in waiting_for(user))


def own_terms(user: User) -> list[Awaiting]:
    """What a head may still do: appeal against a conclusion, file what is written, complain of a decision."""
    if not has_right(user, FILE):
        return []
    asked = {
        AppealState.DRAFT: (may_file, _("File the appeal that is being written: %(body)s")),
        AppealState.DECIDED: (may_complain, _("The decision on your appeal can be complained of: %(body)s")),
    }
    own = [(one, *asked[AppealState(one.state)]) for one in own_appeals(user) if one.state in asked]
    found = _lines((one, words) for one, may, words in own if may(user, one) is True)
    standing = list(own_conclusions(user).filter(state__in=STANDING))
    blocks = blocks_of_bodies(standing)
    for conclusion in standing:
        until = filing_deadline(conclusion, calendar_of(conclusion.campaign.organisation.place))
        if until is not None and may_begin_appeal(user, conclusion) is True:
            label = _("A conclusion can be appealed against: %(body)s") % {"body": blocks[conclusion.pk]}
            found.append(Awaiting(label, reverse("desk:begin_appeal", args=[conclusion.pk]), until.day))
    return [one for one in found if not one.is_overdue]


def _lines(found: Iterable[tuple[Appeal, str]]) -> list[Awaiting]:
    """Each appeal with what is to be done and until when."""
    calendars: dict[str, Calendar] = {}
    lines, listed = [], list(found)
    blocks = blocks_of_bodies([appeal.conclusion for appeal, _words in listed])
    for appeal, words in listed:
        place = appeal.conclusion.campaign.organisation.place
        if place not in calendars:
            calendars[place] = calendar_of(place)
        running = next((one.deadline.day for one in terms_of(appeal, calendars[place]) if one.is_running), None)
        href = reverse("desk:appeal", args=[appeal.pk])
        lines.append(Awaiting(words % {"body": blocks[appeal.conclusion_id]}, href, running))
    return lines
