"""Units side by side: what is published of each and nothing else, best and worst only where one way is better."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.rooms.observatory.actions.recording import record_observations
from tests.web.doors.portal.observatory.shipped import given, names
from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import demo, register_place, some_observations

THREE = "unit=KZ-19&unit=KZ-47&unit=KZ-71"


@pytest.mark.usefixtures("published")
def test_scores_and_ranks_are_those_of_the_results(client: Client) -> None:
    page = read(client, f"/en/compare/?{THREE}")
    results = read(client, "/en/indices/kz/regional-development/2024/").tables[0]
    head, row = page.tables[0]
    assert head[1:] == sorted(names("kz")[unit] for unit in ("KZ-19", "KZ-47", "KZ-71"))
    for name, cell in zip(head[1:], row[1:], strict=True):
        published = next(line for line in results[1:] if name in line[0] or name in line[1])
        score, _, rest = cell.partition("rank ")
        assert score.strip() in published
        assert rest.split()[0] in published
        assert "of 20" in rest
    assert page.html.count("Ranks best at") == 3
    assert "Score by period" in page.html


@pytest.mark.usefixtures("published")
def test_best_and_worst_are_marked_where_one_way_is_better(client: Client) -> None:
    table = read(client, f"/en/compare/?{THREE}").tables[1]
    units = {name: unit for unit, name in names("kz").items()}
    named = [units[name] for name in table[0][1:]]
    rows = {row[0]: row for row in table if len(row) > 1}
    lower = next(row for title, row in rows.items() if title.startswith("Unemployment rate"))
    values = given("kz", "unemployment_rate", lower[0].rpartition(", ")[2])
    for unit, cell in zip(named, lower[1:], strict=True):
        among = [values[one] for one in named]
        expected = "best" if values[unit] == min(among) else "worst" if values[unit] == max(among) else ""
        assert [word for word in ("best", "worst") if word in cell] == ([expected] if expected else [])
    neutral = next(row for title, row in rows.items() if title.startswith("Average annual population"))
    assert not any("best" in cell or "worst" in cell for cell in neutral)


@pytest.mark.usefixtures("published")
def test_the_file_holds_every_value_of_the_table(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/en/compare/table.csv?{THREE}").content.decode())))
    [population] = {row["period"] for row in rows if row["variable"] == "population_avg"}
    shipped = given("kz", "population_avg", population)
    found = {row["unit"]: float(row["value"]) for row in rows if row["variable"] == "population_avg"}
    assert found == {unit: shipped[unit] for unit in ("KZ-19", "KZ-47", "KZ-71")}
    assert client.get(f"/en/compare/table.xlsx?{THREE}").content[:2] == b"PK"
    for wrong in (f"table.doc?{THREE}", "table.csv?unit=KZ-19", "table.csv"):
        assert client.get(f"/en/compare/{wrong}").status_code == 404


@pytest.mark.usefixtures("published")
def test_too_few_too_many_unknown_and_unlike_are_told_what_to_do(client: Client) -> None:
    assert "Choose whom to compare" in read(client, "/en/compare/").text
    one = read(client, "/en/compare/?unit=KZ-19")
    assert one.status == 200
    assert "One is not enough" in one.text
    assert 'id="unit-KZ-19" checked' in one.html
    seven = read(client, "/en/compare/?" + "&".join(f"unit=KZ-{n}" for n in (10, 11, 15, 19, 23, 27, 31)))
    assert seven.status == 404
    assert "At most 6 units can be compared; 7 are chosen." in seven.text
    way = next(href for href, text in seven.links if text == "Compare the first 6 of them")
    assert len(read(client, way).tables[0][0]) == 7
    unknown = read(client, "/en/compare/?unit=KZ-19&unit=NOBODY")
    assert unknown.status == 404
    assert "Nobody is called NOBODY here." in unknown.text
    unlike = read(client, "/en/compare/?unit=KZ-19&unit=KZ")
    assert unlike.status == 404
    way = next(href for href, text in unlike.links if text == "Compare them all the same")
    assert "Kazakhstan" in read(client, way).h1
    assert ("/en/compare/?unit=KZ-19", "Compare it with others") in read(client, "/en/units/KZ-19/").links


@pytest.mark.django_db
def test_one_and_three_variables_ask_the_same_number_of_questions(client: Client) -> None:
    register_place("kz")
    counts = []
    for variables in (["unemployment_rate"], ["grp_nominal", "hospitals"]):
        given = [(unit, one, "2023", 5.0) for unit in ("KZ-10", "KZ-11") for one in variables]
        record_observations(some_observations(*given), by=demo())
        with CaptureQueriesContext(connection) as queries:
            page = read(client, "/en/compare/?unit=KZ-10&unit=KZ-11")
        counts.append((sum(len(row) > 1 for row in page.tables[0][1:]), len(queries)))
    assert [rows for rows, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1] <= 12
