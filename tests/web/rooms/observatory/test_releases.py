"""The release calendar: who plans, what a move leaves behind, what is late, and that the journal knows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.journal.proof import prove
from tarazy.web.rooms.observatory.actions.releases import mark_released, move_release, plan_release
from tarazy.web.rooms.observatory.models import Release, ReleaseMove, Variable
from tarazy.web.rooms.observatory.queries.releases import is_late, next_release, releases
from tests.web.cloning import TestDatabases
from tests.web.peopled import TEMPLATE, people_kazakhstan, person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, people_kazakhstan):
        yield


def variable(id: str = "life_expectancy") -> Variable:
    return Variable.objects.get(pk=id)


def planned(period: str = "2026", on: datetime.date = TODAY + DAY) -> Release:
    return plan_release(variable(), period, on, "note", by=person("centre.analyst"))


def test_a_day_that_moves_keeps_the_former_one_with_its_reason() -> None:
    release = planned()
    by = person("centre.methodologist")
    for days in (10, 20):
        release = move_release(release, TODAY + days * DAY, f"reason {days}", by=by)
    assert Release.objects.get().planned_on == TODAY + 20 * DAY
    moves = list(ReleaseMove.objects.order_by("pk").values_list("former_on", "planned_on", "reason", "moved_by"))
    assert moves == [
        (TODAY + DAY, TODAY + 10 * DAY, "reason 10", by.pk),
        (TODAY + 10 * DAY, TODAY + 20 * DAY, "reason 20", by.pk),
    ]
    assert list(Entry.objects.filter(verb="move_release").values_list("actor", flat=True)) == [by.pk, by.pk]
    assert prove().holds


def test_what_cannot_stand_is_refused() -> None:
    by = person("centre.analyst")
    release = planned()
    for period in ("2026", "26", "next year"):
        with pytest.raises(ValidationError):
            planned(period)
    with pytest.raises(ValidationError):
        move_release(release, TODAY + 5 * DAY, " ", by=by)
    with pytest.raises(ValidationError):
        move_release(release, release.planned_on, "the same", by=by)
    with pytest.raises(ValidationError):
        mark_released(release, TODAY + DAY, by=by)
    mark_released(release, TODAY, by=by)
    for act in (lambda: move_release(release, TODAY, "late", by=by), lambda: mark_released(release, TODAY, by=by)):
        with pytest.raises(Denied, match="have come out"):
            act()


@pytest.mark.parametrize("who", ["scoped.analyst", "scoped.methodologist", "centre.administrator", "centre.verifier"])
def test_only_analysts_and_methodologists_of_the_centre_plan(who: str) -> None:
    with pytest.raises(Denied):
        plan_release(variable(), "2026", TODAY, by=person(who))
    release = planned()
    with pytest.raises(Denied):
        move_release(release, TODAY, "x", by=person(who))


def test_the_next_release_is_the_first_that_is_awaited() -> None:
    by = person("centre.analyst")
    assert next_release("life_expectancy", TODAY) is None
    mark_released(planned("2024", TODAY - 30 * DAY), TODAY - 20 * DAY, by=by)
    late, later = planned("2025", TODAY - DAY), planned("2026", TODAY + DAY)
    found = next_release("life_expectancy", TODAY)
    assert found is not None
    assert (found.release, found.is_late) == (late, True)
    assert not is_late(later, TODAY)
    assert is_late(later, TODAY + 2 * DAY)


def test_one_and_three_releases_ask_the_same_number_of_questions() -> None:
    counts = []
    for periods in (("2024",), ("2025", "2026")):
        for period in periods:
            release = planned(period)
            move_release(release, TODAY + 9 * DAY, "x", by=person("centre.analyst"))
        with CaptureQueriesContext(connection) as queries:
            found = [(one.variable.title, one.planned_by_id, list(one.moves.all())) for one in releases()]
        counts.append((len(found), len(queries)))
    assert counts == [(1, 2), (3, 2)]
