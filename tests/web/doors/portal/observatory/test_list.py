"""The list of variables: whole, and narrowed by name, topic, goal and place."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.rooms.observatory.actions.recording import record_observations
from tests.web.doors.portal.observatory.shipped import rows
from tests.web.doors.portal.reading import Read, read
from tests.web.rooms.shipped import demo, register_place, some_observations


def listed(page: Read) -> dict[str, list[str]]:
    """The rows of every table by the address of the variable."""
    addresses = {text: href for href, text in page.links if "/observatory/" in href and "?" not in href}
    return {addresses[row[0]].rstrip("/").rpartition("/")[2]: row for table in page.tables for row in table[1:]}


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_variable_stands_under_its_topic_with_how_much_is_known(client: Client, language: str) -> None:
    pages = [read(client, f"/{language}/observatory/?page={number}") for number in (1, 2)]
    expected = {row["variable"]: row for place in ("kz", "un", "wales") for row in rows(place, "variables")}
    expected = {id: row for id, row in expected.items() if ":" not in id}
    addresses = {href.rstrip("/").rpartition("/")[2] for page in pages for href, _ in page.links}
    assert set(expected) <= addresses
    assert sum(len(table) - 1 for page in pages for table in page.tables) == len(expected) == 62
    if language == "en":
        found = listed(pages[0]) | listed(pages[1])
        known = [row for row in rows("kz", "observations") if row["variable"] == "grp_nominal"]
        assert found["grp_nominal"] == [
            "Gross regional product", "million tenge at current prices", "Kazakhstan", "2015–2025", str(len(known)),
        ]  # fmt: skip


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=жұмыссыздық", {"unemployment_rate"}),
        ("q=БЕЗРАБОТИЦ", {"unemployment_rate"}),
        ("q=unemployment_r", {"unemployment_rate"}),
        ("topic=population", {"population_avg"}),
        ("place=un&topic=education", {"expected_years_of_schooling", "mean_years_of_schooling"}),
        ("place=un&topic=education&goal=4&q=mean", {"mean_years_of_schooling"}),
    ],
)
def test_the_list_is_narrowed(client: Client, query: str, expected: set[str]) -> None:
    page = read(client, f"/en/observatory/?{query}")
    assert set(listed(page)) == expected


@pytest.mark.usefixtures("published")
def test_a_goal_finds_the_variables_of_all_its_targets(client: Client) -> None:
    expected = {
        row["variable"]
        for place in ("kz", "un")
        for row in rows(place, "variables")
        if ":" not in row["variable"] and any(goal.split(".")[0] == "17" for goal in row["goal"].split(";"))
    }
    assert len(expected) > 1
    assert set(listed(read(client, "/en/observatory/?goal=17"))) == expected


@pytest.mark.usefixtures("published")
def test_each_choice_keeps_the_others(client: Client) -> None:
    page = read(client, "/en/observatory/?place=kz&goal=8&q=growth")
    links = {text: href for href, text in page.links}
    assert links["Labour"] == "/en/observatory/?place=kz&topic=labour&goal=8&q=growth"
    assert links["countries"] == "/en/observatory/?place=un&goal=8&q=growth"
    assert '<input type="hidden" name="goal" value="8">' in page.html
    assert "8 (goal 8: Decent work and economic growth)" in page.text


@pytest.mark.usefixtures("published")
def test_what_is_not_there(client: Client) -> None:
    nothing = read(client, "/en/observatory/?q=unicorns")
    assert nothing.status == 200
    assert nothing.tables == []
    assert "Nothing was found" in nothing.text
    for query in ("topic=magic", "goal=18", "place=atlantis"):
        page = read(client, f"/en/observatory/?{query}")
        assert page.status == 404
        assert f"“{query.partition('=')[2]}”" in page.text
        assert ("/en/observatory/", "All variables") in page.links


@pytest.mark.django_db
def test_one_and_three_variables_ask_the_same_number_of_questions(client: Client) -> None:
    register_place("kz")
    counts = []
    for variables in (["unemployment_rate"], ["grp_nominal", "hospitals"]):
        record_observations(
            some_observations(*(("KZ-10", one, "2023", 5.0) for one in variables), source="bns_odk_life"), by=demo()
        )
        with CaptureQueriesContext(connection) as queries:
            page = read(client, "/en/observatory/")
        counts.append((sum(len(table) - 1 for table in page.tables), len(queries)))
    assert [rows for rows, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1] < 8
