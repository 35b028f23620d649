"""The pilot of `tests.web.verifying`, scored, with a conclusion that the oblast Kyzylorda received today, and a
commission: three members who took no part, one who assesses the oblast, one who held a post in it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.actions.evidence import Document
from tarazy.web.rooms.conclusions.actions.appeals import (
    begin_appeal,
    claim_penalty,
    claim_value,
    file_appeal,
    give_appeal_document,
)
from tarazy.web.rooms.conclusions.actions.commission import admit, cast_vote, decide
from tarazy.web.rooms.conclusions.enums import Kind, State, Way
from tarazy.web.rooms.conclusions.models import Appeal, Conclusion, Decision, Issuing, Item, Receipt
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.actions.variables import register_asked_variables
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.results.actions.computing import compute_for_campaign
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.verification.actions.penalties import open_penalty
from tests.web.cloning import TestDatabases
from tests.web.piloted import BODY, PERIOD, sample_values
from tests.web.rooms.campaigns.conftest import person
from tests.web.verifying import verifying_kazakhstan

TEMPLATE = "appealing"
OTHER = "KZ-47"
BLOCK, CLAIMED, STATISTICAL = "services", "services_on_time", "mobile_users"
ASKED = 0.9  # of the services delivered
DOCUMENT = Document("Extract of the register", link="https://adilet.zan.kz/extract")


@dataclass
class Appealing:
    campaign: Campaign
    conclusion: Conclusion
    items: dict[str, Item]
    head: User
    officer: User
    stranger: User
    administrator: User
    assessor: User
    members: list[User]
    partial: User
    former: User


def appealing_kazakhstan() -> None:
    verifying_kazakhstan()
    for model in (Unit, Organisation):  # the methodology is one of Kazakhstan
        model.objects.update(place="kz")
    centre, akimat = Organisation.objects.get(pk="centre"), Organisation.objects.get(pk="akimat-43")
    for name in ("com1", "com2", "com3", "former"):
        person(name, Role.COMMISSIONER, centre)
    person("ass", Role.COMMISSIONER, centre)
    today = timezone.localdate()
    person("former", Role.OFFICER, akimat, last_day=today - datetime.timedelta(days=1))
    campaign, system = Campaign.objects.get(), system_actor()
    register_asked_variables(methodology_of(campaign.version), by=system)
    record_observations(reported(), by=system)
    case = open_penalty(
        campaign, Unit.objects.get(pk=BODY), BLOCK, 5.0, ground="False figures.", authority="Decision No. 1",
        by=User.objects.get(username="ver1"),
    )  # fmt: skip
    run = compute_for_campaign(campaign, Reason.REQUEST, by=system).run
    conclusion = Conclusion.objects.create(
        campaign=campaign, unit_id=BODY, block=BLOCK, run=run, state=State.ISSUED, language="kk",
        begun_at=timezone.now(), begun_by=User.objects.get(username="ass"),
    )  # fmt: skip
    issue(conclusion, today)
    rows = ((Kind.LOST, "on_time", None), (Kind.PENALTY, BLOCK, case.pk), (Kind.LOST, STATISTICAL, None))
    for position, (kind, node, origin) in enumerate(rows):
        Item.objects.create(
            conclusion=conclusion, position=position, kind=kind, node=node, points_lost=1.0, text="Points lost.",
            origin_id=origin,
        )  # fmt: skip


def issue(conclusion: Conclusion, received_on: datetime.date) -> None:
    """As it went to the body and was received on a day."""
    by = User.objects.get(username="ass")
    now = timezone.now()
    at = now - (timezone.localdate() - received_on)
    Issuing.objects.create(
        conclusion=conclusion, report="Report.", language="kk", digest="0" * 64, issued_at=at, issued_by=by
    )
    Receipt.objects.create(
        conclusion=conclusion, received_on=received_on, way=Way.OPENED, recorded_at=now, recorded_by=by
    )


def reported() -> Observations:
    """The sample's values of both oblasts; in one fewer services are in time."""
    keys = [(unit, variable) for unit in (BODY, OTHER) for variable in sorted(sample_values())]
    values = [_value(unit, variable) for unit, variable in keys]
    return Observations(
        unit=Coded.of([unit for unit, _ in keys]),
        variable=Coded.of([variable for _, variable in keys]),
        period=Coded((PERIOD,)),
        breakdown=Coded(("",)),
        value=np.array(values, dtype=np.float64),
        status=Coded.of([sample_values()[variable][1] for _, variable in keys]),
        series=Coded(("self-report",)),
        source=Coded(("submission",)),
    )


def _value(unit: str, variable: str) -> float:
    value, delivered = sample_values()[variable][0], sample_values()["services_delivered"][0]
    if unit == BODY and variable == CLAIMED:
        assert delivered is not None
        return delivered * 0.5
    return np.nan if value is None else value


def asked_value() -> float:
    delivered = sample_values()["services_delivered"][0]
    assert delivered is not None
    return delivered * ASKED


def appealing_as_built() -> Appealing:
    named = {user.username: user for user in User.objects.all()}
    campaign = Campaign.objects.select_related("organisation", "version").get()
    conclusion = Conclusion.objects.select_related("unit", "campaign__organisation", "campaign__version").get()
    return Appealing(
        campaign, conclusion, {item.node: item for item in conclusion.items.all()},
        *(named[name] for name in ("head", "off", "stranger", "adm", "ass")),
        [named[f"com{number}"] for number in (1, 2, 3)], named["ass"], named["former"],
    )  # fmt: skip


@pytest.fixture(scope="module")
def appealing_template(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, appealing_kazakhstan):
        yield


@pytest.fixture
def appealing(appealing_template: None, db: None) -> Appealing:
    return appealing_as_built()


def written(world: Appealing) -> Appeal:
    """An appeal for a value and against the penalty, with a document, not filed yet."""
    appeal = begin_appeal(world.conclusion, language="kk", by=world.head)
    claim_value(appeal, world.items["on_time"], CLAIMED, "", asked_value(), "The register shows it.", by=world.head)
    claim_penalty(appeal, world.items[BLOCK], "The figures were right.", by=world.head)
    give_appeal_document(appeal, DOCUMENT, by=world.head)
    return appeal


def filed(world: Appealing) -> Appeal:
    return file_appeal(written(world), by=world.head)


def voted(world: Appealing, *granting: tuple[int, ...]) -> Appeal:
    """Admitted, with a vote of a member each: by place, the claims that the member grants."""
    appeal = admit(filed(world), by=world.members[0])
    claims = list(appeal.claims.order_by("pk"))
    for member, places in zip(world.members, granting, strict=False):
        cast_vote(appeal, [claims[place].pk for place in places], by=member)
    return appeal


def decided(world: Appealing, *granting: tuple[int, ...]) -> Decision:
    appeal = voted(world, *granting)
    return decide(appeal, "Minutes No. 7", "The register shows it.", language="kk", by=world.members[0])
