"""Corrections say why and what changed; earlier official results stand beside; whoever declines twice is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from tarazy.engine.model.methodology import INDEX
from tarazy.exchange.earlier_results import EarlierResult
from tarazy.web.grammar.act import Denied
from tarazy.web.grammar.text import LocalText
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication.actions.earlier import import_earlier_results
from tarazy.web.rooms.publication.actions.publishing import publish
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models import Correction, HistoricalScore, Publication
from tarazy.web.rooms.publication.queries import standing
from tarazy.web.rooms.publication.queries.changes import changes_between
from tarazy.web.rooms.publication.queries.declines import declines
from tarazy.web.rooms.results.actions.computing import compute
from tarazy.web.rooms.results.models import Run, Score
from tests.web.cloning import TestDatabases
from tests.web.rooms.shipped import demo, scored_kz, some_observations

pytestmark = pytest.mark.django_db
REASON = LocalText(kk="Сынақ", ru="Проба", en="A trial")
NAME = "kz/regional-development"


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on("scored_kz", scored_kz):
        yield


@pytest.fixture
def run(db: None) -> Run:
    return Run.objects.select_related("version").get()


def published(run: Run, reason: LocalText | None = None) -> Publication:
    return publish(run, Kind.ILLUSTRATION, run.version.title, reason, by=demo())


def earlier(*rows: tuple[str, str, float | None], index: str = "kz/akimats", **given: str) -> Publication:
    results = [EarlierResult(unit, period, INDEX, score, None, "" if score else "high") for unit, period, score in rows]
    said = {"source": "A gazette, No. 5", "legal_act": "Order No. 12 of 2015-03-02", **given}
    return import_earlier_results(index, REASON, said["source"], said["legal_act"], results, by=demo())


def test_a_second_publication_by_the_same_version_says_why(run: Run) -> None:
    first = published(run)
    assert not Correction.objects.exists()
    with pytest.raises(ValidationError, match="three languages why"):
        published(run)
    second = published(run, REASON)
    correction = Correction.objects.get()
    assert (correction.publication, correction.corrects, correction.reason) == (second, first, REASON)
    assert [row.pk for row in standing.publications_of(NAME)] == [second.pk, first.pk]


def test_what_changed_is_counted_and_listed(run: Run) -> None:
    assert changes_between(run, run).is_empty
    changed = some_observations(("KZ-10", "unemployment_rate", "2023", 9.9), source="bns_sdg_8-5-2")
    record_observations(changed, reason="A trial", by=demo())
    after = compute(run.version, by=demo())
    changes = changes_between(run, after)
    keys = ("unit_id", "period", "node", "score", "rank", "band")
    before, now = (
        {row[:3]: row[3:] for row in Score.objects.filter(run=one).values_list(*keys)} for one in (run, after)
    )
    assert before.keys() == now.keys()
    counted = [sum(before[key][at] != now[key][at] for key in before) for at in range(3)]
    assert [changes.scores, changes.ranks, changes.bands] == counted
    assert changes.scores > 0
    listed = {(row.unit, row.period): row for row in changes.listed}
    assert listed["KZ-10", "2023"].score_before == before["KZ-10", "2023", INDEX][0]
    assert listed["KZ-10", "2023"].score == now["KZ-10", "2023", INDEX][0]
    assert listed.keys() == {key[:2] for key in before if key[2] == INDEX and before[key] != now[key]}


def test_earlier_results_are_kept_as_published_and_feed_the_series_of_scores() -> None:
    publication = earlier(("KZ-10", "2012", 61.5), ("KZ-11", "2012", None))
    assert publication.run is None
    assert (publication.kind, publication.source) == (Kind.HISTORICAL, "A gazette, No. 5")
    rows = HistoricalScore.objects.filter(publication=publication).values_list("unit", "score", "band")
    assert set(rows) == {("KZ-10", 61.5, ""), ("KZ-11", None, "high")}
    recorded = Observation.objects.filter(series=Series.SCORE).values_list("unit", "variable", "period", "value")
    assert list(recorded) == [("KZ-10", "kz/akimats:index", "2012", 61.5)]
    assert Entry.objects.get(verb="import_earlier_results").particulars == {"rows": 2}
    assert standing.publication_for("kz/akimats") is None  # nothing that pages could explain
    assert [row.pk for row in standing.publications_of("kz/akimats")] == [publication.pk]


def test_bad_earlier_results_are_refused_whole(run: Run) -> None:
    published(run)
    with pytest.raises(ValidationError, match="KZ-99 is not registered"):
        earlier(("KZ-10", "2012", 61.5), ("KZ-99", "2012", 60.0))
    with pytest.raises(ValidationError, match="by which act"):
        earlier(("KZ-10", "2012", 61.5), source=" ")
    with pytest.raises(ValidationError, match="place and name"):
        earlier(("KZ-10", "2012", 61.5), index="akimats")
    with pytest.raises(ValidationError, match="no rows"):
        earlier()
    with pytest.raises(ValidationError, match="Other scores"):
        earlier(("KZ-10", "2023", 1.0), index=NAME)
    with pytest.raises(Denied, match="no person has this right"):
        import_earlier_results(NAME, REASON, "s", "a", [], by=User.objects.create(username="aigerim"))
    assert not HistoricalScore.objects.exists()
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(
    "said", [{}, {"source": "s"}, {"source": "s", "act": ""}, {"source": "s", "act": "a", "kind": Kind.ILLUSTRATION}]
)
def test_the_database_wants_a_run_or_a_source_and_an_act(run: Run, said: dict[str, str]) -> None:
    common = {"methodology": NAME, "title": REASON, "journal_head": "", "published_at": run.computed_at}
    with pytest.raises(IntegrityError, match="run_or_earlier_results"), transaction.atomic():
        Publication.objects.create(**{"kind": Kind.HISTORICAL, **common, **said}, published_by=demo())


def test_two_falls_in_a_row_are_a_decline_and_nothing_else_is() -> None:
    earlier(
        ("KZ-10", "2010", 60.0), ("KZ-10", "2011", 55.0), ("KZ-10", "2012", 50.0),
        ("KZ-11", "2010", 60.0), ("KZ-11", "2011", 55.0), ("KZ-11", "2012", 55.0),
        ("KZ-15", "2010", 50.0), ("KZ-15", "2011", 55.0), ("KZ-15", "2012", 50.0),
        ("KZ-19", "2011", 55.0), ("KZ-19", "2012", 50.0),
        ("KZ-23", "2010", 60.0), ("KZ-23", "2011", 60.0 - 1e-14), ("KZ-23", "2012", 50.0),
        ("KZ-27", "2010", 50.0), ("KZ-27", "2011", 55.0), ("KZ-27", "2012", 60.0),
    )  # fmt: skip
    assert declines("kz/akimats", INDEX, "2012") == {"KZ-10": (60.0, 55.0, 50.0)}
    assert declines("kz/akimats", INDEX, "2012", better="lower") == {"KZ-27": (50.0, 55.0, 60.0)}
    assert declines("kz/akimats", INDEX, "2012", units=["KZ-11"]) == {}
    assert declines("kz/akimats", INDEX, "2013") == {}


def test_computed_and_earlier_results_make_one_line(run: Run) -> None:
    published(run)
    first = min(period for period in run.periods if Score.objects.filter(run=run, period=period, score__isnull=False))
    scores = dict(Score.objects.filter(run=run, period=first, node=INDEX).values_list("unit", "score"))
    unit = next(unit for unit, score in scores.items() if score is not None)
    years = [str(int(first) - by) for by in (2, 1)]
    earlier((unit, years[0], 200.0), (unit, years[1], 150.0), index=NAME)
    assert declines(NAME, INDEX, first) == {unit: (200.0, 150.0, scores[unit])}


@pytest.mark.parametrize("count", [1, 3])
def test_declines_are_one_question_however_many(count: int) -> None:
    units = ("KZ-10", "KZ-11", "KZ-15")[:count]
    earlier(*((unit, str(2010 + at), 60.0 - at) for unit in units for at in range(3)))
    with CaptureQueriesContext(connection) as asked:
        assert len(declines("kz/akimats", INDEX, "2012")) == count
        assert len([row.publication.title.en for row in standing.historical_scores_of(units[0])]) == 3
    assert len(asked) == 2
