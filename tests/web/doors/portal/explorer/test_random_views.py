"""Two hundred views drawn by lot: each at its one address, with the same picture and table there, without a script."""

from __future__ import annotations

import csv
import io
import random
import re

import pytest
from django.http import QueryDict
from django.test import Client

from tarazy.web.doors.portal.explorer.view import View, view_given
from tests.web.doors.portal.explorer.drawing_lots import drawn_by_lot, reckoned
from tests.web.doors.portal.reading import Read, read

pytestmark = pytest.mark.usefixtures("published")

VIEWS, PARTS = 200, 8
SVG = re.compile(r'<svg [^>]*role="(?:img|group)".*?</svg>', re.DOTALL)
DRAWN_ONE_BY_ONE = ("bars", "distribution", "scatter", "multiples")


def parsed(query: str) -> View:
    given = QueryDict(query)
    return view_given({name: given.getlist(name) for name in given})


@pytest.mark.parametrize("part", range(PARTS))
def test_each_address_shows_the_same_picture_and_table(client: Client, part: int) -> None:
    chance = random.Random(20261122 + part)
    for _ in range(VIEWS // PARTS):
        view = drawn_by_lot(chance)
        assert parsed(view.query) == view, view
        assert parsed(view.query).query == view.query
        page = read(client, f"/en/explorer/?{view.query}")
        assert page.status == 200, (view.query, page.text[:500])
        assert page.heads["canonical"] == [f"http://testserver/en/explorer/?{view.query}"]
        table = files_table(client, view)
        expected = reckoned(view)
        assert {key: value for key, value, _ in table} == {
            key: None if value is None else pytest.approx(value, rel=1e-9, abs=1e-9) for key, value in expected.items()
        }, view.query
        assert_page_shows(page, [value for _, value, _ in table], view)
        assert_is_drawn(client, page, view, [value for _, value, _ in table])


def files_table(client: Client, view: View) -> list[tuple[tuple[str, str, str, str], float | None, str]]:
    """The rows of the view's CSV: key, value, status."""
    text = client.get(f"/en/explorer/table.csv?{view.query}").content.decode()
    return [
        (
            (row["unit"], row["variable"], row["breakdown"], row["period"]),
            float(row["value"]) if row["value"] else None,
            row["status_meaning"],
        )
        for row in csv.DictReader(io.StringIO(text))
    ]


def assert_page_shows(page: Read, values: list[float | None], view: View) -> None:
    """The cells of the page, in the order of the file, are its values rounded."""
    [table] = page.tables
    heads = 1 + (table[0][1] in ("Variable", "Breakdown", "Series"))
    cells = [cell for row in table[1:] for cell in row[heads:]]
    assert len(cells) == len(values) or len(table) == 61, view.query
    for cell, value in zip(cells, values, strict=False):
        written = re.sub(r" \d+ \(note\)", "", cell).replace("\N{NO-BREAK SPACE}", "").replace("−", "-")
        if value is None:
            assert re.search("[a-z]", written), (cell, view.query)
            continue
        decimals = len(written.partition(".")[2])
        assert float(written.replace(" ", "")) == pytest.approx(value, abs=0.5001 * 10**-decimals, rel=1e-9), view.query


def assert_is_drawn(client: Client, page: Read, view: View, values: list[float | None]) -> None:
    """A picture wherever there is anything to draw; the same one where others frame it."""
    pictures = SVG.findall(page.html)
    embedded = read(client, f"/en/embed/?{view.query}")
    assert embedded.status == 200
    assert SVG.findall(embedded.html) == pictures
    assert embedded.tables == page.tables
    known = [value for value in values if value is not None]
    assert ("No targets are recorded here" in page.text) == bool(view.targets)
    refused = any(said in page.text for said in ("Not drawn", "Nobody has values of both", "no map of these units"))
    if view.chart == "table" or not known:
        assert pictures == []
    elif view.chart == "map":
        assert 'class="map ' in page.html or refused
    else:
        assert pictures or refused, view.query
    if view.chart in DRAWN_ONE_BY_ONE and view.chart != "scatter" and pictures and not refused:
        marks = sum(picture.count('class="mark"') or picture.count("<title>") - 1 for picture in pictures)
        twice = 1 if view.chart == "multiples" else 2  # wide and narrow
        assert marks == len(known) * twice, view.query
