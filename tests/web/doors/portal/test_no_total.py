"""An index of which no total is made: its pages say so, and its parts have their letters."""

from __future__ import annotations

import pytest
from django.test import Client

from tarazy.web.rooms.observatory.actions import record_observations
from tarazy.web.rooms.publication.actions import publish
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.results.actions import compute
from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import demo, observations, put_in_force, register_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def pefa() -> None:
    register_place("pefa")
    record_observations(observations("pefa"), by=demo())
    run = compute(put_in_force("pefa/scores/2016"), by=demo())
    publish(run, Kind.HISTORICAL, run.version.title, by=demo())


@pytest.mark.usefixtures("pefa")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "мұнда жиынтық балл шығарылмайды"),
        ("ru", "общий балл здесь не выводится"),
        ("en", "no total is made here"),
    ],
)
def test_pages_say_that_no_total_is_made(client: Client, language: str, words: str) -> None:
    index = f"/{language}/indices/pefa/scores/"
    for address in (index, f"{index}2018/"):
        assert client.get(address, follow=True).status_code == 200
    unit = client.get(f"{index}2018/units/KAZ/")
    assert unit.status_code == 200
    assert words in unit.content.decode()


@pytest.mark.usefixtures("pefa")
def test_a_part_has_its_letter(client: Client) -> None:
    page = read(client, "/en/indices/pefa/scores/2018/?node=pi_10")
    lettered = [cells[:3] for cells in page.tables[0][1:] if cells[2] == "1"]
    # Published: Indonesia C, Kazakhstan C+. Each stands in a group of its own, so nobody is before anybody.
    assert [(name.split()[-1], score) for name, score, _ in lettered] == [("Indonesia", "2.0"), ("Kazakhstan", "2.5")]
