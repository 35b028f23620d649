"""Outlines are brought in on the desk: what has no counterpart on either side is shown, nothing left out unasked."""

from __future__ import annotations

import io
import json

import pytest
from django.http import HttpResponse
from django.test import Client

from tarazy.exchange.boundaries.topology import shapes_of
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.units.actions import register_units
from tarazy.web.rooms.units.models import Boundaries, Unit
from tarazy.web.rooms.units.queries import boundaries_of
from tests.web.peopled import person
from tests.web.rooms.shipped import demo, place

pytestmark = pytest.mark.usefixtures("peopled", "db", "without_second_factor")
NEW = "/en/desk/boundaries/new/"
ABOUT = {"attribution": "Nobody's survey", "licence": "CC0", "why": "A test", "place": "kz", "key": "name", "code": ""}


def square(name: str, x: int) -> dict[str, object]:
    ring = [[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]
    return {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def file_of(*names: str) -> io.BytesIO:
    features = [square(name, at) for at, name in enumerate(names)]
    file = io.BytesIO(json.dumps({"type": "FeatureCollection", "features": features}).encode())
    file.name = "cities.geojson"
    return file


def give(*names: str, **fields: str) -> HttpResponse:
    client = Client()
    client.force_login(person("centre.administrator"))
    return client.post(NEW, {"file": file_of(*names), **ABOUT, "name": "cities", **fields})


def test_both_sides_are_shown_and_nothing_is_kept() -> None:
    page = give("Astana", "almaty", "Shimkent").content.decode()
    for words in ("Matched: 2. Outlines without a unit: 1. Units without an outline: 1.", "shymkent", "KZ-79"):
        assert words in page
    assert "Nothing is left out unasked." in page
    assert not Boundaries.objects.filter(name="cities").exists()


def test_a_complete_set_stands_beside_the_one_that_maps_draw() -> None:
    drawn = boundaries_of("kz")
    assert give("Астана қаласы", "Almaty", "город Шымкент").status_code == 302
    kept = Boundaries.objects.get(pk="kz-cities")
    assert (kept.place, kept.attribution, kept.licence, kept.reason) == ("kz", "Nobody's survey", "CC0", "A test")
    assert set(shapes_of(json.loads(kept.topojson))) == {"KZ-71", "KZ-75", "KZ-79"}
    assert boundaries_of("kz") == drawn
    entry = Entry.objects.order_by("-number").first()
    assert entry is not None
    assert (entry.verb, entry.object_id) == ("import_boundaries", "kz-cities")


def test_the_rest_is_taken_where_somebody_says_so() -> None:
    assert give("Astana", "Atlantis", partly="on").status_code == 302
    assert set(shapes_of(json.loads(Boundaries.objects.get(pk="kz-cities").topojson))) == {"KZ-71"}


def test_a_trial_keeps_nothing_and_a_wrong_file_says_what_is_wrong() -> None:
    assert "Matched: 3." in give("Astana", "Almaty", "Shymkent", trial="on").content.decode()
    assert give("Astana", key="nothing").status_code == 422
    assert "These columns are there: name." in give("Astana", key="nothing").content.decode()
    assert "No outline belongs to a unit of the place." in give("Atlantis", partly="on").content.decode()
    assert not Boundaries.objects.filter(name="cities").exists()


def test_what_a_person_brought_in_is_not_overwritten_by_what_ships() -> None:
    cities = [str(unit.name.en) for unit in Unit.objects.filter(kind="city")]
    assert give(*cities, name="").status_code == 302
    register_units(place("kz"), by=demo())
    kept = boundaries_of("kz")
    assert kept is not None
    assert kept.reason == "A test"


def test_only_the_centre_says_where_units_lie() -> None:
    client = Client()
    client.force_login(person("scoped.administrator"))
    assert client.post(NEW, {"file": file_of("Astana"), **ABOUT}).status_code == 403
