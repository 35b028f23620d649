"""How every campaign of the demonstration begins: participants, days, assessors, schedule, start, forms."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from tarazy.cli.demo.samples import ORDER
from tarazy.web.rooms.campaigns.actions.conduct import assign, move_campaign
from tarazy.web.rooms.campaigns.actions.preparation import choose_participants, plan_stages
from tarazy.web.rooms.campaigns.enums import Move, Phase
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import criteria_of
from tarazy.web.rooms.collection.actions.filling import open_submissions
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Unit

Days = Mapping[Phase, tuple[datetime.date, datetime.date]]


def start(campaign: Campaign, units: Sequence[Unit], days: Days, *, by: User, assessor: User | None = None) -> Campaign:
    """`assessor`: of every block of every body, which gets its form; None: of a campaign that asks bodies nothing."""
    choose_participants(campaign, units, by=by)
    plan_stages(campaign, days, by=by)
    if assessor is not None:
        for block in criteria_of(methodology_of(campaign.version)):
            for unit in units:
                assign(campaign, unit, assessor, block, by=by)
    move_campaign(campaign, Move.APPROVE_SCHEDULE, authority=ORDER, by=by)
    move_campaign(campaign, Move.START, by=by)
    if assessor is not None:
        open_submissions(campaign, campaign.period, by=by)
    return campaign
