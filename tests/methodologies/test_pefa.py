"""pefa/scores: the letters of the sample countries' indicators come out as they were worked out by hand.

The letters of data/pefa-sample/worked.csv were written down by PEFA's rule and table, not by Tarazy.
"""

from itertools import combinations_with_replacement

import pytest

from tests.data.places import DATA, table
from tests.methodologies.shipped import methodology, scored_by_command

PEFA = "pefa/scores/2016"
BY_WEAKEST_LINK = {f"pi_{number}" for number in (1, 2, 4, 5, 9, 18, 20, 22, 23, 26, 28, 29, 30)}
OF_DIMENSIONS = {"A": "4", "B": "3", "C": "2", "D": "1", "D*": "0", "NA": ""}
OF_INDICATORS = {"A": "4.0", "B+": "3.5", "B": "3.0", "C+": "2.5", "C": "2.0", "D+": "1.5", "D": "1.0", "NA": ""}


def node(indicator):
    return indicator.lower().replace("-", "_")


def worked(period):
    """By unit and indicator: the letters of its dimensions, and its own."""
    rows = (row for row in table("pefa-sample", "worked") if row["period"] == period)
    return {(row["unit"], node(row["indicator"])): (row["letters"].split(), row["letter"]) for row in rows}


@pytest.fixture(scope="module", params=["2020", "2024"])
def period(request):
    return request.param


@pytest.fixture(scope="module")
def scores(period, tmp_path_factory):
    return scored_by_command(PEFA, "pefa-sample", period, tmp_path_factory.mktemp(period))


def test_every_letter_of_an_indicator_comes_out(scores, period):
    expected = worked(period)
    assert len(expected) == {"2020": 31, "2024": 8 * 31}[period]
    for key, (_, letter) in expected.items():
        reason = "not_applicable" if letter == "NA" else ""
        assert (scores[key]["score"], scores[key]["reason"]) == (OF_INDICATORS[letter], reason), key


def test_the_worked_letters_of_dimensions_are_those_of_the_observations(period):
    expected = {
        (unit, f"pefa_{indicator}_{number}"): (OF_DIMENSIONS[letter], "M" if letter == "NA" else "")
        for (unit, indicator), (letters, _) in worked(period).items()
        for number, letter in enumerate(letters, 1)
    }
    rows = [row for row in table("pefa-sample", "observations") if row["period"] == period]
    assert {(row["unit"], row["variable"]): (row["value"], row["status"]) for row in rows} == expected
    assert len(rows) == {"2020": 94, "2024": 8 * 94}[period]


def test_every_row_of_the_table_and_every_case_of_the_weakest_link_occur():
    rows, weakest = set(), set()
    for (_, indicator), (letters, letter) in worked("2024").items():
        if indicator in BY_WEAKEST_LINK:
            weakest.add(letter)
        elif "NA" not in letters:
            rows.add("".join(sorted(each[0] for each in letters)))
    assert rows == {"".join(row) for count in (2, 3, 4) for row in combinations_with_replacement("ABCD", count)}
    assert weakest == set(OF_INDICATORS)


def test_there_is_no_total_and_no_league_table(scores):
    for (_, node), row in scores.items():
        if not node.startswith("pi_"):
            assert row["score"] == ""
            assert row["reason"] in {"no_total", "missing", "not_applicable"}
        assert row["rank"] == "" or float(row["rank"]) == 1


def test_it_has_31_indicators_of_94_dimensions_in_seven_pillars():
    text = methodology(PEFA)
    assert len(text.indicators) == 94
    assert len(text.dimensions) == 31 + 7
    assert len(text.index.children) == 7
    found = {node.id for node in text.dimensions if node.methods["aggregate"].__struct_config__.tag == "pefa_m1"}
    assert found == BY_WEAKEST_LINK


def test_the_countries_say_that_they_are_samples():
    rows = table("pefa-sample", "units")
    assert len(rows) == len({row["peer_group"] for row in rows}) == 8
    for row in rows:
        assert "SAMPLE" in row["unit"]
        assert row["name_kk"].startswith("Үлгі ")
        assert row["name_ru"].startswith("Страна-образец ")
        assert row["name_en"].startswith("Sample ")
    assert "invented" in (DATA / "pefa-sample" / "SOURCES.md").read_text(encoding="utf-8")
