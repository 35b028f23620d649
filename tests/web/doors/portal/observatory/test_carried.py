"""Figures on the boundaries of another time: carried, marked with share and basis, stored nowhere."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.units.models import Succession
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published")

BEFORE_BOTH = "doctors/table.csv?period=2016"


def rows_of(client: Client, address: str) -> dict[str, dict[str, str]]:
    text = client.get(f"/en/observatory/{address}").content.decode("utf-8-sig")
    return {row["unit"]: row for row in csv.DictReader(io.StringIO(text))}


def test_both_reforms_are_carried_onto_the_boundaries_of_today(client: Client) -> None:
    recorded, carried = rows_of(client, BEFORE_BOTH), rows_of(client, BEFORE_BOTH + "&territory=present")
    assert {"KZ-YUZ", "KZ-ALM", "KZ-KAR", "KZ-VOS"} <= recorded.keys()
    assert not {"KZ-YUZ", "KZ-ALM", "KZ-KAR", "KZ-VOS"} & carried.keys()
    assert len(carried) == 21  # the country and its 20 units
    for row in Succession.objects.all():
        made = carried[row.to_unit_id]
        assert made["status"] == "E"
        assert float(made["value"]) == pytest.approx(row.share * float(recorded[row.from_unit_id]["value"]), rel=1e-5)
        assert f"{row.share:.1%}" in made["note"]
        assert "2017" in made["note"] or "2021" in made["note"]
    parts = [float(carried[unit]["value"]) for unit in ("KZ-10", "KZ-63")]
    assert sum(parts) == float(recorded["KZ-VOS"]["value"])
    assert not carried["KZ-11"]["note"]


def test_and_back_onto_those_before_the_reforms(client: Client) -> None:
    recorded = rows_of(client, "population_avg/table.csv?period=2024")
    former = rows_of(client, "population_avg/table.csv?period=2024&territory=former")
    assert float(former["KZ-KAR"]["value"]) == sum(float(recorded[unit]["value"]) for unit in ("KZ-35", "KZ-62"))
    assert former["KZ-KAR"]["note"].startswith("Sum of")
    assert not {"KZ-35", "KZ-62", "KZ-61", "KZ-79"} & former.keys()
    rates = rows_of(client, "unemployment_rate/table.csv?period=2024&territory=former")
    between = sorted(
        float(rows_of(client, "unemployment_rate/table.csv?period=2024")[u]["value"]) for u in ("KZ-35", "KZ-62")
    )
    assert between[0] <= float(rates["KZ-KAR"]["value"]) <= between[1]
    assert "weighted with “Employed population”" in rates["KZ-KAR"]["note"]


def test_the_page_marks_each_carried_value_and_says_why(client: Client) -> None:
    page = read(client, "/en/observatory/doctors/?period=2016&territory=present&unit=KZ-10")
    table = next(table for table in page.tables if table[0][-1].startswith("To be read"))
    assert "carried" in next(row for row in table if "Abai" in row[0])[2]
    assert "47.0% of East Kazakhstan Region (boundaries until 2022)" in page.text
    assert "Some values are carried over the reforms" in page.text
    assert "/en/observatory/doctors/?period=2016&unit=KZ-10" in dict(page.links)
    assert "carried" not in read(client, "/en/observatory/doctors/?period=2016").text


def test_what_cannot_be_carried_says_so_and_stays(client: Client) -> None:
    recorded = rows_of(client, "grp_volume_index/table.csv?period=2016")
    present = rows_of(client, "grp_volume_index/table.csv?period=2016&territory=present")
    assert recorded.keys() - present.keys() == {"KZ-YUZ"}  # what came out of it was cast back by the office itself
    assert {"KZ-ALM", "KZ-KAR", "KZ-VOS"} <= present.keys()
    page = read(client, "/en/observatory/grp_volume_index/?period=2016&territory=present")
    assert "Shown as it is recorded" in page.text


def test_a_unit_page_adds_what_is_carried_onto_it(client: Client) -> None:
    plain, carried = read(client, "/en/units/KZ-10/"), read(client, "/en/units/KZ-10/?territory=present")
    assert "cash income" not in plain.text.lower().partition("main figures")[2]
    assert "Average per capita nominal cash income" in carried.text
    assert "The value of East Kazakhstan Region (boundaries until 2022) as a whole" in carried.text
    back = read(client, "/en/units/KZ-VOS/?territory=former")
    assert "Sum of what is recorded for: Abai Region; East Kazakhstan Region." in back.text
    assert "also carried over reforms" not in read(client, "/en/units/KZ-11/").text


@pytest.mark.parametrize("path", ["observatory/doctors/", "units/KZ-10/"])
def test_other_boundaries_are_refused_with_a_way_on(client: Client, path: str) -> None:
    page = read(client, f"/en/{path}?territory=atlantis")
    assert page.status == 404
    assert f"/en/{path}" in {href.partition("?")[0] for href, _ in page.links}


def test_nothing_carried_is_stored_and_questions_do_not_grow(client: Client) -> None:
    before, counts = Observation.objects.count(), []
    read(client, "/en/observatory/doctors/?period=2020&territory=present")  # what pages share is in memory from here on
    for period in ("2021", "2016"):  # two carried units, and eight
        with CaptureQueriesContext(connection) as queries:
            read(client, f"/en/observatory/doctors/?period={period}&territory=present")
        counts.append(len(queries))
    assert Observation.objects.count() == before
    assert abs(counts[0] - counts[1]) <= 1
    with CaptureQueriesContext(connection) as queries:
        read(client, "/en/units/KZ-10/?territory=present")
    assert len(queries) < 60
