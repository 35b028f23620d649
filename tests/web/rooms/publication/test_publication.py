"""What everybody sees is a publication of a run: it is superseded and withdrawn in the open, and never changed."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from tarazy.engine.model.methodology import INDEX
from tarazy.web.grammar.act import Denied
from tarazy.web.grammar.text import LocalText
from tarazy.web.journal.chain import head
from tarazy.web.journal.models import Entry
from tarazy.web.journal.proof import prove
from tarazy.web.rooms.methodologies.actions import move_version
from tarazy.web.rooms.methodologies.enums import Move
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.observatory.queries import values, variables
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication.actions.publishing import publish, withdraw
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models import Bundle, Publication
from tarazy.web.rooms.publication.queries import standing as queries
from tarazy.web.rooms.publication.queries.standing import score_variable
from tarazy.web.rooms.results.actions.computing import compute
from tarazy.web.rooms.results.models import Run, Score
from tests.web.cloning import TestDatabases
from tests.web.rooms.shipped import demo, scored_kz, some_observations

pytestmark = pytest.mark.django_db
REASON = LocalText(kk="Сынақ", ru="Проба", en="A trial")
NAME = "kz/regional-development"


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every test of this module begins with Kazakhstan recorded and computed."""
    with django_db_blocker.unblock(), databases.based_on("scored_kz", scored_kz):
        yield


@pytest.fixture
def run(db: None) -> Run:
    return Run.objects.select_related("version").get()


def published(run: Run) -> Publication:
    reason = REASON if queries.publication_for(NAME) else None
    return publish(run, Kind.ILLUSTRATION, run.version.title, reason, by=demo())


def test_one_actor_publishes_an_illustration(run: Run) -> None:
    before = head()
    publication = published(run)
    assert before is not None
    assert publication.journal_head == before.hash
    assert queries.publication_for(NAME) == publication
    assert queries.publication_of(run) == publication
    entry = Entry.objects.get(verb="publish")
    assert (entry.room, entry.object_kind, entry.object_id) == (
        "publication",
        "publication.publication",
        str(publication.pk),
    )
    bundle = Bundle.objects.get(publication=publication)
    assert entry.particulars == {
        "run": run.pk,
        "methodology": run.methodology_hash,
        "root": bundle.merkle_root,
        "bundle": bundle.sha256,
    }
    assert prove(before.hash).holds


def test_published_scores_are_observations_too(run: Run) -> None:
    published(run)
    scored = Score.objects.filter(run=run, score__isnull=False)
    recorded = Observation.objects.filter(series=Series.SCORE)
    assert set(recorded.values_list("unit", "period", "variable", "value")) == {
        (unit, period, score_variable(NAME, node), score)
        for unit, period, node, score in scored.values_list("unit", "period", "node", "score")
    }
    assert set(recorded.values_list("source", flat=True)) == {str(run.version)}
    line = values.values_over_time(score_variable(NAME, INDEX), ["KZ-47"], series=Series.SCORE)["KZ-47"]
    assert [value.period for value in line] == ["2022", "2023", "2024"]
    index = variables.variable_with(score_variable(NAME, INDEX))
    assert index is not None
    assert index.title == run.version.title
    assert score_variable(NAME, INDEX) not in {variable.pk for variable in variables.variables()}


def test_publishing_the_same_scores_again_says_nothing_new_and_changed_ones_are_revisions(run: Run) -> None:
    first = published(run)
    count = Observation.objects.filter(series=Series.SCORE).count()
    second = published(compute(run.version, by=demo()))
    assert Observation.objects.filter(series=Series.SCORE).count() == count
    changed = some_observations(("KZ-10", "unemployment_rate", "2023", 9.9), source="bns_sdg_8-5-2")
    record_observations(changed, reason="A trial", by=demo())
    third = published(compute(run.version, by=demo()))
    revised = Observation.objects.filter(series=Series.SCORE, revision=2)
    assert {(row.unit_id, row.period, row.reason) for row in revised} == {("KZ-10", "2023", f"publication {third.pk}")}
    assert queries.is_superseded(first)
    assert queries.is_superseded(second)
    assert queries.publication_for(NAME) == third
    assert [row.pk for row in queries.publications_of(NAME)] == [third.pk, second.pk, first.pk]


def test_a_withdrawn_publication_gives_way_to_the_one_before(run: Run) -> None:
    first, second = published(run), published(run)
    withdraw(second, REASON, by=demo())
    assert queries.publication_for(NAME) == first
    assert not queries.is_superseded(first)
    with pytest.raises(ValidationError, match="withdrawn already"):
        withdraw(second, REASON, by=demo())
    withdraw(first, REASON, by=demo())
    assert queries.publications_shown() == {}
    assert [row.withdrawal.reason.en for row in queries.publications_of(NAME)] == ["A trial"] * 2


def test_nothing_claims_to_be_more_than_it_is(run: Run) -> None:
    with pytest.raises(Denied, match="chain of approval"):
        publish(run, Kind.OFFICIAL, run.version.title, by=demo())
    with pytest.raises(Denied, match="methodology of their time"):
        publish(run, Kind.HISTORICAL, run.version.title, by=demo())
    with pytest.raises(Denied, match="no person has this right"):
        publish(run, Kind.ILLUSTRATION, run.version.title, by=User.objects.create(username="aigerim"))
    move_version(run.version, Move.RETIRE, by=demo())
    with pytest.raises(Denied, match="in force"):
        published(run)
    assert not Publication.objects.exists()
    assert not Observation.objects.filter(series=Series.SCORE).exists()


@pytest.mark.parametrize("table", ["publication_publication", "publication_withdrawal", "publication_bundle"])
@pytest.mark.parametrize("change", ["UPDATE {} SET transaction_id = 1", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_application_cannot_change_a_publication(
    transactional_db: None, as_application: psycopg.Connection[tuple[object, ...]], table: str, change: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_application.execute(change.format(table).encode())
    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as owner:
        owner.execute(change.format(table))


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_questions_however_long(run: Run, count: int) -> None:
    for _ in range(count):
        published(run)
    with CaptureQueriesContext(connection) as asked:
        assert len([row.run.version.title.en for row in queries.standing_publications()]) == count
        assert len([row.run.version.title.en for row in queries.publications_of(NAME)]) == count
        shown = queries.publications_shown()[NAME]
        assert {row.published_by.username for row in shown.values()} == {"system:demo"}
    assert len(asked) == 3
