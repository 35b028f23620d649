"""What awaits those who run campaigns: schedules to be approved, days that come near, forms that are late."""

from __future__ import annotations

import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.rooms.campaigns.enums import Move, Phase, State
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import campaigns_of, stages_of
from tarazy.web.rooms.campaigns.rules import may_change, may_move, may_see_progress
from tarazy.web.rooms.collection.queries.progress import late_forms
from tarazy.web.rooms.people.models import User

SOON: Final = datetime.timedelta(days=14)


def campaigns(user: User) -> list[Awaiting]:
    seen = campaigns_of(user).filter(state__in=(State.PREPARATION, State.SCHEDULED, State.RUNNING))
    rows = list(seen.prefetch_related("stages"))
    late = late_forms([one for one in rows if one.state == State.RUNNING])
    found: list[Awaiting] = []
    for campaign in rows:
        if campaign.state != State.RUNNING:
            found += _to_be_begun(user, campaign)
        elif may_see_progress(user, campaign) is True:
            found += [*_ending(campaign), *_late(campaign, late.get(campaign.pk, 0))]
    return found


def _to_be_begun(user: User, campaign: Campaign) -> list[Awaiting]:
    """A schedule that the person can approve, a campaign to be started, or one that they still prepare."""
    stages = stages_of(campaign)
    first_day = min((stage.opens_on for stage in stages), default=None)
    said, href = {"title": campaign.title}, reverse("desk:campaign", args=[campaign.pk])
    if may_move(user, campaign, Move.START) is True:
        return [Awaiting(_("To be started: %(title)s") % said, href, first_day)]
    if stages and may_move(user, campaign, Move.APPROVE_SCHEDULE) is True:
        return [Awaiting(_("Schedule to be approved: %(title)s") % said, href, first_day)]
    if may_change(user, campaign) is True:
        return [Awaiting(_("In preparation: %(title)s") % said, href, first_day)]
    return []


def _ending(campaign: Campaign) -> list[Awaiting]:
    """Stages that end soon."""
    today = timezone.localdate()
    return [
        Awaiting(
            _("Stage that ends: %(phase)s, %(title)s") % {"phase": stage.get_phase_display(), "title": campaign.title},
            reverse("desk:campaign", args=[campaign.pk]),
            stage.closes_on,
        )
        for stage in stages_of(campaign)
        if stage.opens_on <= today <= stage.closes_on <= today + SOON
    ]


def _late(campaign: Campaign, count: int) -> list[Awaiting]:
    if not count:
        return []
    text = ngettext("%(count)s form is late: %(title)s", "%(count)s forms are late: %(title)s", count)
    since = next(stage.closes_on for stage in campaign.stages.all() if stage.phase == Phase.COLLECTION)
    progress = reverse("desk:campaign_progress", args=[campaign.pk])
    return [Awaiting(text % {"count": count, "title": campaign.title}, f"{progress}?show=late", since, count)]
