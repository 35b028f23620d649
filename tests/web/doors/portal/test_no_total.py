"""An index of which no total is made: its pages say so, and its parts have their letters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from tarazy.web.rooms.observatory.actions.recording import record_observations, register_variables
from tarazy.web.rooms.publication.actions.publishing import publish
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.results.actions.computing import compute
from tarazy.web.rooms.units.actions import register_units
from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import demo, observations, place, put_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def pefa() -> None:
    # The methodology assesses the units of the place pefa; the sample countries lie apart from it.
    sample = replace(place("pefa-sample"), id="pefa")
    register_units(sample, by=demo())
    register_variables(sample, by=demo())
    record_observations(observations("pefa-sample"), by=demo())
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
    for address in (index, f"{index}2024/"):
        assert client.get(address, follow=True).status_code == 200
    unit = client.get(f"{index}2024/units/PEFA-SAMPLE-1/")
    assert unit.status_code == 200
    assert words in unit.content.decode()


@pytest.mark.usefixtures("pefa")
def test_a_part_has_its_letter(client: Client) -> None:
    page = read(client, "/en/indices/pefa/scores/2024/?node=pi_10")
    rows = (cells[:3] for cells in page.tables[0][1:])
    lettered = {name.split()[-1]: score for name, score, rank in rows if rank == "1"}
    # By hand, in data/pefa-sample/worked.csv; nothing of PI-10 applies to 7. Nobody is before anybody.
    assert lettered == {"1": "4.0", "2": "3.0", "3": "2.0", "4": "4.0", "5": "1.0", "6": "3.0", "8": "1.5"}
