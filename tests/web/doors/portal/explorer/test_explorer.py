"""The pages of the explorer: what they refuse and how, who may frame them, how much they ask of the database."""

from __future__ import annotations

import csv
import html
import io
import re
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tarazy.web.rooms.observatory.actions.recording import record_observations
from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import demo, register_place, some_observations

VIEW = "v=unemployment_rate&group=region&from=2015&to=2022&chart=line"
SCORE = "kz/regional-development:index"
REFUSED = {
    "v=nothing": "Nothing called “nothing” is observed.",
    "v=unemployment_rate&chart=pie": "There is no chart “pie”.",
    "v=unemployment_rate&as=magic": "Values cannot be transformed by “magic”.",
    "v=unemployment_rate&to=1850": "There are no values for 1850.",
    "v=unemployment_rate&from=2020&to=2015": "The first period lies after the last one.",
    "v=unemployment_rate&b=moon%3Dfull": "None of what is chosen is broken down by “moon=full”.",
    "v=unemployment_rate&u=ATLANTIS": "Nobody is called ATLANTIS here.",
    "v=unemployment_rate&group=atlantis": "There are no values of a group “atlantis” here.",
    "v=unemployment_rate&as=divided&by=nothing": "“nothing” is nothing that values can be divided by here.",
    "v=unemployment_rate&as=per_head&by=grp_nominal": "“grp_nominal” is nothing that values can be divided by here.",
    "v=unemployment_rate&chart=scatter": "A scatter needs two variables",
    "v=unemployment_rate&known=yesterday": "“yesterday” is no day",
    "v=unemployment_rate&v=gni_per_capita": "are observed of different units",
    "v=unemployment_rate&u=KZ&u=KZ-19": "These are units of different kinds.",
    "v=" + "a" * 300: "far too long",
    "&".join(f"v=v{n}" for n in range(13)): "at most 12 variables; 13 are chosen",
    "v=income_rank&" + "&".join(f"u=W{n:08}" for n in range(61)): "At most 60 units are chosen by hand; 61 are.",
    "v=income_rank&group=wales": "A view holds at most 300 units; here are",
}


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("query", REFUSED)
def test_what_is_not_there_is_said_with_a_way_on(client: Client, query: str) -> None:
    for name in ("explorer", "embed"):
        page = read(client, f"/en/{name}/?{query}")
        assert page.status == 404
        assert REFUSED[query] in page.text
        ways = re.findall(
            r'href="([^"]*)"', page.html.partition("Perhaps you are looking for")[2].partition("</ul>")[0]
        )
        assert "/en/explorer/" in ways
        assert {client.get(html.unescape(href)).status_code for href in ways[:3]} == {200}
    answer = client.get(f"/en/explorer/?{query}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="explorer"' in answer.content.decode()
    assert client.get(f"/en/explorer/table.csv?{query}").status_code == 404


@pytest.mark.usefixtures("published")
def test_units_of_different_kinds_stand_together_only_where_that_is_said(client: Client) -> None:
    refused = read(client, "/en/explorer/?v=unemployment_rate&u=KZ&u=KZ-19")
    way = next(href for href, text in refused.links if text == "Show them together all the same")
    page = read(client, way)
    assert page.status == 200
    assert {row[0] for row in page.tables[0][1:]} == {"Kazakhstan", "Almaty Region"}
    assert (
        read(client, "/en/explorer/?v=unemployment_rate&u=KZ-71&u=KZ-19").status == 200
    )  # a peer group: a city, a region


@pytest.mark.usefixtures("published")
def test_a_form_leads_to_the_address_of_its_view_and_drops_what_does_not_fit(client: Client) -> None:
    """Plain fields, with much that belongs to the variables chosen before."""
    given = "form=1&chart=line&find=&v=hospitals&group=region&kind=&b=sex%3Df&from=1990&to=2045&as=as_is&by=&known="
    answer = client.get(f"/en/explorer/?{given}")
    assert answer.status_code == 302
    address = answer.headers["Location"]
    assert "sex" not in address
    assert "by=" not in address
    page = read(client, address)
    assert page.status == 200
    assert page.heads["canonical"] == [f"http://testserver{address}"]
    divided = client.get(f"/en/explorer/?{given}".replace("as=as_is", "as=per_head")).headers["Location"]
    assert "as=per_head&by=population_avg" in divided
    assert client.get(f"/en/explorer/?{given}".replace("as=as_is", "as=divided")).headers["Location"] == address


@pytest.mark.usefixtures("published")
def test_published_scores_may_be_explored_and_lead_to_their_results(client: Client) -> None:
    page = read(client, f"/en/explorer/?v={SCORE}&group=region&chart=bars")
    results = read(client, "/en/indices/kz/regional-development/2024/")
    shown = {row[0]: row[1] for row in page.tables[0][1:] if row[1] != "no data"}
    assert len(shown) >= 17
    assert "/en/indices/kz/regional-development/?node=index" in dict(page.links)
    assert set(shown) <= {cell for row in results.tables[0][1:] for cell in row} | {row[0] for row in page.tables[0]}


@pytest.mark.usefixtures("published")
def test_the_workbook_holds_the_table_and_says_where_it_comes_from(client: Client) -> None:
    answer = client.get(f"/en/explorer/table.xlsx?{VIEW}")
    assert "attachment" in answer["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    table, notes = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    said = {row[0]: row[1] for row in notes}
    assert f"explorer/?{VIEW}" in said["How to cite"]
    assert any(term.startswith("Source ") for term in said)
    assert len(table) == 1 + 20 * 8
    value = table[0].index("Value")
    rows = csv.DictReader(io.StringIO(client.get(f"/en/explorer/table.csv?{VIEW}").content.decode()))
    assert [row[value] for row in table[1:]] == [float(row["value"]) if row["value"] else "" for row in rows]
    assert client.get(f"/en/explorer/table.doc?{VIEW}").status_code == 404


NOT_FRAMED = (
    "", "explorer/", "compare/", "downloads/", "indices/", "units/", "observatory/", "methodologies/", "about/",
    "gallery/", "account/sign-in/", "desk/", "nowhere/", f"explorer/table.csv?{VIEW}",
)  # fmt: skip
FRAMED = re.compile(r"frame-ancestors ([^;]+)")


@pytest.mark.usefixtures("published")
def test_others_may_frame_a_view_alone_and_nothing_else(client: Client) -> None:
    answer = client.get(f"/en/embed/?{VIEW}")
    assert FRAMED.findall(answer.headers["Content-Security-Policy"]) == []
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    for path in NOT_FRAMED:
        other = client.get(f"/en/{path}")
        assert FRAMED.findall(other.headers["Content-Security-Policy"]) == ["'none'"], path
        assert other.headers["X-Frame-Options"] == "DENY", path


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_is_passed_on_leads_back(client: Client, language: str) -> None:
    page = read(client, f"/{language}/explorer/?{VIEW}")
    [address, citation, frame] = re.findall(r'data-copy="([^"]*)"', page.html)
    assert urlsplit(address.replace("&amp;", "&")).query == VIEW
    assert "explorer/?" in citation
    assert frame.startswith("&lt;iframe src=&quot;http://testserver/")
    assert "<iframe" not in page.html
    embedded = read(client, f"/{language}/embed/?{VIEW}")
    assert any(href.endswith(f"/{language}/explorer/?{VIEW}") for href, _ in embedded.links)
    assert "<script" not in embedded.html


@pytest.mark.django_db
def test_without_figures_it_says_what_will_be_here(client: Client) -> None:
    page = read(client, "/en/explorer/")
    assert page.status == 200
    assert "Nothing is observed yet." in page.text
    assert read(client, "/en/embed/").status == 404


@pytest.mark.django_db
def test_one_and_three_units_ask_the_same_number_of_questions(client: Client) -> None:
    register_place("kz")
    years = ("2022", "2023")
    given = [(unit, "unemployment_rate", year, 5.0) for unit in ("KZ-10", "KZ-11", "KZ-15") for year in years]
    record_observations(some_observations(*given), by=demo())
    read(client, "/en/explorer/")  # from now on everything that is offered is in memory
    counts = []
    for units in ("u=KZ-10", "u=KZ-10&u=KZ-11&u=KZ-15"):
        with CaptureQueriesContext(connection) as queries:
            page = read(client, f"/en/explorer/?v=unemployment_rate&{units}")
        counts.append((len(page.tables[0]) - 1, len(queries)))
    assert [rows for rows, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1] <= 7
