"""Every file that the page offers is there, and the whole observatory is what ships."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from tests.web.doors.portal.observatory.shipped import rows
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published")


def test_every_file_is_there(client: Client) -> None:
    page = read(client, "/en/downloads/")
    kinds = {}
    for href, _text in page.links:
        if href.startswith("/en/") and "." in href.rpartition("/")[2]:
            kinds.setdefault((href.split("/")[2], href.rpartition(".")[2]), href)
    assert {("indices", "zip"), ("observatory", "csv"), ("downloads", "topojson"), ("methodologies", "zip")} <= set(
        kinds
    )
    for href in kinds.values():
        assert client.get(href).status_code == 200, href
    shown = {href for href, _ in page.links if href.startswith("/en/observatory/") and href.endswith("/all.csv")}
    assert len(shown) == 62


def test_the_whole_observatory_is_what_ships(client: Client) -> None:
    answer = client.get("/en/downloads/observatory.csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    columns = ("unit", "period", "variable", "breakdown", "series")
    found = {tuple(row[name] for name in columns): row["value"] for row in csv.DictReader(io.StringIO(text))}
    shipped = {
        tuple(row[name] for name in columns): float(row["value"])
        for row in rows("kz", "observations")
        if row["value"]
    }  # fmt: skip
    assert {key: float(found[key]) for key in shipped} == shipped
    assert not any(":" in variable for _unit, _period, variable, *_ in found)


def test_outlines_are_topojson_and_a_place_without_any_says_so(client: Client) -> None:
    assert json.loads(client.get("/en/downloads/outlines/kz.topojson").content)["type"] == "Topology"
    page = read(client, "/en/downloads/outlines/atlantis.topojson")
    assert page.status == 404
    assert "There are no outlines of “atlantis”." in page.text
