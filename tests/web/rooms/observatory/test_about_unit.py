"""What the observatory knows of one unit: its latest values, and why some are to be read with care."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.models import Break, Doubt, Observation
from tarazy.web.rooms.observatory.queries.about_unit import flags_of, latest_values
from tests.web.cloning import TestDatabases
from tests.web.rooms.shipped import demo, scored_kz, some_observations

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on("scored_kz", scored_kz):
        yield


def test_each_variable_comes_once_with_its_latest_total() -> None:
    with CaptureQueriesContext(connection) as queries:
        found = latest_values("KZ-71")
        assert all(row.variable.topic and row.variable.unit_of_measure for row in found)
    assert len(queries) == 1
    assert len({row.variable_id for row in found}) == len(found) > 30
    for row in found:
        later = Observation.objects.filter(
            unit="KZ-71", variable=row.variable, breakdown="", series="statistics", period__gt=row.period
        )
        assert not later.filter(value__isnull=False).exists()
    assert [row.variable.position for row in found] == sorted(row.variable.position for row in found)


def test_a_correction_is_what_is_shown() -> None:
    before = next(row for row in latest_values("KZ-71") if row.variable_id == "unemployment_rate")
    corrected = some_observations(("KZ-71", "unemployment_rate", before.period, 9.9))
    record_observations(corrected, reason="a correction", by=demo())
    after = next(row for row in latest_values("KZ-71") if row.variable_id == "unemployment_rate")
    assert (after.value, after.revision) == (9.9, 2)


def test_breaks_and_doubts_are_those_of_the_unit_and_the_variables_asked_for() -> None:
    doubt = Doubt.objects.filter(unit="KZ-19", breakdown="").first()
    broken = Break.objects.exclude(unit=None).first()
    assert doubt is not None
    assert broken is not None
    flags = flags_of("KZ-19", [doubt.variable_id])
    assert flags.doubts[doubt.variable_id, doubt.period].note == doubt.note
    assert {key[0] for key in flags.doubts} == {doubt.variable_id}
    assert flags_of(str(broken.unit_id), [broken.variable_id]).breaks[broken.variable_id, broken.period] == broken
    assert flags_of("KZ-71", []).breaks == {}
    everybody = Break.objects.create(unit=None, variable=broken.variable, period="2031", note=broken.note)
    assert flags_of("KZ-71", [broken.variable_id]).breaks[broken.variable_id, "2031"] == everybody
