"""Pages and files of a variable with small cells say that something is hidden, why, and nothing more."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.observatory.models import SuppressedCell
from tests.web.cloning import TestDatabases
from tests.web.doors.portal.reading import read
from tests.web.rooms.observatory.made_up import COUNTS, record_made_up, true_counts

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def made_up(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on("made_up", record_made_up):
        yield


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_says_that_values_are_suppressed_and_why(client: Client, language: str) -> None:
    cell = SuppressedCell.objects.filter(variable=COUNTS, unit__peer_group="made-up-district").first()
    assert cell
    query = f"period={cell.period}&breakdown={quote(cell.breakdown)}&group=made-up-district"
    page = read(client, f"/{language}/observatory/{COUNTS}/?{query}")
    title, reason = {
        "kk": ("Кейбір мәндер жасырылған", "Ойдан шығарылған мысал."),
        "ru": ("Некоторые значения скрыты", "Вымышленный пример."),
        "en": ("Some values are suppressed", "A made-up example."),
    }[language]
    assert title in page.text
    assert reason in page.text


def test_files_carry_the_status_and_no_value(client: Client) -> None:
    """Every breakdown of every period, in the file of the page and in the whole one."""
    truth = true_counts(COUNTS, "value")
    hidden = set(SuppressedCell.objects.filter(variable=COUNTS).values_list("unit", "period", "breakdown"))
    files = [f"table.csv?group=made-up-district&period={period}&breakdown={quote(breakdown)}"
             for period, breakdown in {(period, breakdown) for _unit, period, breakdown in hidden}]  # fmt: skip
    seen = set()
    for file in [*files, "all.csv"]:
        for row in csv.DictReader(io.StringIO(client.get(f"/en/observatory/{COUNTS}/{file}").content.decode())):
            key = (row["unit"], row["period"], row["breakdown"])
            if key in hidden:
                seen.add(key)
                assert (row["value"], row["se"], row["n"], row["status"]) == ("", "", "", "Q")
            else:
                assert float(row["value"]) == truth[key]
    assert seen == hidden


def test_other_pages_hide_it_too(client: Client) -> None:
    cell = SuppressedCell.objects.filter(variable=COUNTS, breakdown__contains=";").first()
    assert cell
    behind = read(client, f"/en/observatory/{COUNTS}/left-behind/?key=age;sex&period={cell.period}&unit={cell.unit_id}")
    [table] = [table for table in behind.tables if table[0][0] == "Group"]
    assert "suppressed" in {row[1] for row in table[1:]}
    query = f"unit={cell.unit_id}&period={cell.period}&breakdown={quote(cell.breakdown)}"
    [history] = read(client, f"/en/observatory/{COUNTS}/revisions/?{query}").tables
    assert [row[1] for row in history[1:]] == ["suppressed"]
