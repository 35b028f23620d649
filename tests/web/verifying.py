"""The pilot with two bodies' forms certified as the shipped sample has them, and verifiers of the centre.

Cells are written directly: how they are filled in is tried by the tests of collection.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.enums import State as SubmissionState
from tarazy.web.rooms.collection.models import Cell, CellChange, Evidence, Submission
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.verification.actions.findings import find
from tarazy.web.rooms.verification.actions.samples import assign_items, draw_sample, publish_frame
from tarazy.web.rooms.verification.enums import Design, Verdict
from tarazy.web.rooms.verification.models import Sample
from tarazy.web.rooms.verification.queries.findings import worklist
from tarazy.web.rooms.verification.queries.frames import Plan
from tests.web.cloning import TestDatabases
from tests.web.piloted import pilot_kazakhstan, sample_values
from tests.web.rooms.campaigns.conftest import person

TEMPLATE = "verifying"
SEED = "lottery of 1 July: 7 14 21 28 35 42"
AMOUNTS = "services_delivered"


@dataclass
class Verifying:
    campaign: Campaign
    administrator: User
    verifiers: list[User]
    near: User
    officer: User
    assessor: User
    stranger: User


def verifying_kazakhstan() -> None:
    pilot_kazakhstan()
    centre, akimat = Organisation.objects.get(pk="centre"), Organisation.objects.get(pk="akimat-43")
    for name in ("ver1", "ver2", "ver3"):
        person(name, Role.VERIFIER, centre)
    person("near", Role.VERIFIER, centre)
    officer = person("near", Role.OFFICER, akimat)
    now = timezone.now()
    for submission in Submission.objects.order_by("unit"):
        for number, (variable, (value, status)) in enumerate(sorted(sample_values().items())):
            same = {"value": value, "status": status, "origin": Origin.TYPED, "changed_at": now, "changed_by": officer}
            cell = Cell.objects.create(submission=submission, variable=variable, **same)
            CellChange.objects.create(cell=cell, edition=1, **same)
            if number % 2:
                Evidence.objects.create(
                    cell=cell, title="Report", file=f"{number:064d}", file_name="r.pdf", given_at=now, given_by=officer
                )
    Submission.objects.update(state=SubmissionState.CERTIFIED)


def verifying_as_built() -> Verifying:
    named = {user.username: user for user in User.objects.all()}
    return Verifying(
        Campaign.objects.select_related("organisation", "version").get(),
        named["adm"],
        [named["ver1"], named["ver2"], named["ver3"]],
        *(named[name] for name in ("near", "off", "ass", "stranger")),
    )


@pytest.fixture(scope="module")
def verifying_template(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, verifying_kazakhstan):
        yield


@pytest.fixture
def verifying(verifying_template: None, db: None) -> Verifying:
    return verifying_as_built()


def drawn(world: Verifying, wanted: int = 10, second_share: float = 0.2) -> Sample:
    """A simple random sample, drawn and not shared out yet."""
    plan = Plan(Design.SIMPLE, wanted, second_share=second_share)
    frame = publish_frame(world.campaign, plan, by=world.verifiers[0])
    return draw_sample(frame, SEED, by=world.verifiers[0])


def shared_out(world: Verifying, wanted: int = 10, second_share: float = 0.2) -> Sample:
    sample = drawn(world, wanted, second_share)
    assign_items(sample, world.verifiers, by=world.administrator)
    return sample


def confirm_all(world: Verifying) -> None:
    """Whatever is still to be checked is confirmed."""
    for verifier in world.verifiers:
        for assignment in worklist(verifier):
            find(assignment.item, Verdict.CONFIRMED, by=verifier)
