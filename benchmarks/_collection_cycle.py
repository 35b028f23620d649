"""A campaign of its own for the benchmark of collection: bodies, forms, officers who are signed in.

The shipped pilot is assessed. Its thirty-one bodies are too few, so further sample districts stand beside them, with
the figures of last year and the targets of a shipped one.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from tarazy.engine.load import load_methodology
from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.model.observations import Observations
from tarazy.engine.run.questions import Question
from tarazy.exchange.place import read_place
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.campaigns.actions.conduct import move_campaign
from tarazy.web.rooms.campaigns.actions.preparation import choose_participants, plan_stages, prepare_campaign
from tarazy.web.rooms.campaigns.enums import Kind, Move, Phase
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.actions.filling import open_submissions
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.questions import questions_of
from tarazy.web.rooms.methodologies.actions import move_version, register_version
from tarazy.web.rooms.methodologies.enums import Move as VersionMove
from tarazy.web.rooms.observatory.actions.recording import record_observations, register_variables
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import Organisation, Post, User
from tarazy.web.rooms.people.queries import DEMO, system_actor
from tarazy.web.rooms.units.actions import register_units
from tarazy.web.rooms.units.models import Representation, Unit

METHODOLOGY: Final = "kz/local-pilot/2026.1"
PLACE: Final = "kz-pilot"
PERIOD: Final = "2026"
MODEL: Final = "KZ-434600"  # the district that the sample districts are copies of
OFFICERS_A_BODY: Final = 2
BEGUN: Final = datetime.date(2026, 1, 5)


@dataclass(frozen=True)
class Asked:
    """A cell that an officer fills in, and which numbers can be its answer."""

    variable: str
    breakdown: str
    low: float
    high: float
    only: tuple[float, ...]

    @property
    def prefix(self) -> str:
        return f"{self.variable}.{self.breakdown}" if self.breakdown else self.variable


@dataclass(frozen=True)
class Seat:
    """An officer who is signed in and works at one block of the form of their body."""

    user: int
    session: str
    submission: int
    path: str
    cells: tuple[Asked, ...]


def seats(officers: int) -> list[Seat]:
    """Make the campaign and sign its officers in, two of them at the same block of each body."""
    units = _units(-(-officers // OFFICERS_A_BODY))
    campaign = _campaign(units)
    found = []
    for number, submission in enumerate(Submission.objects.select_related("unit").order_by("pk")):
        asked = list(questions_of(campaign.version, submission.unit, PERIOD).values())
        blocks = list(dict.fromkeys(question.block for question in asked))
        block = blocks[number % len(blocks)]
        cells = tuple(_asked(question) for question in asked if question.block == block)
        for which in range(OFFICERS_A_BODY):
            user = _officer(submission.unit, which)
            path = f"/en/desk/forms/{submission.pk}/blocks/{block}/"
            found.append(Seat(user.pk, _session(user), submission.pk, path, cells))
    return found[:officers]


def _units(count: int) -> list[Unit]:
    """The shipped bodies and as many sample districts as are wanted, each with an organisation of its own."""
    by = system_actor(DEMO)
    place = read_place(Path(shipped_folder("data"), PLACE))
    register_units(place, by=by)
    register_variables(place, by=by)
    model = Unit.objects.get(pk=MODEL)
    shipped = list(Unit.objects.filter(kind=model.kind).order_by("pk")[:count])
    made = [
        Unit(
            id=f"KZ-S{number:04}", place=model.place, kind=model.kind, peer_group=model.peer_group,
            parent_id=model.parent_id, name=_text(f"Sample district {number}"),
        )
        for number in range(count - len(shipped))
    ]  # fmt: skip
    Unit.objects.bulk_create(made)
    record_observations(_figures([unit.pk for unit in made]), by=by)
    units = shipped + made
    organisations = [
        Organisation(id=f"akimat-{unit.pk.lower()}", place=PLACE, kind=OrganisationKind.ASSESSED, name=unit.name)
        for unit in units
    ]
    Organisation.objects.bulk_create(organisations)
    Representation.objects.bulk_create(
        Representation(organisation=one, unit=unit) for one, unit in zip(organisations, units, strict=True)
    )
    return units


def _text(words: str) -> LocalText:
    return LocalText(kk=words, ru=words, en=words)


def _figures(samples: list[str]) -> Observations:
    """What was known before the period, of the shipped bodies, and the model's figures for each sample district."""
    import polars as pl

    path = Path(shipped_folder("data"), PLACE, "observations.csv")
    frame = pl.read_csv(path, schema_overrides={"period": pl.String})
    frame = frame.with_columns(pl.col("status", "source").fill_null(""))
    before = frame.filter((pl.col("period") < PERIOD) | (pl.col("series") == "target"))
    model = before.filter(pl.col("unit") == MODEL)
    copies = [model.with_columns(pl.lit(one).alias("unit")) for one in samples]
    return observations_from_frame(pl.concat([before, *copies]))


def _campaign(units: list[Unit]) -> Campaign:
    """Running, collection open today, every form given out."""
    by = system_actor(DEMO)
    version = register_version(load_methodology(METHODOLOGY), by=by)
    move_version(version, VersionMove.CONSULT, by=by)
    centre = Organisation.objects.create(
        id="centre", place=PLACE, kind=OrganisationKind.CENTRE, name=_text("Sample centre")
    )
    administrator = _person("administrator", centre, Role.ADMINISTRATOR)
    campaign = prepare_campaign(
        "load", Kind.ASSESSMENT, _text("Sample campaign"), centre, version, PERIOD,
        hypothesis=_text("Two cores are enough."), by=administrator,
    )  # fmt: skip
    choose_participants(campaign, units, by=administrator)
    today = timezone.localdate()
    days = dict.fromkeys(Phase, (today, today + datetime.timedelta(days=30)))
    plan_stages(campaign, days, by=administrator)
    move_campaign(campaign, Move.APPROVE_SCHEDULE, authority="Sample order No. 1", by=administrator)
    move_campaign(campaign, Move.START, by=administrator)
    open_submissions(campaign, PERIOD, by=administrator)
    return campaign


def _officer(unit: Unit, which: int) -> User:
    organisation = Organisation.objects.get(representation__unit=unit)
    return _person(f"officer-{unit.pk.lower()}-{which}", organisation, Role.OFFICER)


def _person(username: str, organisation: Organisation, role: Role) -> User:
    user = User.objects.create(username=username, full_name=username, email=f"{username}@example.kz")
    Post.objects.create(user=user, organisation=organisation, role=role, first_day=BEGUN)
    return user


def _session(user: User) -> str:
    """The key of a session, as signing in makes it, without the seconds that a password takes to be tried."""
    client = Client()
    with translation.override("en"):
        client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _asked(question: Question) -> Asked:
    low, high = (question.range.low, question.range.high) if question.range else (0.0, 99_999.0)
    return Asked(question.variable, question.breakdown, low, high, question.only_values)
