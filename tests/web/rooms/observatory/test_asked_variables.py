"""Room observatory: what a methodology asks of bodies, and its sums of penalty points, can be recorded at once."""

from __future__ import annotations

import pytest

from tarazy.engine.load import load_methodology
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.actions.variables import register_asked_variables
from tarazy.web.rooms.observatory.models import Observation, Variable
from tests.web.rooms.shipped import demo, register_place, some_observations

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PILOT = "kz/local-pilot/2026.1"
PENALTIES = {"penalty:services", "penalty:goals", "penalty:budget", "penalty:it"}


def test_a_methodology_that_somebody_uploads_brings_its_sums_of_penalty_points_along() -> None:
    register_place("kz")
    assert not Variable.objects.filter(pk__in=PENALTIES).exists()
    made = register_asked_variables(load_methodology(PILOT), by=demo())
    assert {one.pk for one in made} >= PENALTIES
    assert Variable.objects.get(pk="penalty:services").unit_of_measure_id == "points"
    assert "services_delivered" in {one.pk for one in made}
    record_observations(some_observations(("KZ-47", "penalty:services", "2026", 5.0), series="decision"), by=demo())
    assert Observation.objects.get(variable="penalty:services").value == 5.0


def test_what_is_known_already_stays_as_it_is() -> None:
    register_place("kz")
    register_asked_variables(load_methodology(PILOT), by=demo())
    before = {one.pk: one.title for one in Variable.objects.all()}
    assert register_asked_variables(load_methodology(PILOT), by=demo()) == []
    assert {one.pk: one.title for one in Variable.objects.all()} == before
