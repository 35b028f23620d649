"""Observations are recorded once, never changed, corrected by revisions with a reason, and can be read as of then."""

from __future__ import annotations

import time
from collections import Counter

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry, Seal
from tarazy.web.journal.proof import prove
from tarazy.web.rooms.observatory.actions.recording import record_observations, register_variables
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.observatory.queries import places, values
from tarazy.web.rooms.observatory.queries import variables as asked
from tarazy.web.rooms.observatory.queries.recorded import engine_observations
from tarazy.web.rooms.people.models import User
from tests.web.rooms.shipped import demo, observations, place, register_place, some_observations

pytestmark = pytest.mark.django_db
LIFE = "life_expectancy"


@pytest.fixture
def kz(db: None) -> None:
    register_place("kz")


def test_the_shipped_figures_are_recorded_in_one_statement_and_about_a_second(kz: None) -> None:
    begun = time.perf_counter()
    came = record_observations(observations("kz"), by=demo())
    taken = time.perf_counter() - begun
    assert (came.new, came.revised, came.same) == (13453, 0, 0)
    assert taken < 5, f"{taken:.1f} s"
    seal = Seal.objects.get(table_name=Observation._meta.db_table)
    assert seal.row_count == 13453
    entry = Entry.objects.get(verb="record_observations")
    assert (entry.room, entry.actor, entry.seals) == ("observatory", demo().pk, [seal.pk])
    assert prove().holds


def test_recording_again_says_nothing_new(kz: None) -> None:
    record_observations(observations("kz"), by=demo())
    assert record_observations(observations("kz"), by=demo()).same == 13453
    assert Observation.objects.count() == 13453
    assert all(table.is_empty for table in places.unregistered(place("kz")))


def test_what_was_recorded_is_what_the_file_says(kz: None) -> None:
    given = observations("kz")
    record_observations(given, by=demo())
    back = engine_observations(given.variable.names, given.unit.names)
    assert back.at(0).recorded_at
    rows = [
        Counter(table.at(row)._replace(place="", recorded_at="") for row in range(len(table)))
        for table in (given, back)
    ]
    assert rows[0] == rows[1]


def test_a_correction_needs_a_reason_and_becomes_a_revision(kz: None) -> None:
    first = some_observations(("KZ-10", LIFE, "2023", 73.5), ("KZ-11", LIFE, "2023", 74.0), source="bns_odk_life")
    record_observations(first, by=demo())
    before = timezone.now()
    second = some_observations(("KZ-10", LIFE, "2023", 73.9), ("KZ-11", LIFE, "2023", 74.0), source="bns_odk_life")
    with pytest.raises(ValidationError, match=r"recorded as 73\.5 and given as 73\.9") as refused:
        record_observations(second, by=demo())
    assert len(refused.value.messages) == 1
    assert Observation.objects.count() == 2
    came = record_observations(second, reason="Corrected by the Bureau on 1 March", by=demo())
    assert (came.new, came.revised, came.same) == (0, 1, 1)
    [now] = values.values_in(LIFE, "2023", units=["KZ-10"])
    [then] = values.values_in(LIFE, "2023", units=["KZ-10"], as_of=before)
    assert (now.value, now.revision, now.reason) == (73.9, 2, "Corrected by the Bureau on 1 March")
    assert (then.value, then.revision) == (73.5, 1)
    assert [row.value for row in values.revisions_of("KZ-10", LIFE, "2023")] == [73.5, 73.9]
    assert engine_observations([LIFE], ["KZ-10"], before).at(0).value == 73.5


def test_every_unknown_id_is_named_and_nothing_is_recorded(kz: None) -> None:
    wrong = some_observations(
        ("KZ-99", LIFE, "2023", 1.0), ("KZ-10", "life_expectansy", "2023", 2.0), ("KZ-10", LIFE, "2023", 3.0)
    )
    with pytest.raises(ValidationError) as refused:
        record_observations(wrong, by=demo())
    assert [message.split(" is ")[0] for message in refused.value.messages] == [
        "Unit KZ-99",
        "Variable life_expectansy",
    ]
    assert not Observation.objects.exists()


@pytest.mark.parametrize(("revision", "value"), [(1, 70.0), (3, 73.9)])
def test_a_revision_that_is_recorded_otherwise_or_is_not_the_next_one_is_refused(
    kz: None, revision: int, value: float
) -> None:
    record_observations(some_observations(("KZ-10", LIFE, "2023", 73.5)), by=demo())
    wrong = some_observations(("KZ-10", LIFE, "2023", value), revision=revision, reason="x")
    with pytest.raises(ValidationError, match=f"Revision {revision} of KZ-10, {LIFE}, 2023 is recorded otherwise"):
        record_observations(wrong, reason="y", by=demo())
    assert Observation.objects.count() == 1


def test_an_empty_value_keeps_its_status(kz: None) -> None:
    record_observations(some_observations(("KZ-71", "local_roads_good_share", "2023", None), status="M"), by=demo())
    [value] = values.values_in("local_roads_good_share", "2023")
    assert (value.value, value.status) == (None, "M")


def test_a_person_neither_registers_nor_records(kz: None) -> None:
    person = User.objects.create(username="aigerim")
    with pytest.raises(Denied):
        record_observations(some_observations(("KZ-10", LIFE, "2023", 73.5)), by=person)
    with pytest.raises(Denied):
        register_variables(place("kz"), by=person)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("change", ["UPDATE {} SET value = 1", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_application_cannot_change_what_is_recorded(
    transactional_db: None, as_application: psycopg.Connection[tuple[object, ...]], change: str
) -> None:
    register_place("kz")
    record_observations(some_observations(("KZ-10", LIFE, "2023", 73.5)), by=demo())
    assert as_application.execute("SELECT value FROM observatory_observation").fetchall() == [(73.5,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_application.execute(change.format("observatory_observation").encode())
    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as owner:
        owner.execute(change.format("observatory_observation"))


def test_the_database_itself_refuses_a_revision_without_reason_and_a_silent_gap(kz: None) -> None:
    given = {
        "unit_id": "KZ-10",
        "variable_id": LIFE,
        "period": "2023",
        "recorded_at": timezone.now(),
        "recorded_by": demo(),
    }
    for flaw in ({"value": 1.0, "revision": 2}, {"value": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Observation.objects.create(**given, **flaw)


def test_breaks_doubts_and_back_casts_stand_beside_the_value(kz: None) -> None:
    record_observations(observations("kz"), by=demo())
    by_period = {value.period: value for value in values.values_over_time("grp_nominal", ["KZ-10"])["KZ-10"]}
    assert by_period["2021"].is_back_cast
    assert not by_period["2022"].is_back_cast
    population = values.values_over_time("population_avg", ["KZ-11"])["KZ-11"]
    assert [value.period for value in population if value.break_here] == ["2022"]
    doubtful = [value for value in values.values_in("adolescent_birth_rate", "2022") if value.status == "U"]
    assert doubtful
    assert all(value.doubt and value.doubt.note.kk for value in doubtful)


def test_what_is_known_of_a_variable(kz: None) -> None:
    record_observations(observations("kz"), by=demo())
    assert len(asked.variables("kz")) == 50
    extent = asked.extents([LIFE])[LIFE]
    assert (extent.first_period, extent.last_period) == ("2010", "2024")
    assert extent.observations == 700 == Observation.objects.filter(variable=LIFE).count()
    assert asked.breakdowns_of(LIFE) == ["", "sex=f", "sex=m"]
    assert asked.periods_of(LIFE)[0] == "2010"
    assert {source.pk for source in asked.sources_of(LIFE)} == {"bns_odk_life", "news_life_2023", "news_life_2024"}
    assert all(source.licence.stated.kk and source.published_by.name.ru for source in asked.sources_of(LIFE))
    assert asked.breakdown_codes()["sex", "f"].name.en == "women"


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_questions_however_long(kz: None, count: int) -> None:
    units = ["KZ-10", "KZ-11", "KZ-15"][:count]
    record_observations(
        some_observations(
            *((unit, LIFE, period, 70.0) for unit in units for period in ("2022", "2023")), source="bns_odk_life"
        ),
        by=demo(),
    )
    with CaptureQueriesContext(connection) as questions:
        assert len([value.unit.kind.name.en for value in values.values_in(LIFE, "2022")]) == count
        lines = values.values_over_time(LIFE, units)
        assert [len(line) for line in lines.values()] == [2] * count
        assert [variable.topic.name.en for variable in asked.variables("kz") if variable.topic]
        assert [source.licence.stated.en for source in asked.sources_of(LIFE)]
    assert len(questions) == 13
