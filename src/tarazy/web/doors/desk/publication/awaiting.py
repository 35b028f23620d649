"""What awaits those who propose and approve results."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import has_right
from tarazy.web.rooms.publication.life import APPROVE, PROPOSE
from tarazy.web.rooms.publication.models import Proposal
from tarazy.web.rooms.publication.queries.proposals import drafts_of, proposals_awaiting


def votes(user: User) -> list[Awaiting]:
    """Results on which the person is to vote now."""
    if not has_right(user, APPROVE):
        return []
    return [
        Awaiting(
            _("To vote on: %(title)s") % {"title": proposal.title},
            reverse("desk:vote_on_proposal", args=[step.pk]),
            _last_day(proposal),
        )
        for proposal, step in proposals_awaiting(user)
    ]


def drafts(user: User) -> list[Awaiting]:
    """Results that the person has begun to propose and not put forward."""
    if not has_right(user, PROPOSE):
        return []
    return [
        Awaiting(
            _("To be put forward: %(title)s") % {"title": proposal.title},
            reverse("desk:proposal", args=[proposal.pk]),
            _last_day(proposal),
        )
        for proposal in drafts_of(user)
    ]


def _last_day(proposal: Proposal) -> datetime.date | None:
    """The last day of approval, as the schedule has it."""
    stages = proposal.campaign.stages.all()
    return next((stage.closes_on for stage in stages if stage.phase == Phase.APPROVAL), None)
