"""Units side by side: what is published of each and nothing else, best and worst only where one way is better."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.doors.portal.compare.ahead import often
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.results.models import Interval, Pair
from tarazy.web.ui.written import number
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
        score, _, interval = score.partition("interval ")
        first = [told.split()[0] for told in published if told]  # the interval stands behind it in the same cell
        assert score.strip() in first
        assert interval.strip() == scores_of(name)
        assert rest.split()[0] in first
        assert "of 20" in rest
    assert page.html.count("Ranks best at") == 3
    assert "Score by period" in page.html


def scores_of(name: str) -> str:
    """The ends of the interval of a score, as a page writes them."""
    units = {name: unit for unit, name in names("kz").items()}
    one = Interval.objects.get(period="2024", node="index", unit=units[name])
    return f"{number(one.score_low, 1)}–{number(one.score_high, 1)}"


@pytest.mark.usefixtures("published")
def test_places_at_indicators_have_the_intervals_that_were_estimated(client: Client) -> None:
    page = read(client, f"/en/compare/?{THREE}")
    cards = [part.split("</div>\n    </div>")[0] for part in page.html.split('<div class="card"><h3>')[1:]]
    told = 0
    units = {name: unit for unit, name in names("kz").items()}
    for card in cards:
        unit = units[card.split("</h3>")[0]]
        for node, said in re.findall(r"node=([a-z_0-9]+)\">[^<]+</a>, rank \d+([^/]*)</", card):
            one = Interval.objects.get(period="2024", node=node, unit=unit)
            ends = [number(end) for end in (one.rank_low, one.rank_high)]
            assert f"(interval {'–'.join(dict.fromkeys(ends))})" in re.sub("<[^>]+>", "", f"{said}/")
            told += 1
    assert told == 3 * 6


@pytest.mark.usefixtures("published")
def test_scores_over_time_have_whiskers_where_they_were_estimated(client: Client) -> None:
    page = read(client, f"/en/compare/?{THREE}")
    one = Interval.objects.get(period="2023", node="index", unit="KZ-71")
    assert f"({number(one.score_low, 1)}–{number(one.score_high, 1)})" in page.html.split("Score by period", 1)[1]
    assert "Upright lines: between which scores" in page.text
    assert "Upright lines" not in read(client, "/en/compare/?unit=KAZ&unit=NOR").text


@pytest.mark.usefixtures("published")
def test_of_any_two_it_is_said_how_often_one_stands_before_the_other(client: Client) -> None:
    page = read(client, "/en/compare/?unit=KZ-35&unit=KZ-63&unit=KZ-31")
    units = {name: unit for unit, name in names("kz").items()}
    said = re.findall(
        r"<li>([^<]+) stands before ([^<]+) in (?:&gt; )?(\d+)% of the replicates([^<]*)\.</li>", page.html
    )
    assert len(said) == 3
    for first, second, share, verdict in said:
        pair = Pair.objects.get(
            period="2024", unit__in=(units[first], units[second]), other__in=(units[first], units[second])
        )
        p_ahead = pair.p_ahead if pair.unit_id == units[first] else 1 - pair.p_ahead
        assert p_ahead >= 0.5
        assert int(share) == pytest.approx(100 * p_ahead, abs=1)
        assert verdict == (" only: no significant difference" if p_ahead < 0.95 else "")
    assert len({verdict for *_pair, verdict in said}) == 2


def test_what_is_not_always_is_not_called_always() -> None:
    assert [often(share) for share in (0.5, 0.994, 0.9999, 1.0)] == ["50%", "99%", "> 99%", "100%"]


@pytest.mark.usefixtures("published")
def test_without_an_estimate_the_page_says_why(client: Client) -> None:
    page = read(client, "/en/compare/?unit=KAZ&unit=NOR")
    assert "the methodology does not say what may vary" in page.text
    assert "stands before" not in page.text


@pytest.mark.usefixtures("published")
def test_two_and_four_units_ask_as_much_of_intervals_and_pairs(client: Client) -> None:
    counts = []
    for units in ("unit=KZ-10&unit=KZ-11", "unit=KZ-15&unit=KZ-19&unit=KZ-27&unit=KZ-31"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/compare/?{units}")
        counts.append(sum("results_interval" in one["sql"] or "results_pair" in one["sql"] for one in queries))
    assert counts == [4, 4]  # at the index, at every node, over time; pairs


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
