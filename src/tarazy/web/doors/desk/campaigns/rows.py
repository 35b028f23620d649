"""What tables of a campaign show of its schedule and of who takes part."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.calendar.queries import calendar_of
from tarazy.web.rooms.campaigns.enums import State, Treatment
from tarazy.web.rooms.campaigns.models import Campaign, Participant, Stage
from tarazy.web.rooms.campaigns.queries import participants_of, stages_of, why_no_working_day
from tarazy.web.ui.written import long_date


@dataclass(frozen=True)
class StageRow:
    """A phase with its days. `left`: working days until its end while it is open; `off`: which day is none, and why."""

    stage: Stage
    is_open: bool
    is_past: bool
    left: int | None
    off: str


def stage_rows(campaign: Campaign) -> list[StageRow]:
    stages, today = stages_of(campaign), timezone.localdate()
    place = campaign.organisation.place
    calendar = calendar_of(place)
    free = why_no_working_day(place, {day for one in stages for day in (one.opens_on, one.closes_on)})
    return [
        StageRow(
            one,
            runs := campaign.state == State.RUNNING and one.opens_on <= today <= one.closes_on,
            one.closes_on < today,
            calendar.working_days_between(today, one.closes_on) if runs else None,
            _off(one, free),
        )
        for one in stages
    ]


def _off(stage: Stage, free: dict[datetime.date, str]) -> str:
    if stage.closes_on in free:
        return _("Its last day is no working day: %(name)s") % {"name": free[stage.closes_on]}
    if stage.opens_on in free:
        return _("Its first day is no working day: %(name)s") % {"name": free[stage.opens_on]}
    return ""


@dataclass(frozen=True)
class ParticipantRow:
    """A body and how it takes part, with the reason where it is not simply assessed."""

    participant: Participant
    reason: str


def participant_rows(campaign: Campaign) -> list[ParticipantRow]:
    """Who takes part, those first who are not simply assessed."""
    rows = [ParticipantRow(one, _reason(one)) for one in participants_of(campaign)]
    return sorted(rows, key=lambda row: (not row.reason, sort_key(str(row.participant.unit.name))))


def _reason(one: Participant) -> str:
    if one.treatment == Treatment.ASSESSED:
        return ""
    return treatment_reason(datetime.date.fromisoformat(one.reason), str(one.successor.name) if one.successor else "")


def treatment_reason(ended: datetime.date, successor: str) -> str:
    """What the half-year rule makes of a body that ended within the period."""
    words = {"day": long_date(ended), "unit": successor}
    if successor:
        return _("Until %(day)s, in the first half of the period; assessed within %(unit)s") % words
    return _("Until %(day)s, in the second half of the period or without a successor; analysed only") % words
