"""What is said of many scores at once is what the scores say one by one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.results.models import Run, Score
from tarazy.web.rooms.results.queries.summaries import scores_of_unit, spreads
from tests.web.cloning import TestDatabases
from tests.web.rooms.shipped import scored_kz

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on("scored_kz", scored_kz):
        yield


def test_the_spread_of_each_period_is_that_of_its_scores() -> None:
    run = Run.objects.get()
    found = {spread.period: spread for spread in spreads(run)}
    assert list(found) == ["2022", "2023", "2024", "2025"]
    for period, spread in found.items():
        scores = [row.score for row in Score.objects.filter(run=run, period=period, node="index")]
        known = [score for score in scores if score is not None]
        assert (spread.units, spread.scored) == (len(scores), len(known))
        if known:
            assert spread.mean == pytest.approx(sum(known) / len(known))
            assert (spread.least, spread.greatest) == (min(known), max(known))
    assert (found["2025"].scored, found["2025"].mean) == (0, None)


def test_another_node_has_another_spread() -> None:
    run = Run.objects.get()
    assert spreads(run, "economy")[-1].scored > 0
    assert spreads(run, "no_such_node") == []


def test_the_scores_of_a_unit_come_by_run_in_one_question() -> None:
    run = Run.objects.get()
    with CaptureQueriesContext(connection) as queries:
        found = scores_of_unit("KZ-71", [run.pk, run.pk + 1])
    assert len(queries) == 1
    assert [score.period for score in found[run.pk]] == ["2022", "2023", "2024", "2025"]
    assert found[run.pk][2].score == Score.objects.get(run=run, unit="KZ-71", period="2024", node="index").score
    assert found[run.pk][3].reason == "below_coverage"
    assert scores_of_unit("KZ-ALM", [run.pk]) == {}
