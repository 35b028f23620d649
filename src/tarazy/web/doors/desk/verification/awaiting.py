"""What awaits verifiers: items to check, differences to settle, samples to be drawn."""

from __future__ import annotations

import datetime
from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import campaigns_of, open_phases
from tarazy.web.rooms.collection.life import FIND
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import has_right
from tarazy.web.rooms.verification.life import ASSIGN
from tarazy.web.rooms.verification.queries.findings import (
    campaign_of,
    items_to_settle,
    samples_to_share_out,
    worklist,
)
from tarazy.web.rooms.verification.queries.frames import frames_of
from tarazy.web.rooms.verification.rules import may_assign_items, may_draw, may_publish_frame, may_settle


def items(user: User) -> list[Awaiting]:
    """How many items a verifier has still to check, one line a campaign."""
    if not has_right(user, FIND):
        return []
    campaigns: dict[str, Campaign] = {}
    counts: Counter[str] = Counter()
    for assignment in worklist(user):
        campaign = campaign_of(assignment.item)
        campaigns[campaign.pk] = campaign
        counts[campaign.pk] += 1
    return [
        Awaiting(
            ngettext("%(count)s item to check: %(title)s", "%(count)s items to check: %(title)s", count)
            % {"count": count, "title": campaigns[id].title},
            reverse("desk:worklist"),
            _last_day(campaigns[id]),
            count,
        )
        for id, count in counts.items()
    ]


def samples(user: User) -> list[Awaiting]:
    """For verifiers of the organisation that runs a campaign: lists to draw from, differences to settle, or that no
    sample is planned though re-verification is open.
    """
    if not has_right(user, FIND):
        return []
    found = []
    for campaign in campaigns_of(user).filter(stages__phase=Phase.VERIFICATION).prefetch_related("stages"):
        if Phase.VERIFICATION not in open_phases(campaign) or may_publish_frame(user, campaign) is not True:
            continue
        said, day = {"title": campaign.title}, _last_day(campaign)
        page = reverse("desk:verification", args=[campaign.pk])
        frames = list(frames_of(campaign))
        if not frames:
            found.append(Awaiting(_("No sample is planned yet: %(title)s") % said, page, day))
        found += [
            Awaiting(_("A sample is to be drawn: %(title)s") % said, reverse("desk:sample", args=[frame.pk]), day)
            for frame in frames
            if may_draw(user, frame) is True
        ]
        found += [
            Awaiting(_("Two checks differ: %(title)s") % said, reverse("desk:settle_item", args=[item.pk]), day)
            for item in items_to_settle(campaign, user)
            if may_settle(user, item) is True
        ]
    return found


def to_share_out(user: User) -> list[Awaiting]:
    """For administrators of the organisation that runs a campaign: samples of which nobody checks anything yet."""
    if not has_right(user, ASSIGN):
        return []
    return [
        Awaiting(
            _("A sample is to be shared out: %(title)s") % {"title": sample.frame.campaign.title},
            reverse("desk:sample", args=[sample.frame_id]),
            _last_day(sample.frame.campaign),
        )
        for sample in samples_to_share_out()
        if may_assign_items(user, sample) is True
    ]


def _last_day(campaign: Campaign) -> datetime.date | None:
    return next((one.closes_on for one in campaign.stages.all() if one.phase == Phase.VERIFICATION), None)
