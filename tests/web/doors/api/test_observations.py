"""The list of observations: what is recorded, filtered as asked, page by page, and nothing that is not public."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.observatory.queries.pages import NOT_HERE
from tarazy.web.rooms.units.models import Unit
from tests.web.doors.api.asking import as_csv, got, refused, whole
from tests.web.rooms.shipped import demo

pytestmark = pytest.mark.usefixtures("opened")

KEY = ("variable", "period", "breakdown", "series", "unit")


def recorded(**which: object) -> list[tuple[str, ...]]:
    """The keys of what is recorded, straight from the table, in the order of the API."""
    found = Observation.objects.filter(revision=1, **which).exclude(series__in=NOT_HERE)
    return sorted(found.values_list("variable", "period", "breakdown", "series", "unit"))


def keys(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in KEY) for row in rows]


def test_every_observation_of_a_country_stands_in_its_pages_once(client: Client) -> None:
    rows = whole(client, "observations?place=kz&limit=5000")
    assert keys(rows) == recorded(unit__place="kz")
    assert len(rows) > 13_000
    values = {row[:-1]: row[-1] for row in Observation.objects.values_list(*KEY, "value")}
    assert all(values[tuple(row[name] for name in KEY)] == row["value"] for row in rows)


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_pages_of_any_size_come_to_the_same(client: Client, limit: int) -> None:
    asked = "observations?variable=unemployment_rate&period=2022,2023&breakdown="
    rows = whole(client, f"{asked}&limit={limit}")
    expected = recorded(variable="unemployment_rate", period__in=("2022", "2023"), breakdown="")
    assert keys(rows) == expected
    assert len(expected) > 20


FILTERS: list[tuple[str, Callable[[], dict[str, object]]]] = [
    ("variable=unemployment_rate&unit=KZ-10,KZ-11", lambda: {"variable": "unemployment_rate",
                                                            "unit__in": ("KZ-10", "KZ-11")}),
    ("variable=unemployment_rate&unit=KZ-10&unit=KZ-11", lambda: {"variable": "unemployment_rate",
                                                                 "unit__in": ("KZ-10", "KZ-11")}),
    ("kind=city", lambda: {"unit__kind": "city"}),
    ("parent=KZ&period=2020", lambda: {"unit__parent": "KZ", "period": "2020"}),
    ("peer_group=country&place=kz", lambda: {"unit__peer_group": "country", "unit__place": "kz"}),
    ("series=target", lambda: {"series": "target"}),
    ("place=kz&from=2022&to=2023", lambda: {"unit__place": "kz", "period__gte": "2022", "period__lt": "2024"}),
    ("breakdown=sex=f,sex=m&period=2021", lambda: {"breakdown__in": ("sex=f", "sex=m"), "period": "2021"}),
    ("q=безработицы", lambda: {"variable__title__ru__icontains": "безработицы"}),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "expected"), FILTERS)
def test_a_filter_gives_exactly_what_it_says(
    client: Client, asked: str, expected: Callable[[], dict[str, object]]
) -> None:
    assert keys(whole(client, f"observations?{asked}&limit=5000")) == recorded(**expected())


def record(value: float, period: str = "2031", revision: int = 1, **other: object) -> Observation:
    given = {"unit_id": "KZ-43", "variable_id": "unemployment_rate", "recorded_at": timezone.now()} | other
    reason = "corrected" if revision > 1 else ""
    return Observation.objects.create(
        period=period, revision=revision, reason=reason, value=value, recorded_by=demo(), **given
    )


def test_quarters_and_months_stand_where_they_begin(client: Client) -> None:
    for at, period in enumerate(("2040", "2040-Q3", "2040-07", "2040-02", "2041/2043", "2041-Q1")):
        record(float(at), period)
    asked = "observations?variable=unemployment_rate&unit=KZ-43&fields=period"

    def between(first: str, last: str) -> set[str]:
        return {row["period"] for row in whole(client, f"{asked}&from={first}&to={last}")}

    assert between("2040", "2040") == {"2040", "2040-Q3", "2040-07", "2040-02"}
    assert between("2040-Q3", "2041") == {"2040-Q3", "2040-07", "2041/2043", "2041-Q1"}
    assert between("2040-02", "2040-07") == {"2040-Q3", "2040-07", "2040-02"}


def test_what_is_not_public_is_not_there(client: Client) -> None:
    for at, series in enumerate(NOT_HERE):
        record(1234.25 + at, series=series)
    record(4321.25, series="target")
    rows = whole(client, "observations?variable=unemployment_rate&period=2031")
    assert [(row["series"], row["value"]) for row in rows] == [("target", 4321.25)]
    for series in NOT_HERE:
        said = refused(client, f"observations?series={series}", 400)
        assert series not in said["allowed"]


def test_the_last_revision_and_the_one_that_was_the_last(client: Client) -> None:
    before = timezone.now()
    record(5.0, "2032", recorded_at=before - datetime.timedelta(hours=2))
    record(6.0, "2032", revision=2, recorded_at=before + datetime.timedelta(hours=2))
    asked = "observations?variable=unemployment_rate&period=2032&fields=value,revision,reason"
    assert got(client, asked)["data"] == [{"value": 6.0, "revision": 2, "reason": "corrected"}]
    then = before.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert got(client, f"{asked}&as_of={then}")["data"] == [{"value": 5.0, "revision": 1, "reason": ""}]
    assert got(client, f"{asked}&updated_since={then}")["data"] == [
        {"value": 6.0, "revision": 2, "reason": "corrected"}
    ]
    long_ago = "2001-01-01"
    assert got(client, f"{asked}&as_of={long_ago}")["data"] == []


def test_a_page_stays_in_step_while_others_are_recorded(client: Client) -> None:
    asked = "observations?variable=unemployment_rate&period=2022,2033&breakdown=&limit=5"
    before = whole(client, asked)
    first = got(client, asked)
    record(7.0, "2022", unit_id="KZ", series="register")  # before the cursor
    record(8.0, "2033")  # behind it
    rest = whole(client, f"{asked}&cursor={first['next_cursor']}")
    assert [row for row in first["data"] + rest if row["value"] != 8.0] == before
    assert [row["value"] for row in rest if row["period"] == "2033"] == [8.0]


def test_csv_holds_the_same_as_json(client: Client) -> None:
    asked = "variable=unemployment_rate&period=2022&fields=unit,period,variable,breakdown,value,recorded_at"
    rows = got(client, f"observations?{asked}")["data"]
    for table in (
        as_csv(client, f"observations.csv?{asked}"),
        as_csv(client, f"observations?{asked}", accept="text/csv"),
        as_csv(client, f"observations?{asked}", accept="application/json;q=0.5, text/csv"),
    ):
        assert list(table[0]) == asked.rpartition("=")[2].split(",")
        assert [(row["unit"], float(row["value"])) for row in table] == [(row["unit"], row["value"]) for row in rows]
    answer = client.get(f"/api/v1/observations.csv?{asked}&limit=3")
    assert 'rel="next"' in answer["Link"]


@pytest.mark.parametrize("limit", [1, 3])
def test_a_page_is_one_question(client: Client, django_assert_num_queries: Callable[..., object], limit: int) -> None:
    client.get("/api/v1/observations?limit=1")  # takes a portion of requests
    with django_assert_num_queries(1):
        client.get(f"/api/v1/observations?kind=city&q=a&from=2019&limit={limit}")


@pytest.mark.parametrize(
    "asked",
    [
        "variable='; DROP TABLE units_unit; --", "q=%25%27%29%20OR%201%3D1--", "unit=KZ-10%27%20OR%20%271%27%3D%271",
        "breakdown=%27%29%3B%20SELECT%20pg_sleep(9)--", "q=%25%25%25", "q=_%5C_",
    ],
)  # fmt: skip
def test_signs_of_sql_find_nothing_and_break_nothing(client: Client, asked: str) -> None:
    assert got(client, f"observations?{asked}")["data"] == []
    assert Unit.objects.exists()
