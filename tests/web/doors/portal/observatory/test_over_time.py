"""A variable over time: gaps stay gaps, former and present units are one line with a break, no sum is made up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Any

import pytest
from django.test import Client

from tarazy.web.doors.portal.observatory import lines as drawing
from tests.web.doors.portal.observatory.shipped import given, names, rows
from tests.web.doors.portal.observatory.test_variable import page_of, read_number
from tests.web.doors.portal.reading import Read

pytestmark = pytest.mark.usefixtures("published")


def line_table(page: Read) -> list[list[str]]:
    return next(table for table in page.tables if table[0][0] == "Period")


def drawn(monkeypatch: pytest.MonkeyPatch, client: Client, address: str) -> list[dict[str, Any]]:
    """The strong lines of the first picture of a page as they were given to be drawn."""
    found: list[dict[str, Any]] = []
    real = drawing.trend

    def kept(periods: Sequence[str], given: Sequence[drawing.Line], width: int, height: int) -> dict[str, Any]:
        found.append({line.name + line.role: line for line in given if line.role != "context"} | {"periods": periods})
        return real(periods, given, width, height)

    monkeypatch.setattr(drawing, "trend", kept)
    page_of(client, address)
    return found


def test_a_former_unit_and_the_one_that_continues_it_are_one_line_with_a_break(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """East Kazakhstan from 2022 continues East Kazakhstan until 2022, which is not added to Abai."""
    picture = drawn(monkeypatch, client, "unemployment_rate/?unit=KZ-63")[0]
    name = names("kz")["KZ-63"]
    own, former = picture[f"{name}main"], picture[f"{name}former"]
    periods = list(picture["periods"])
    for at, period in enumerate(periods):
        values = given("kz", "unemployment_rate", period)
        assert own.values[at] == values.get("KZ-63")
        assert former.values[at] == (values.get("KZ-VOS") if own.values[at] is None else None)
    assert own.breaks == former.breaks == ["2022"]


def test_where_both_are_known_the_present_unit_speaks(client: Client) -> None:
    """Turkistan has back-cast figures from 2015 on, so South Kazakhstan's own of these years are not drawn into it."""
    table = line_table(page_of(client, "grp_nominal/?unit=KZ-61"))
    at = table[0].index("Turkistan Region")
    expected = {period: given("kz", "grp_nominal", period)["KZ-61"] for period in ("2015", "2016", "2017", "2018")}
    shown = {row[0]: read_number(row[at]) for row in table[1:] if row[0] in expected}
    assert shown == pytest.approx(expected, abs=0.5)
    assert "South Kazakhstan" not in " ".join(cell for row in table for cell in row)


def test_a_gap_is_shown_as_a_gap(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    of_karaganda = [row for row in rows("kz", "observations") if row["unit"] == "KZ-35"]
    known = {row["period"] for row in of_karaganda if row["variable"] == "crimes_registered"}
    assert known == {"2022", "2024"}
    picture = drawn(monkeypatch, client, "crimes_registered/?unit=KZ-35")[0]
    line = picture["Karaganda Regionmain"]
    assert [value is None for value in line.values] == [False, True, False]
    table = line_table(page_of(client, "crimes_registered/?unit=KZ-35"))
    cells = {row[0]: row[table[0].index("Karaganda Region")] for row in table[1:]}
    assert cells["2023"] == "no data"
    assert "doubtful" in cells["2022"]


def test_a_whole_that_towers_over_its_parts_has_a_picture_of_its_own(client: Client) -> None:
    together, apart = page_of(client, "grp_nominal/"), page_of(client, "unemployment_rate/")
    assert "Gross regional product over time: Kazakhstan" in together.text
    assert "Unemployment rate over time: Kazakhstan" not in apart.text
    assert "Kazakhstan" in line_table(apart)[0]
    whole = next(table for table in together.tables if table[0] == ["Period", "Kazakhstan"])
    shown = {row[0]: read_number(row[1]) for row in whole[1:]}
    assert shown == pytest.approx({period: given("kz", "grp_nominal", period)["KZ"] for period in shown}, abs=0.5)


def test_the_median_is_that_of_the_values_of_each_year(client: Client) -> None:
    table = line_table(page_of(client, "life_expectancy_at_birth/?unit=KAZ"))
    kinds = {row["unit"]: row["kind"] for row in rows("un", "units")}
    for period in ("1990", "2005", "2021"):
        values = given("un", "life_expectancy_at_birth", period)
        row = next(row for row in table[1:] if row[0] == period)
        assert read_number(row[1]) == pytest.approx(values["KAZ"], abs=0.005)
        countries = [value for unit, value in values.items() if kinds[unit] == "country"]
        assert read_number(row[2]) == pytest.approx(median(countries), abs=0.005)


def test_one_period_makes_no_picture(client: Client) -> None:
    assert "Over time" not in page_of(client, "income_rank/").text


def test_the_form_keeps_what_else_is_asked(client: Client) -> None:
    page = page_of(client, "unemployment_rate/?period=2015&breakdown=sex%3Df&unit=KZ-11")
    form = re.search(r'<form class="search" method="get" action="#lines">.*?</form>', page.html, re.DOTALL)
    assert form
    assert '<input type="hidden" name="period" value="2015">' in form[0]
    assert '<input type="hidden" name="breakdown" value="sex=f">' in form[0]
    assert '<option value="KZ-11" selected>' in form[0]
