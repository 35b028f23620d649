"""The calendar of working days on the desk: seen by everybody, kept by the centre."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override

from tarazy.exchange.place import read_place
from tarazy.exchange.place_rows import CalendarRow
from tarazy.web.doors.desk.calendar.months import months_of
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.calendar.actions import register_calendar
from tarazy.web.rooms.calendar.models import Confirmation, MovedDay
from tarazy.web.rooms.calendar.queries import calendar_of, holidays_in
from tests.house.checkout import ROOT
from tests.web.peopled import person
from tests.web.rooms.shipped import demo

pytestmark = pytest.mark.usefixtures("peopled", "db", "without_second_factor")
MOVED = {
    "day": "2026-05-08", "worked_on": "2026-05-16", "ground": "Order 1", "kk": "Көшірілген", "ru": "Перенос",
    "en": "Moved",
}  # fmt: skip
MOVE, CONFIRM = "/en/desk/calendar/kz/move-a-day/", "/en/desk/calendar/kz/confirm/"


@pytest.fixture(autouse=True)
def calendar_of_the_file(peopled: None, db: None) -> None:
    rows = read_place(ROOT / "data" / "kz").rows(CalendarRow)
    register_calendar("kz", rows, {"calendar.manage"}, by=demo())


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


@pytest.mark.parametrize(
    ("language", "unconfirmed"),
    [("kk", "Бұл жыл расталмаған"), ("ru", "Этот год не подтверждён"), ("en", "This year is not confirmed")],
)
def test_everybody_sees_a_year_with_its_acts_and_what_is_not_confirmed(language: str, unconfirmed: str) -> None:
    page = client_of("body.officer").get(f"/{language}/desk/calendar/?year=2026").content.decode()
    assert page.count('<table class="month">') == 12
    assert unconfirmed in page
    assert holidays_in("kz", 2026).count() > 8
    with override(language):
        for holiday in holidays_in("kz", 2026):
            assert escape(str(holiday.title)) in page
            assert escape(holiday.act) in page
    assert "/move-a-day/" not in page


def test_each_month_counts_the_working_days_that_deadlines_are_counted_by() -> None:
    calendar = calendar_of("kz")
    months = months_of(calendar, "kz", 2026)
    for month in months:
        days = [day for week in month.weeks for day in week if day]
        assert month.working_days == sum(day.css in ("", "worked") for day in days)
    assert months[4].working_days == 17  # the weekdays of May 2026 without the 1st, 7th, 11th and 27th


def test_a_day_is_moved_by_its_act_and_kept_in_the_journal() -> None:
    client = client_of("centre.administrator")
    assert client.post(MOVE, MOVED)["Location"] == "/en/desk/calendar/?place=kz&year=2026"
    moved = MovedDay.objects.get(day=MOVED["day"])
    assert (str(moved.worked_on), moved.act) == (MOVED["worked_on"], "Order 1")
    page = client.get("/en/desk/calendar/?year=2026").content.decode()
    assert "Order 1" in page
    assert '<td class="worked">16' in page
    entry = Entry.objects.get(verb="add_moved_day")
    assert entry.actor == person("centre.administrator").pk


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"day": "2026-05-10"}, "day"),
        ({"worked_on": "2026-05-12"}, "worked_on"),
        ({"ground": " "}, "ground"),
        ({"day": "tomorrow"}, "day"),
        ({"ru": ""}, "ru"),
    ],
)
def test_a_day_that_cannot_be_moved_is_refused_beside_its_field(change: dict[str, str], field: str) -> None:
    answer = client_of("centre.administrator").post(MOVE, MOVED | change)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not MovedDay.objects.filter(act="Order 1").exists()


def test_a_confirmed_year_says_so() -> None:
    client = client_of("centre.administrator")
    assert client.post(CONFIRM, {"until": "2026-12-31", "ground": "Order 2"}).status_code == 302
    assert Confirmation.objects.get().act == "Order 2"
    page = client.get("/en/desk/calendar/?year=2026").content.decode()
    assert "This year is not confirmed" not in page
    assert client.post(CONFIRM, {"until": "2026-12-31", "ground": ""}).status_code == 422


@pytest.mark.parametrize("by", ["scoped.administrator", "centre.methodologist", "body.head"])
@pytest.mark.parametrize("address", [MOVE, CONFIRM])
def test_nobody_but_the_centre_changes_the_calendar_of_a_place(by: str, address: str) -> None:
    assert client_of(by).post(address, MOVED | {"until": "2026-12-31"}).status_code == 403
    assert not MovedDay.objects.filter(act="Order 1").exists()


@pytest.mark.parametrize("asked", ["year=20266", "year=x", "year=1", "year=%D9%A2%D9%A0%D9%A2%D9%A6"])
def test_a_year_that_is_none_is_the_present_one(asked: str) -> None:
    assert client_of("body.head").get(f"/en/desk/calendar/?{asked}").status_code == 200


def test_a_place_without_a_calendar_is_not_found() -> None:
    assert client_of("body.head").get("/en/desk/calendar/?place=nowhere").status_code == 404
