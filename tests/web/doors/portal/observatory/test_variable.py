"""The page of a variable shows the shipped figures: all of them, none twice, each with its flags."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.rooms.observatory.actions.recording import record_observations
from tests.web.doors.portal.observatory.shipped import given, names, rows
from tests.web.doors.portal.reading import Read, read
from tests.web.rooms.shipped import demo, register_place, some_observations

NARROW_SPACE = "\N{NO-BREAK SPACE}"


def page_of(client: Client, address: str, language: str = "en") -> Read:
    page = read(client, f"/{language}/observatory/{address}")
    assert page.status == 200, address
    return page


def table_of(page: Read) -> dict[str, list[str]]:
    """The table of values by the name of the unit; the colour's name that stands before it is not looked at."""
    table = next(table for table in page.tables if table[0][-1].startswith(("To be read", "Абайлап", "Читать")))
    return {row[0].rpartition(", ")[2]: row for row in table[1:]}


def read_number(text: str) -> float:
    return float(text.replace(NARROW_SPACE, "").replace(" ", "").replace("−", "-").replace(",", "."))


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    ("variable", "period", "tolerance"),
    [("unemployment_rate", "2023", 0.0), ("grp_nominal", "2025", 0.5), ("under5_mortality", "2022", 0.0)],
)
def test_the_table_holds_every_value_of_the_period(
    client: Client, variable: str, period: str, tolerance: float, language: str
) -> None:
    page = page_of(client, f"{variable}/?period={period}", language)
    expected, called = given("kz", variable, period), names("kz", language)
    whole = expected.pop("KZ")
    shown = {name: read_number(row[1]) for name, row in table_of(page).items()}
    assert shown == pytest.approx({called[unit]: value for unit, value in expected.items()}, abs=tolerance)
    figures = re.findall(r"<dt>([^<]*)</dt><dd><strong>([^<]*)</strong>", page.html)
    assert read_number(figures[0][1]) == pytest.approx(whole, abs=tolerance)
    assert figures[0][0].startswith(called["KZ"])
    assert read_number(figures[1][1]) == pytest.approx(max(expected.values()), abs=tolerance)
    assert read_number(figures[2][1]) == pytest.approx(min(expected.values()), abs=tolerance)


@pytest.mark.usefixtures("published")
def test_the_map_says_what_the_table_says(client: Client) -> None:
    """The short number on the map stands for the whole one, which is said."""
    page = page_of(client, "grp_nominal/?period=2025")
    expected, called = given("kz", "grp_nominal", "2025"), names("kz")
    titles = re.findall(r"<title>([^<:]*): ([\d\s\xa0]+) ?\xa0?million\xa0₸", page.html)
    said = {name: read_number(value) for name, value in titles}
    del expected["KZ"]
    assert said == pytest.approx({called[unit]: value for unit, value in expected.items()}, abs=0.5)
    assert '<text class="map-value"' in page.html
    assert ">36.2</text>" in page.html  # Almaty, 36,195,761 million tenge
    assert "Here 1 stands for 1 000 000 (million ₸)." in page.text.replace(NARROW_SPACE, " ")


@pytest.mark.usefixtures("published")
def test_a_territory_is_never_counted_twice(client: Client) -> None:
    """In 2016 figures of South Kazakhstan stand beside back-cast ones of Turkistan and Shymkent, made of it."""
    values = given("kz", "grp_nominal", "2016")
    assert {"KZ-YUZ", "KZ-61", "KZ-79"} <= values.keys()
    page = page_of(client, "grp_nominal/?period=2016")
    table = table_of(page)
    former = table["South Kazakhstan Region (until 2018)"]
    assert former[0].startswith("on no scale")
    assert former[2] == "former boundaries 1 (note)"
    assert "Contains what also stands here by itself: Turkistan Region, Shymkent. Do not add them up." in page.text
    assert table["Turkistan Region"][2] == "back-cast 2 (note)"
    assert not table["Karaganda Region (boundaries until 2022)"][2]  # nothing made of it stands beside it
    figures = dict(re.findall(r"<dt>([^<]*)</dt><dd><strong>([^<]*)</strong>", page.html))
    assert int(figures["Values"]) == len(values) - 2  # without the whole, without the former region that is covered
    assert "In the table only: Almaty Region (boundaries until 2022)" in page.text


@pytest.mark.usefixtures("published")
def test_doubts_breaks_and_gaps_stand_with_their_notes(client: Client) -> None:
    page = page_of(client, "crimes_registered/?period=2022")
    notes = {row["note_en"] for row in rows("kz", "doubts") if row["variable"] == "crimes_registered"}
    [note] = notes
    assert page.html.count(f">{note}</li>") == 1  # once below the table, however many values it is about
    assert all("doubtful 1" in row[2] for row in table_of(page).values())
    abai = table_of(page)["Abai Region"]
    assert "break in the series" in abai[2]
    assert "The region exists only from June 2022: a part-year count." in page.text
    gaps = page_of(client, "crimes_registered/?period=2023")
    expected = {row["unit"] for row in rows("kz", "units") if row["peer_group"] == "region" and not row["valid_to"]}
    missing = expected - given("kz", "crimes_registered", "2023").keys()
    listed = re.search(r"<h3>No value for 2023</h3><p class=\"small\">([^<]*)</p>", gaps.html)
    assert missing
    assert listed
    assert set(listed[1].split(", ")) == {names("kz")[unit] for unit in missing}
    assert gaps.html.count("no-data)") >= len(missing)


@pytest.mark.usefixtures("published")
def test_sources_say_their_licence_or_that_they_state_none(client: Client) -> None:
    page = page_of(client, "grp_nominal/")
    named = {row["source"] for row in rows("kz", "observations") if row["variable"] == "grp_nominal"}
    licences = {row["licence"]: row for row in rows("kz", "licences")}
    for source in (row for row in rows("kz", "sources") if row["source"] in named):
        assert source["title_en"] in page.text
        assert licences[source["licence"]]["stated_en"] in page.text
    assert "Licence: none stated (the repository has no LICENSE file). Whoever wants to publish" in page.text


@pytest.mark.usefixtures("published")
def test_facts_and_the_indices_that_use_it(client: Client) -> None:
    page = page_of(client, "grp_nominal/")
    assert "8.1 (goal 8: Decent work and economic growth)" in page.text
    assert "Bureau of National Statistics" in page.text
    assert "stat.gov.kz 5926, 5927" in page.text
    links = {text: href for href, text in page.links}
    methodology = "/en/methodologies/kz/regional-development/2024.2/"
    assert links["Index of regional development (illustration), 2024.2"] == methodology
    assert links["Gross regional product per head"] == f"{methodology}#node-grp_per_capita"
    assert links["Investment in relation to gross regional product"] == f"{methodology}#node-investment_rate"
    assert "No index is computed from it." in page_of(client, "hospitals/").text


@pytest.mark.usefixtures("published")
def test_breakdowns_sorting_and_search_are_asked_for_by_links(client: Client) -> None:
    women = page_of(client, "unemployment_rate/?period=2023&breakdown=sex%3Df")
    expected = given("kz", "unemployment_rate", "2023", "sex=f")
    shown = {name: read_number(row[1]) for name, row in table_of(women).items()}
    assert shown == {names("kz")[unit]: value for unit, value in expected.items() if unit != "KZ"}
    assert ("/en/observatory/unemployment_rate/?breakdown=sex%3Dm", "men") in women.links
    numbers = [read_number(row[1]) for row in table_of(women).values()]
    assert numbers == sorted(numbers, reverse=True)
    turned = [read_number(row[1]) for row in table_of(page_of(client, "grp_nominal/?sort=value")).values()]
    assert turned == sorted(turned)
    found = table_of(page_of(client, "income_rank/?q=W0100119"))
    assert set(found) == {unit for unit in names("wales") if "W0100119" in unit}


@pytest.mark.usefixtures("published")
def test_many_units_are_turned_by_pages_and_have_no_map(client: Client) -> None:
    page = page_of(client, "income_rank/")
    assert len(table_of(page)) == 60
    assert "1 to 60 of 1 909" in page.text.replace(NARROW_SPACE, " ")
    assert "<h2>Map</h2>" not in page.html
    assert 'class="legend"' in page.html
    last = page_of(client, "income_rank/?page=32")
    assert read_number(list(table_of(last).values())[-1][1]) == 1
    countries = page_of(client, "life_expectancy_at_birth/?period=2021")
    expected = given("un", "life_expectancy_at_birth", "2021")
    kinds = {row["unit"]: row["kind"] for row in rows("un", "units")}
    figures = dict(re.findall(r"<dt>([^<]*)</dt><dd><strong>([^<]*)</strong>", countries.html))
    assert int(figures["Values"]) == sum(1 for unit in expected if kinds[unit] == "country") == 195
    groups = page_of(client, "life_expectancy_at_birth/?period=2021&group=aggregate")
    assert len(table_of(groups)) == sum(1 for unit in expected if kinds[unit] == "aggregate") == 11


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("unobtainium/", "Nothing called “unobtainium” is observed."),
        ("grp_nominal/?period=1999", "holds no values for 1999"),
        ("grp_nominal/?breakdown=sex%3Df", "is not broken down by “sex=f”"),
        ("grp_nominal/?group=planets", "no values of a group “planets”"),
        ("grp_nominal/?sort=colour", "cannot be sorted by “colour”"),
        ("grp_nominal/table.pdf", "no files of the form “pdf”"),
    ],
)
def test_what_is_not_there_is_a_helpful_404(client: Client, address: str, words: str) -> None:
    page = read(client, f"/en/observatory/{address}")
    assert page.status == 404
    assert words in page.text
    ways = [href for href, _ in page.links if href.startswith("/en/observatory/") and not href.endswith(address)]
    assert len(ways) > 1
    assert all(client.get(href).status_code == 200 for href in ways)


@pytest.mark.django_db
def test_one_and_three_units_ask_the_same_number_of_questions(client: Client) -> None:
    register_place("kz")
    counts = []
    for units in (["KZ-10"], ["KZ-11", "KZ-15"]):
        record_observations(
            some_observations(
                *((unit, "hospitals", period, 20.0) for unit in units for period in ("2022", "2023")),
                source="bns_odk_life",
            ),
            by=demo(),
        )
        page_of(client, "hospitals/")  # from now on its outlines are in memory
        with CaptureQueriesContext(connection) as queries:
            page = page_of(client, "hospitals/")
        counts.append((len(table_of(page)), len(queries)))
    assert [rows for rows, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1] < 28
