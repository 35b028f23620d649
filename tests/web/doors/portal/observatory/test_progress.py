"""Progress to targets stands on the pages of variable and unit, worked out as it says; nothing without a target."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.models import Break
from tests.web.doors.portal.observatory.shipped import names
from tests.web.doors.portal.observatory.test_variable import page_of
from tests.web.doors.portal.reading import Read, read
from tests.web.rooms.shipped import demo, register_place, some_observations

pytestmark = pytest.mark.django_db
VARIABLE = "unemployment_rate"


def record(unit: str, values: dict[str, float], targets: dict[str, float]) -> None:
    for series, given in (("statistics", values), ("target", targets)):
        if given:
            rows = some_observations(
                *((unit, VARIABLE, period, value) for period, value in given.items()),
                series=series, source="bns_odk_life",
            )  # fmt: skip
            record_observations(rows, by=demo())


def rows_of(page: Read) -> dict[str, list[str]]:
    found = [table for table in page.tables if table[0][-1] == "Progress"]
    return {row[0]: row[1:] for row in found[0][1:]} if found else {}


@pytest.fixture(autouse=True)
def kz() -> None:
    register_place("kz")


def test_who_goes_the_wrong_way_comes_first_and_numbers_are_those_of_the_method(client: Client) -> None:
    record("KZ-10", {"2013": 9.0, "2015": 8.0, "2020": 5.0}, {"2025": 5.0, "2030": 4.0})
    record("KZ-11", {"2015": 8.0, "2020": 9.0}, {"2030": 4.0})
    record("KZ-15", {"2015": 8.0, "2020": 7.9}, {"2030": 4.0})
    record("KZ-19", {"2015": 8.0, "2020": 7.9}, {})
    page = page_of(client, f"{VARIABLE}/")
    rows, called = rows_of(page), names("kz")
    assert list(rows) == [called[unit] for unit in ("KZ-11", "KZ-15", "KZ-10")]
    abai = rows[called["KZ-10"]]
    assert abai[:4] == ["8 (2015)", "5 (2020)", "5 (2025)", "100%"]  # the next target, the baseline of 2015
    assert abai[6] == "reached"
    slow = rows[called["KZ-15"]]
    seen, needed = (7.9 / 8) ** (1 / 5) - 1, (4 / 8) ** (1 / 15) - 1
    assert slow[4:] == [f"−{-100 * seen:.1f}%", f"−{-100 * needed:.1f}%", "too slow"]
    assert rows[called["KZ-11"]][6] == "the wrong way"
    assert "at least 95% of the pace needed" in page.text
    assert rows_of(read(client, "/en/units/KZ-15/")) == {"Unemployment rate": slow}


def test_a_break_moves_the_baseline(client: Client) -> None:
    record("KZ-10", {"2015": 8.0, "2018": 6.0, "2020": 5.0}, {"2030": 4.0})
    note = {"kk": "x", "ru": "x", "en": "x"}
    Break.objects.create(unit_id="KZ-10", variable_id=VARIABLE, period="2018", note=note)
    assert rows_of(page_of(client, f"{VARIABLE}/"))[names("kz")["KZ-10"]][0] == "6 (2018)"


def test_without_a_target_or_a_way_nothing_is_shown(client: Client) -> None:
    record("KZ-10", {"2015": 8.0, "2020": 5.0}, {})
    record("KZ-11", {"2020": 5.0}, {"2030": 4.0})
    for address in (f"observatory/{VARIABLE}/", "units/KZ-10/", "units/KZ-11/"):
        page = read(client, f"/en/{address}")
        assert "Progress to the target" not in page.text
        assert rows_of(page) == {}


def test_one_and_three_units_ask_the_same_number_of_questions(client: Client) -> None:
    counts = []
    for units in (["KZ-10"], ["KZ-11", "KZ-15"]):
        for unit in units:
            record(unit, {"2015": 8.0, "2020": 5.0}, {"2030": 4.0})
        page_of(client, f"{VARIABLE}/")  # from now on its outlines are in memory
        with CaptureQueriesContext(connection) as queries:
            page = page_of(client, f"{VARIABLE}/")
        counts.append((len(rows_of(page)), len(queries)))
    assert [rows for rows, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1] < 36
