"""Targets, values carried over reforms, peers of a similar structure: shown where there are any, else said."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from tarazy.web.rooms.observatory.actions.recording import record_observations
from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import demo, register_place, some_observations


@pytest.mark.usefixtures("published")
def test_what_is_carried_is_marked_in_picture_table_and_file(client: Client) -> None:
    """Doctors of Karaganda in 2020, within the boundaries of today: nobody counted them."""
    query = "v=doctors&group=region&from=2020&to=2020&chart=bars&territory=present"
    page = read(client, f"/en/explorer/?{query}")
    assert "Carried over a reform of boundaries: 6 (hollow where drawn)" in page.text
    assert page.html.count('fill="var(--sheet)"') == 2 * 6
    assert "carried. Nobody recorded it within these boundaries. Divided by shares: 68.2% of Almaty Region" in page.text
    rows = csv.DictReader(io.StringIO(client.get(f"/en/explorer/table.csv?{query}").content.decode()))
    carried = {row["unit"] for row in rows if row["status_meaning"] == "carried"}
    assert carried == {"KZ-10", "KZ-19", "KZ-33", "KZ-35", "KZ-62", "KZ-63"}
    assert "carried" not in read(client, f"/en/explorer/?{query.replace('present', '')}").text


@pytest.mark.usefixtures("published")
def test_a_unit_that_stands_within_others_says_so(client: Client) -> None:
    page = read(client, "/en/explorer/?v=doctors&u=KZ-VOS&from=2020&to=2020&chart=table&territory=present")
    assert page.tables[0][1][1].startswith("stands within: ")
    assert {"Abai", "East Kazakhstan"} <= {
        name.removesuffix(" Region") for name in page.tables[0][1][1].removeprefix("stands within: ").split("; ")
    }


@pytest.mark.usefixtures("published")
def test_peers_of_a_similar_structure_say_by_what_they_are_alike(client: Client) -> None:
    page = read(client, "/en/explorer/?v=unemployment_rate&like=KZ-19&to=2022&chart=bars")
    own = read(client, "/en/units/KZ-19/?peers=similar")
    assert len(page.tables[0]) == 1 + 6
    assert {row[0] for row in page.tables[0][1:]} <= {cell for table in own.tables for row in table for cell in row} | {
        "Almaty Region"
    }
    assert "with those most like it, the nearest first:" in page.text
    refused = read(client, "/en/explorer/?v=unemployment_rate&like=KZ&to=2022")
    assert refused.status == 404
    assert "is stated nowhere" in refused.text
    assert read(client, "/en/explorer/?v=unemployment_rate&like=ATLANTIS").status == 404
    assert "There are no boundaries called “1913”." in read(client, "/en/explorer/?v=doctors&territory=1913").text


@pytest.mark.django_db
def test_targets_stand_beside_the_values_and_in_the_file(client: Client) -> None:
    register_place("kz")
    record_observations(
        some_observations(*[("KZ-10", "unemployment_rate", year, 5.0) for year in ("2022", "2023")]), by=demo()
    )
    query = "v=unemployment_rate&u=KZ-10&from=2022"
    assert "No targets are recorded here" in read(client, f"/en/explorer/?{query}&targets=yes").text
    record_observations(
        some_observations(*[("KZ-10", "unemployment_rate", year, 4.0) for year in ("2023", "2025")], series="target"),
        by=demo(),
    )
    page = read(client, f"/en/explorer/?{query}&to=2025&targets=yes&chart=line")
    assert "No targets are recorded here" not in page.text
    assert [row[:2] for row in page.tables[0]] == [
        ["Name", "Series"],
        ["Abai Region", "value"],
        ["Abai Region", "target"],
    ]
    assert page.tables[0][2][2:] == ["no data", "4", "4"]
    text = client.get(f"/en/explorer/table.csv?{query}&to=2025&targets=yes&chart=line").content.decode()
    found = [
        (row["series"], row["period"], float(row["value"])) for row in csv.DictReader(io.StringIO(text)) if row["value"]
    ]
    assert found == [
        ("statistics", "2022", 5), ("statistics", "2023", 5), ("target", "2023", 4), ("target", "2025", 4),
    ]  # fmt: skip
    indexed = client.get(f"/en/explorer/table.csv?{query}&to=2025&targets=yes&as=index&base=2022").content.decode()
    assert [row["value"][:2] for row in csv.DictReader(io.StringIO(indexed)) if row["series"] == "target"] == [
        "",
        "80",
        "80",
    ]


@pytest.mark.django_db
def test_a_period_of_which_few_have_a_value_yet_is_passed_over_and_said(client: Client) -> None:
    register_place("kz")
    units = ("KZ-10", "KZ-11", "KZ-15", "KZ-19")
    given = [(unit, "unemployment_rate", year, 5.0) for unit in units for year in ("2021", "2022")]
    given += [(unit, "unemployment_rate", "2023", 5.0) for unit in units[:2]]
    record_observations(some_observations(*given, ("KZ-10", "unemployment_rate", "2024", 5.0)), by=demo())
    page = read(client, "/en/explorer/?v=unemployment_rate")
    assert page.tables[0][0][-1] == "2023"
    assert "For 2024 few units have a value yet, so 2023 is shown as the last period." in page.text
    asked = read(client, "/en/explorer/?v=unemployment_rate&to=2024")
    assert asked.tables[0][0][-1] == "2024"
    assert "few units have a value yet" not in asked.text
