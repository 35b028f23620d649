"""The pilot in the middle of its year: a campaign of monitoring of the second quarter of 2026, its forms given out.

The oblast has certified the first quarter. Targets and last year stand as the shipped sample has them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tarazy.exchange.forms.form import Answer
from tarazy.web.rooms.campaigns.actions.conduct import assign, move_campaign
from tarazy.web.rooms.campaigns.actions.preparation import choose_participants, plan_stages, prepare_campaign
from tarazy.web.rooms.campaigns.enums import Kind, Move, Phase
from tarazy.web.rooms.campaigns.life import PHASES
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.actions.filling import Change, explain_finding, open_submissions, save_cells
from tarazy.web.rooms.collection.actions.moving import move_submission
from tarazy.web.rooms.collection.enums import Move as FormMove
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.forms import Asked, form_of, held_back_by
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.units.models import Unit
from tests.web.cloning import TestDatabases
from tests.web.piloted import BODY, campaign_blocks, pilot_kazakhstan, sample_values
from tests.web.rooms.campaigns.conftest import text

TEMPLATE = "monitored"
FIRST, SECOND = "2026-Q1", "2026-Q2"


@dataclass
class Monitoring:
    """`form`: the oblast's of the second quarter."""

    campaign: Campaign
    form: Submission
    administrator: User
    officer: User
    head: User
    assessor: User
    stranger: User


def monitored_kazakhstan() -> None:
    pilot_kazakhstan()
    first = quarter(FIRST)
    certify(Submission.objects.get(campaign=first, unit=BODY), {"jobs_created": 1000.0, "own_revenue": 1.0e7})
    move_campaign(first, Move.CLOSE, by=User.objects.get(username="adm"))
    quarter(SECOND)


def quarter(period: str) -> Campaign:
    """A campaign of monitoring that runs today, of both oblasts."""
    by, centre = User.objects.get(username="adm"), Organisation.objects.get(pk="centre")
    made = prepare_campaign(
        f"m-{period.lower()}", Kind.MONITORING, text(f"Monitoring {period}"), centre, Version.objects.get(), period,
        hypothesis=text("Early warnings come in time."), by=by,
    )  # fmt: skip
    choose_participants(made, list(Unit.objects.filter(pk__in=[BODY, "KZ-47"])), by=by)
    today = timezone.localdate()
    plan_stages(made, dict.fromkeys(PHASES[Kind.MONITORING], (today, today + datetime.timedelta(days=9))), by=by)
    move_campaign(made, Move.APPROVE_SCHEDULE, authority="Order No. 2", by=by)
    move_campaign(made, Move.START, by=by)
    open_submissions(made, period, by=by)
    for block in campaign_blocks(made):
        assign(made, Unit.objects.get(pk=BODY), User.objects.get(username="ass"), block, by=by)
    return made


def certify(submission: Submission, given: Mapping[str, float | None]) -> Submission:
    """Every cell answered as the shipped sample has it for the year unless given otherwise (None: missing), findings
    explained, sent and certified.
    """
    officer, head = User.objects.get(username="off"), User.objects.get(username="head")
    changes = []
    for cell in form_of(Asked(submission)).cells.values():
        variable = cell.question.variable
        value, status = (given[variable], "") if variable in given else sample_values()[variable]
        answer = Answer(value, status) if value is not None else Answer(None, status or "O")
        changes.append(Change(cell.question.variable, cell.question.breakdown, 0, answer))
    saved = save_cells(submission, changes, origin=Origin.TYPED, by=officer)
    assert not saved.refused, [problem.in_language("en") for _, problems in saved.refused for problem in problems]
    for finding in held_back_by(Asked(submission)):
        assert finding.severity == "explain", finding.in_language("en")
        explain_finding(submission, finding.case, "So it is.", by=officer)
    move_submission(submission, FormMove.SUBMIT, by=officer)
    move_submission(submission, FormMove.CERTIFY, by=head)
    return submission


def past_its_day(campaign: Campaign, days: int = 3) -> None:
    closing = timezone.localdate() - datetime.timedelta(days=days)
    campaign.stages.filter(phase=Phase.COLLECTION).update(opens_on=closing, closes_on=closing)


def as_built() -> Monitoring:
    campaign = Campaign.objects.select_related("organisation", "version").get(period=SECOND)
    form = Submission.objects.select_related("unit", "campaign__version", "campaign__organisation").get(
        campaign=campaign, unit=BODY
    )
    people = (User.objects.get(username=name) for name in ("adm", "off", "head", "ass", "stranger"))
    return Monitoring(campaign, form, *people)


@pytest.fixture(scope="module")
def with_monitoring(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, monitored_kazakhstan):
        yield


@pytest.fixture
def monitoring(with_monitoring: None, db: None) -> Monitoring:
    return as_built()
