"""Whom a unit stands surely before: by pairs, in as many queries for three units as for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.results.models import Estimate, Pair, Run
from tarazy.web.rooms.results.queries.certainty import (
    ahead_of_others,
    counts_not_apart,
    intervals_in_runs,
    surely_from,
)
from tarazy.web.rooms.results.queries.estimates import intervals_of_unit, p_ahead
from tests.web.cloning import TestDatabases
from tests.web.rooms.shipped import estimated_kz

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on("estimated_kz", estimated_kz):
        yield


@pytest.fixture
def made(db: None) -> Estimate:
    return Estimate.objects.get()


def test_a_pair_is_told_from_both_ends(made: Estimate) -> None:
    ahead = ahead_of_others(made, "2024", "KZ-75")
    assert len(ahead) == 19
    assert all(share == p_ahead(made, "2024", "KZ-75", other) for other, share in ahead.items())
    assert surely_from(made) == pytest.approx(0.95)


def test_counts_are_those_of_the_pairs(made: Estimate) -> None:
    counts = counts_not_apart(made, "2024") or {}
    for unit in ("KZ-75", "KZ-71", "KZ-79"):
        close = [share for share in ahead_of_others(made, "2024", unit).values() if 0.05 < share < 0.95]
        assert counts.get(unit, 0) == len(close)
    without = counts_not_apart(made, "2024", ["KZ-71"]) or {}
    assert "KZ-71" not in without
    assert sum(without.values()) == sum(counts.values()) - 2 * counts["KZ-71"]


def test_where_no_pairs_were_kept_nobody_knows(made: Estimate) -> None:
    """Nothing is not told apart from nothing: of too many units the pairs are missing, not all told apart."""
    assert not Pair.objects.filter(estimate=made, period="2021").exists()
    assert counts_not_apart(made, "2021") is None


def test_queries_do_not_grow(made: Estimate) -> None:
    for units in (["KZ-75"], ["KZ-75", "KZ-71", "KZ-79"]):
        with CaptureQueriesContext(connection) as asked:
            counts_not_apart(made, "2024", units)
        assert len(asked) == 3
    with CaptureQueriesContext(connection) as asked:
        found = intervals_in_runs([Run.objects.only("pk").get().pk], "KZ-75")
    assert len(asked) == 2  # one of them is for the run itself
    expected = {period: of for (period, node), of in intervals_of_unit(made, "KZ-75").items() if node == "index"}
    assert {period: of for (_run, period), of in found.items()} == expected
