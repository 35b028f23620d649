"""What awaits people of conclusions: to write, to answer, to open, to reply."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.doors.desk.conclusions.rows import blocks_of_bodies
from tarazy.web.rooms.calendar.queries import calendar_of
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.enums import State
from tarazy.web.rooms.conclusions.life import REPLY, SEND_REPLY, WRITE
from tarazy.web.rooms.conclusions.models import Conclusion
from tarazy.web.rooms.conclusions.queries.clocks import clocks_of
from tarazy.web.rooms.conclusions.queries.conclusions import (
    conclusions_awaiting_reply,
    conclusions_to_answer,
    conclusions_to_write,
    own_conclusions,
    replies_to,
)
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import has_right


def to_write(user: User) -> list[Awaiting]:
    """For an assessor: one line a campaign with how many blocks are to be concluded on; each objection by itself."""
    if not has_right(user, WRITE):
        return []
    counted: dict[str, tuple[Campaign, int]] = {}
    for one in conclusions_to_write(user):
        counted[one.campaign.pk] = one.campaign, counted.get(one.campaign.pk, (one.campaign, 0))[1] + 1
    lines = [
        Awaiting(
            _("Conclusions to be written, %(campaign)s: %(count)s") % {"campaign": campaign.title, "count": count},
            reverse("desk:conclusions"), _last_day(campaign), count,
        )
        for campaign, count in counted.values()
    ]  # fmt: skip
    return lines + _lines(conclusions_to_answer(user), _("Answer the objections: %(body)s, %(campaign)s"))


def _last_day(campaign: Campaign) -> datetime.date | None:
    return next((one.closes_on for one in campaign.stages.all() if one.phase == Phase.CONCLUSIONS), None)


def to_reply(user: User) -> list[Awaiting]:
    """For the people of a body: what is to be opened and replied to; for its head, what is to be sent."""
    if not has_right(user, REPLY):
        return []
    found = list(own_conclusions(user).filter(pk__in=conclusions_awaiting_reply().values("pk")))
    words = _("Send the reply: %(body)s, %(campaign)s") if has_right(user, SEND_REPLY) else ""
    replied = [one for one in found if words and replies_to(one)]
    return _lines(replied, words) + _lines(
        [one for one in found if one not in replied], _("Reply to the conclusion: %(body)s, %(campaign)s")
    )


def _lines(found: Sequence[Conclusion], words: str) -> list[Awaiting]:
    lines, blocks = [], blocks_of_bodies(found)
    for one in found:
        clocks = clocks_of(one, calendar_of(one.campaign.organisation.place)) if one.state == State.ISSUED else None
        said = {"body": blocks[one.pk], "campaign": one.campaign.title}
        href = reverse("desk:conclusion", args=[one.pk])
        lines.append(Awaiting(words % said, href, clocks.reply_until if clocks else None))
    return lines
