"""The files of a variable hold exactly what is shown, or everything; and what is taken along can be read in again."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tarazy.exchange.observations import read_observations
from tarazy.web.rooms.observatory.models import Observation
from tests.web.doors.portal.observatory.shipped import given, rows
from tests.web.rooms.shipped import demo

pytestmark = pytest.mark.usefixtures("published")


def table(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(f"/en/observatory/{address}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; ")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_the_shown_table_at_full_precision_with_flags_and_sources(client: Client) -> None:
    found = table(client, "grp_nominal/table.csv?period=2016&sort=value")
    assert {row["unit"]: float(row["value"]) for row in found} == given("kz", "grp_nominal", "2016")
    assert found[0]["unit"] == "KZ"  # the whole first, then as the page is sorted
    values = [float(row["value"]) for row in found[1:]]
    assert values == sorted(values)
    by_unit = {row["unit"]: row for row in found}
    assert by_unit["KZ-YUZ"]["includes"] == "Turkistan Region; Shymkent"
    assert by_unit["KZ-61"]["is_back_cast"] == "True"
    assert {row["source"] for row in found} <= {row["source"] for row in rows("kz", "sources")}


def test_the_same_questions_give_the_same_rows_as_json(client: Client) -> None:
    said = json.loads(client.get("/kk/observatory/crimes_registered/table.json?period=2022&q=Абай").content)
    assert [row["unit"] for row in said["rows"]] == ["KZ-10"]
    [row] = said["rows"]
    assert row["value"] == given("kz", "crimes_registered", "2022")["KZ-10"]
    assert row["status"] == "U"
    assert row["doubt"]
    assert row["break"]
    assert said["period"] == "2022"
    assert {source["licence_as_stated"]["en"] for source in said["sources"]}
    assert set(said["title"]) == {"kk", "ru", "en"}


def test_everything_as_it_ships(client: Client) -> None:
    columns = ("unit", "period", "variable", "breakdown", "series", "status", "source")
    shipped = {
        tuple(row[name] for name in columns): float(row["value"])
        for row in rows("kz", "observations")
        if row["variable"] == "unemployment_rate"
    }
    found = table(client, "unemployment_rate/all.csv")
    assert {tuple(row[name] for name in columns): float(row["value"]) for row in found} == shipped
    assert len(found) == len(shipped) > 1000
    said = json.loads(client.get("/en/observatory/unemployment_rate/all.json").content)
    assert [row["value"] for row in said["rows"]] == [float(row["value"]) for row in found]


def test_what_is_taken_along_can_be_read_in_again(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "unemployment_rate.csv"
    path.write_bytes(client.get("/en/observatory/unemployment_rate/all.csv").content)
    again = read_observations([path])
    assert len(again) == len([row for row in rows("kz", "observations") if row["variable"] == "unemployment_rate"])


WITH_RESULTS, AT_ONCE = ("self-report", "verified", "decision"), ("target",)
UNIT, VARIABLE, YEAR = "KZ-43", "unemployment_rate", "2031"


def record(series: str, value: float) -> None:
    Observation.objects.create(
        unit_id=UNIT, variable_id=VARIABLE, period=YEAR, series=series, value=value, recorded_at=timezone.now(),
        recorded_by=demo(),
    )  # fmt: skip


def test_what_bodies_report_and_what_is_found_and_decided_about_it_is_not_given_away(client: Client) -> None:
    """It becomes public with the results; a target is public at once."""
    addresses = [f"{VARIABLE}/all.csv", f"{VARIABLE}/all.json", f"{VARIABLE}/", f"{VARIABLE}/table.csv", "?place=kz"]
    before = {one: client.get(f"/en/observatory/{one}").content for one in addresses}
    for n, series in enumerate(WITH_RESULTS):
        record(series, 1234.25 + n)
    assert {one: client.get(f"/en/observatory/{one}").content for one in addresses} == before
    assert client.get(f"/en/observatory/{VARIABLE}/table.csv?period={YEAR}").status_code == 404
    for series in AT_ONCE:
        record(series, 4321.25)
    found = [row for row in table(client, f"{VARIABLE}/all.csv") if row["period"] == YEAR]
    assert [(row["unit"], row["series"], float(row["value"])) for row in found] == [(UNIT, "target", 4321.25)]
