"""The people of `tests.web.peopled`; campaigns of the centre: `preparing`, `pilot`, and `running` with its forms."""

from __future__ import annotations

import datetime

from django.utils import timezone

from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.campaigns.actions.conduct import assign, move_campaign
from tarazy.web.rooms.campaigns.actions.pilots import list_readiness
from tarazy.web.rooms.campaigns.actions.preparation import choose_participants, plan_stages, prepare_campaign
from tarazy.web.rooms.campaigns.enums import Kind, Move, Phase
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import criteria_of
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.models import Observation, Variable
from tarazy.web.rooms.units.models import Unit
from tests.web.peopled import organisation_called, people_kazakhstan, person, text
from tests.web.rooms.shipped import KZ, put_in_force

TEMPLATE = "campaigned"
PERIOD = "2025"
UNITS = ("KZ-43", "KZ-47", "KZ-63")


def campaigns_kazakhstan() -> None:
    people_kazakhstan()
    version = put_in_force(KZ)
    _prepared("preparing", version)
    pilot = _prepared("pilot", version, hypothesis=text("Болжам", "Гипотеза", "Shorter forms do as well."))
    list_readiness(pilot, [text("Дайын", "Готово", "Every body has submitted.")], by=person("centre.administrator"))
    running = _prepared("running", version)
    by = person("centre.administrator")
    today = timezone.localdate()
    first, last = today - datetime.timedelta(days=20), today + datetime.timedelta(days=20)
    plan_stages(running, dict.fromkeys(Phase, (first, last)), by=by)
    assign(running, Unit.objects.get(pk="KZ-43"), person("centre.assessor"), first_block(running), by=by)
    move_campaign(running, Move.APPROVE_SCHEDULE, authority="Order No. 1", by=by)
    move_campaign(running, Move.START, by=by)
    # The shipped index asks bodies nothing, so the forms are given out without its questions.
    now = timezone.now()
    Observation.objects.create(
        unit_id="KZ-47", variable=Variable.objects.order_by("pk")[0], period=PERIOD, series="target", value=1,
        recorded_at=now, recorded_by=by,
    )  # fmt: skip
    Submission.objects.bulk_create(
        Submission(campaign=running, unit_id=unit, period=PERIOD, opened_at=now, changed_at=now) for unit in UNITS
    )


def _prepared(id: str, version: Version, **pilot: LocalText) -> Campaign:
    made = prepare_campaign(
        id, Kind.ASSESSMENT, text(f"{id} қаз", f"{id} рус", id.title()), organisation_called("centre"), version, PERIOD,
        by=person("centre.administrator"), **pilot,
    )  # fmt: skip
    choose_participants(made, list(Unit.objects.filter(pk__in=UNITS)), by=person("centre.administrator"))
    return made


def first_block(campaign: Campaign) -> str:
    return next(iter(criteria_of(methodology_of(campaign.version))))
