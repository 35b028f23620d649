"""The pilot for trial in three oblasts, running, with its forms given out: one oblast's people and its assessor.

It is built once a session, as a template of databases.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tarazy.engine.load import load_methodology
from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.model.observations import Observations
from tarazy.exchange.forms.form import Answer
from tarazy.web.rooms.campaigns.actions.conduct import assign, move_campaign
from tarazy.web.rooms.campaigns.actions.preparation import choose_participants, plan_stages, prepare_campaign
from tarazy.web.rooms.campaigns.enums import Kind, Move, Phase
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import criteria_of
from tarazy.web.rooms.collection.actions.filling import Change, explain_finding, open_submissions, save_cells
from tarazy.web.rooms.collection.actions.moving import move_submission
from tarazy.web.rooms.collection.enums import Move as FormMove
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Evidence, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, form_of, held_back_by
from tarazy.web.rooms.collection.queries.submissions import cells_of
from tarazy.web.rooms.methodologies.actions import move_version, register_version
from tarazy.web.rooms.methodologies.enums import Move as VersionMove
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Unit
from tests.web.cloning import TestDatabases
from tests.web.rooms.campaigns.conftest import organisation, person, text
from tests.web.rooms.shipped import demo, register_place

TEMPLATE = "piloted"
PLACE, METHODOLOGY, PERIOD, BODY = "kz-pilot", "kz/local-pilot/2026.1", "2026", "KZ-43"


@cache
def sample_values() -> Mapping[str, tuple[float | None, str]]:
    """What the shipped sample says the oblast reports: value and status by variable."""
    path = Path(shipped_folder("data"), PLACE, "submissions.csv")
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["unit"] == BODY and row["period"] == PERIOD]
    return {row["variable"]: (float(row["value"]) if row["value"] else None, row["status"]) for row in rows}


@cache
def figures_before() -> Observations:
    """The shipped figures without what the bodies report for the period: last year's, and the targets."""
    frame = pl.read_csv(
        Path(shipped_folder("data"), PLACE, "observations.csv"), schema_overrides={"period": pl.String}
    ).with_columns(pl.col("status", "source").fill_null(""))
    return observations_from_frame(frame.filter((pl.col("period") < PERIOD) | (pl.col("series") == "target")))


@dataclass
class Pilot:
    campaign: Campaign
    submission: Submission
    administrator: User
    officer: User
    head: User
    assessor: User
    stranger: User


def open_now(campaign: Campaign, by: User) -> None:
    """A schedule in which collection is open today and everything else has its days after it."""
    today = timezone.localdate()
    days = {phase: (today, today + datetime.timedelta(days=30)) for phase in Phase}
    plan_stages(campaign, days, by=by)


def pilot_kazakhstan() -> None:
    """Everything through acts."""
    register_place(PLACE)
    record_observations(figures_before(), by=demo())
    version = register_version(load_methodology(METHODOLOGY), by=demo())
    move_version(version, VersionMove.CONSULT, by=demo())
    centre = organisation("centre", OrganisationKind.CENTRE)
    centre.place = PLACE
    centre.save()
    body = organisation("akimat-43", OrganisationKind.ASSESSED, unit=BODY, scope=BODY)
    other = organisation("akimat-47", OrganisationKind.ASSESSED, unit="KZ-47")
    ministry = organisation("ministry", OrganisationKind.ASSESSING)
    administrator, assessor = person("adm", Role.ADMINISTRATOR, centre), person("ass", Role.ASSESSOR, ministry)
    campaign = prepare_campaign(
        "pilot-2026", Kind.ASSESSMENT, text("Pilot of 2026"), centre, version, PERIOD,
        hypothesis=text("Forms that know what is known take half the time."), by=administrator,
    )  # fmt: skip
    choose_participants(campaign, list(Unit.objects.filter(pk__in=[BODY, "KZ-47"])), by=administrator)
    open_now(campaign, administrator)
    move_campaign(campaign, Move.APPROVE_SCHEDULE, authority="Order No. 1", by=administrator)
    move_campaign(campaign, Move.START, by=administrator)
    open_submissions(campaign, PERIOD, by=administrator)
    for block in campaign_blocks(campaign):
        assign(campaign, Unit.objects.get(pk=BODY), assessor, block, by=administrator)
    person("off", Role.OFFICER, body)
    person("head", Role.HEAD, body)
    person("stranger", Role.OFFICER, other)
    User.objects.filter(username="off").update(full_name="Айгерім Сәрсен")
    User.objects.filter(username="head").update(full_name="Ерлан Жұмабай")


def pilot_as_built() -> Pilot:
    """What the template holds, as the rows of this test's database."""
    campaign = Campaign.objects.select_related("organisation", "version").get()
    return Pilot(
        campaign,
        Submission.objects.get(campaign=campaign, unit=BODY),
        *(User.objects.get(username=name) for name in ("adm", "off", "head", "ass", "stranger")),
    )


def campaign_blocks(campaign: Campaign) -> list[str]:
    return list(criteria_of(methodology_of(campaign.version)))


def filled(pilot: Pilot) -> Submission:
    """Every cell answered as the shipped sample has it, with evidence where it is asked for, and findings explained."""
    given = sample_values()
    changes = []
    for cell in form_of(Asked(pilot.submission)).cells.values():
        value, status = given[cell.question.variable]
        answer = Answer(agreement="confirmed") if cell.known else Answer(value, status)
        changes.append(Change(cell.question.variable, cell.question.breakdown, 0, answer))
    saved = save_cells(pilot.submission, changes, origin=Origin.WORKBOOK, by=pilot.officer)
    assert not saved.refused, [problem.in_language("en") for _, problems in saved.refused for problem in problems]
    for number, cell in enumerate(cells_of(pilot.submission).values()):
        Evidence.objects.create(
            cell=cell, title="Report", file=f"{number:064d}", file_name=f"{number}.pdf", given_at=cell.changed_at,
            given_by=pilot.officer,
        )  # fmt: skip
    for finding in held_back_by(Asked(pilot.submission)):
        assert finding.severity == "explain", finding.in_language("en")
        explain_finding(pilot.submission, finding.case, "As reported to the maslikhat.", by=pilot.officer)
    return pilot.submission


def certified(pilot: Pilot) -> Submission:
    move_submission(filled(pilot), FormMove.SUBMIT, by=pilot.officer)
    move_submission(pilot.submission, FormMove.CERTIFY, by=pilot.head)
    return pilot.submission


@pytest.fixture(scope="module")
def piloted(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, pilot_kazakhstan):
        yield


@pytest.fixture
def pilot(piloted: None, db: None) -> Pilot:
    return pilot_as_built()
