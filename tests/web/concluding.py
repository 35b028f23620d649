"""The pilot of `tests.web.verifying`, scored, with penalty points on a block of the oblast Kyzylorda and an earlier
recommendation to it; nothing is concluded yet.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.actions.replying import receive_conclusion, reply_to_item, send_reply
from tarazy.web.rooms.conclusions.actions.writing import begin_conclusion, issue_conclusion, save_draft
from tarazy.web.rooms.conclusions.enums import Kind, Stance
from tarazy.web.rooms.conclusions.models import Conclusion
from tarazy.web.rooms.conclusions.queries.conclusions import conclusion_numbered, items_of
from tarazy.web.rooms.conclusions.queries.drafts import Advice, Draft, DraftItem, draft_in
from tarazy.web.rooms.followup.actions import open_recommendation
from tarazy.web.rooms.followup.enums import Kind as Told
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.actions.variables import register_asked_variables
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.results.actions.computing import compute_for_campaign
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.verification.actions.penalties import open_penalty
from tests.web.appealing import reported
from tests.web.cloning import TestDatabases
from tests.web.piloted import BODY
from tests.web.verifying import verifying_kazakhstan

TEMPLATE = "concluding"
BLOCK = "services"
REPORT = "Бөлік бойынша есеп."


@dataclass
class Concluding:
    campaign: Campaign
    unit: Unit
    assessor: User
    officer: User
    head: User
    administrator: User
    stranger: User


def concluding_kazakhstan() -> None:
    verifying_kazakhstan()
    campaign, system = Campaign.objects.get(), system_actor()
    register_asked_variables(methodology_of(campaign.version), by=system)
    record_observations(reported(), by=system)
    unit = Unit.objects.get(pk=BODY)
    open_penalty(
        campaign, unit, BLOCK, 5.0, ground="False figures.", authority="Decision No. 1",
        by=User.objects.get(username="ver1"),
    )  # fmt: skip
    open_recommendation(
        unit, Told.RECOMMENDATION, "Answer every complaint in time.", language="en", deadline=in_days(60),
        organisation=campaign.organisation, origin=("test", "1"), by=system,
    )  # fmt: skip
    computed_anew(campaign)


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def computed_anew(campaign: Campaign) -> Run:
    return compute_for_campaign(campaign, Reason.REQUEST, by=system_actor()).run


def concluding_as_built() -> Concluding:
    named = {user.username: user for user in User.objects.all()}
    return Concluding(
        Campaign.objects.select_related("organisation", "version").get(), Unit.objects.get(pk=BODY),
        *(named[name] for name in ("ass", "off", "head", "adm", "stranger")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def concluding_template(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, concluding_kazakhstan):
        yield


@pytest.fixture
def concluding(concluding_template: None, db: None) -> Concluding:
    return concluding_as_built()


def again(conclusion: Conclusion) -> Conclusion:
    """The conclusion as it is stored now."""
    found = conclusion_numbered(conclusion.pk)
    assert found is not None
    return found


def begun(world: Concluding, block: str = BLOCK) -> Conclusion:
    return begin_conclusion(world.campaign, world.unit, block, language="kk", by=world.assessor)


def complete(conclusion: Conclusion) -> Draft:
    """What was prefilled, with a report, a remark and a recommendation."""
    remark = DraftItem(kind=Kind.REMARKED, node=conclusion.block, text="Есеп кеш берілді.")
    return Draft(
        report=REPORT,
        items=(*draft_in(conclusion).items, remark),
        advice=(Advice(text="Қызметті мерзімінде көрсету.", deadline=in_days(90), node=conclusion.block),),
    )


def issued(world: Concluding, block: str = BLOCK) -> Conclusion:
    conclusion = begun(world, block)
    saved = save_draft(conclusion, complete(conclusion), edition=1, by=world.assessor)
    return again(issue_conclusion(saved, edition=2, by=world.assessor))


def received(world: Concluding, block: str = BLOCK) -> Conclusion:
    conclusion = issued(world, block)
    receive_conclusion(conclusion, by=world.officer)
    return again(conclusion)


def said(conclusion: Conclusion, world: Concluding, objecting: int = 1) -> None:
    """Every item is replied to; the first ones are objected to."""
    for place, item in enumerate(items_of(conclusion)):
        stance = Stance.OBJECTS if place < objecting else Stance.AGREES
        reply_to_item(item, stance, "Құжат басқа мәнді көрсетеді.", language="kk", edition=0, by=world.officer)


def replied(world: Concluding, objecting: int = 1) -> Conclusion:
    conclusion = received(world)
    said(conclusion, world, objecting)
    send_reply(conclusion, by=world.head)
    return again(conclusion)
