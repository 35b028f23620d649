"""The clocks of a conclusion, the same for both sides: when it was received, until when a body may reply."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from tarazy.web.rooms.calendar.queries import Calendar, calendar_of
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.models import Stage
from tarazy.web.rooms.campaigns.queries import open_phases
from tarazy.web.rooms.conclusions.enums import State
from tarazy.web.rooms.conclusions.life import RECEIVED_AFTER_DAYS, REPLY_DAYS
from tarazy.web.rooms.conclusions.models import Conclusion


@dataclass(frozen=True)
class Clocks:
    """`received_on` None: not received yet; it will count as received on `held_received_on`. `days_left`: working days
    until the last day of the reply, negative once it has passed.
    """

    issued_on: datetime.date
    received_on: datetime.date | None
    held_received_on: datetime.date
    reply_from: datetime.date
    reply_until: datetime.date
    days_left: int

    def may_reply_on(self, day: datetime.date) -> bool:
        return self.reply_from <= day <= self.reply_until


def clocks_of(conclusion: Conclusion, calendar: Calendar | None = None) -> Clocks | None:
    """The clocks of an issued conclusion; None while it is being written."""
    issuing = getattr(conclusion, "issuing", None)
    if issuing is None:
        return None
    calendar, today = calendar or calendar_of(conclusion.campaign.organisation.place), timezone.localdate()
    issued_on = timezone.localtime(issuing.issued_at).date()
    held = calendar.add_working_days(issued_on, RECEIVED_AFTER_DAYS)
    receipt = getattr(conclusion, "receipt", None)
    received = receipt.received_on if receipt else held if today >= held else None
    until = calendar.add_working_days(received or held, REPLY_DAYS)
    stage = _stage_of_replies(conclusion)
    if stage is not None:
        until = max(until, stage.closes_on)
    begins = issued_on if stage is None else max(issued_on, stage.opens_on)
    return Clocks(issued_on, received, held, begins, until, calendar.working_days_between(today, until))


def _stage_of_replies(conclusion: Conclusion) -> Stage | None:
    return next((one for one in conclusion.campaign.stages.all() if one.phase == Phase.REPLY), None)


def phases_for(conclusion: Conclusion) -> frozenset[str]:
    """The phases that are open for one conclusion. Each has its own clock of reply, and one that comes in place of an
    earlier one is written whenever the campaign runs: who is scored anew keeps the right of reply.
    """
    campaign, today = conclusion.campaign, timezone.localdate()
    found = set(open_phases(campaign)) - {Phase.REPLY.value}
    if campaign.state != CampaignState.RUNNING:
        return frozenset(found)
    if conclusion.replaces_id is not None:
        found.add(Phase.CONCLUSIONS.value)
    clocks = clocks_of(conclusion)
    if clocks is not None and clocks.may_reply_on(today):
        found.add(Phase.REPLY.value)
    return frozenset(found)


def is_reply_over(conclusion: Conclusion) -> bool:
    """Whether a body has let the time of its reply pass."""
    clocks = clocks_of(conclusion)
    return conclusion.state == State.ISSUED and clocks is not None and timezone.localdate() > clocks.reply_until


def received_by_time(found: Iterable[Conclusion]) -> list[Conclusion]:
    """Those of some that nobody opened and that count as received by now."""
    unopened = [(one, clocks_of(one)) for one in found if getattr(one, "receipt", None) is None]
    return [one for one, clocks in unopened if clocks is not None and clocks.received_on is not None]
