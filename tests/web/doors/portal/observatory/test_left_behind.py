"""Who is left behind: gaps of the shipped figures, worked out here once more."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.rooms.observatory.actions.recording import record_observations
from tests.web.doors.portal.observatory.shipped import given, names
from tests.web.doors.portal.observatory.test_variable import page_of, read_number
from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import demo, register_place, some_observations

VARIABLE = "unemployment_rate"


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("unit", ["KZ", "KZ-79"])
def test_each_group_stands_beside_the_average_the_furthest_behind_first(client: Client, unit: str) -> None:
    page = page_of(client, f"{VARIABLE}/left-behind/?key=sex&period=2023&unit={unit}")
    average = given("kz", VARIABLE, "2023")[unit]
    values = {word: given("kz", VARIABLE, "2023", f"sex={code}")[unit] for word, code in (("women", "f"), ("men", "m"))}
    [table] = [table for table in page.tables if table[0][0] == "Group"]
    rows = {row[0]: row for row in table[1:]}
    assert {name: read_number(row[1]) for name, row in rows.items()} == pytest.approx(values)
    expected = {name: value - average for name, value in values.items()}
    assert {name: read_number(row[2].removeprefix("+")) for name, row in rows.items()} == pytest.approx(
        expected, abs=0.051
    )
    shares = {name: read_number(row[3].rstrip("%")) for name, row in rows.items()}
    assert shares == pytest.approx({name: 100 * gap / average for name, gap in expected.items()}, abs=0.051)
    worst = max(values, key=lambda name: values[name])  # of unemployment less is better
    assert table[1][0] == worst
    assert table[1][4] == ("left behind" if expected[worst] > 0 else "—")


@pytest.mark.usefixtures("published")
def test_units_stand_with_their_groups_side_by_side(client: Client) -> None:
    page = page_of(client, f"{VARIABLE}/left-behind/?key=sex&period=2023")
    [table] = [table for table in page.tables if table[0][0] == "Name"]
    assert table[0][1:4] == ["total", "women", "men"]
    women, men = (given("kz", VARIABLE, "2023", f"sex={code}") for code in "fm")
    shown = {row[0]: row for row in table[1:]}
    for unit in ("KZ", "KZ-10", "KZ-79"):
        row = shown[names("kz")[unit]]
        assert read_number(row[2]) == women[unit]
        assert read_number(row[3]) == men[unit]
        assert read_number(row[4]) == pytest.approx(abs(women[unit] - men[unit]), abs=0.051)
    gaps = [abs(read_number(row[6].removeprefix("+"))) for row in table[1:] if row[6] != "—"]
    assert gaps == sorted(gaps, reverse=True)


@pytest.mark.usefixtures("published")
def test_the_picture_over_time_has_its_table(client: Client) -> None:
    page = page_of(client, f"{VARIABLE}/left-behind/?key=sex")
    assert "Unemployment rate by group over time: Kazakhstan" in page.text
    [table] = [table for table in page.tables if table[0] == ["Period", "total", "women", "men"]]
    for row in table[1:]:
        for column, code in ((2, "sex=f"), (3, "sex=m")):
            value = given("kz", VARIABLE, row[0], code).get("KZ")
            assert row[column] == "no data" if value is None else read_number(row[column]) == pytest.approx(value)


@pytest.mark.usefixtures("published")
def test_it_says_clearly_that_there_is_no_breakdown(client: Client) -> None:
    assert "nobody can say here who is left behind" in page_of(client, "grp_nominal/left-behind/").text
    assert "It is not broken down by sex, age or anything else" in page_of(client, "grp_nominal/").text
    links = {text: href for href, text in page_of(client, f"{VARIABLE}/").links}
    assert links["Each group beside the average, over time and by unit"] == f"/en/observatory/{VARIABLE}/left-behind/"


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("key=age", "is not broken down by “age”"),
        ("period=1999", "holds no values for 1999"),
        ("unit=nobody", "Nothing is known here of “nobody”"),
        ("as_of=1999-01-01", "nothing was recorded here"),
    ],
)
def test_what_is_not_there_is_a_helpful_404(client: Client, query: str, words: str) -> None:
    page = read(client, f"/en/observatory/{VARIABLE}/left-behind/?{query}")
    assert page.status == 404
    assert words in page.text


@pytest.mark.django_db
def test_one_and_three_units_ask_the_same_number_of_questions(client: Client) -> None:
    register_place("kz")
    counts = []
    for units in (["KZ-10"], ["KZ-11", "KZ-15"]):
        for breakdown, value in (("", 5.0), ("sex=f", 6.0), ("sex=m", 4.0)):
            rows = some_observations(
                *((unit, VARIABLE, period, value) for unit in units for period in ("2022", "2023")),
                breakdown=breakdown, source="bns_odk_life",
            )  # fmt: skip
            record_observations(rows, by=demo())
        with CaptureQueriesContext(connection) as queries:
            page = page_of(client, f"{VARIABLE}/left-behind/")
        [table] = [table for table in page.tables if table[0][0] == "Name"]
        counts.append((len(table) - 1, len(queries)))
    assert [rows for rows, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1] < 20
