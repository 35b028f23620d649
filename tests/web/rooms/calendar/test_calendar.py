"""Working days and deadlines, beside a slow twin that asks day by day; what the file says, and who keeps it."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tarazy.exchange.place import read_place
from tarazy.exchange.place_rows import CalendarRow
from tarazy.web.grammar.act import Denied
from tarazy.web.grammar.text import LocalText
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.calendar.actions import add_moved_day, confirm_calendar, register_calendar
from tarazy.web.rooms.calendar.models import Holiday, MovedDay
from tarazy.web.rooms.calendar.queries import (
    Calendar,
    calendar_of,
    confirmed_until,
    holidays_in,
    moved_days_in,
    years,
)
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import DEMO, system_actor
from tests.house.checkout import ROOT
from tests.long import examples

KEEPS = frozenset({"calendar.manage"})
TITLE = LocalText(kk="Көшірілген күн", ru="Перенос", en="Moved")
ALMATY = ZoneInfo("Asia/Almaty")
ROWS = read_place(ROOT / "data" / "kz").rows(CalendarRow)
DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2027, 12, 31))
DAY = datetime.timedelta(days=1)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def of_file() -> Calendar:
    off = frozenset(row.day for row in ROWS)
    return Calendar(off, frozenset(row.worked_on for row in ROWS if row.worked_on))


KZ = of_file()
calendars = st.builds(
    Calendar,
    st.frozensets(DAYS, max_size=40),
    st.frozensets(DAYS.filter(lambda one: one.weekday() > 4), max_size=5),
)


def is_working_slowly(calendar: Calendar, one: datetime.date) -> bool:
    """The twin: the week's days by name, the exceptions one by one."""
    for other in calendar.days_worked:
        if other == one:
            return True
    for other in calendar.days_off:
        if other == one:
            return False
    return one.strftime("%u") not in ("6", "7")


@examples(100)
@given(calendars, DAYS, st.integers(0, 60))
def test_counting_forward_and_back_agrees_with_the_twin(calendar: Calendar, start: datetime.date, count: int) -> None:
    end = calendar.add_working_days(start, count)
    walked = [start + DAY * number for number in range(1, (end - start).days + 1)]
    assert [is_working_slowly(calendar, one) for one in walked].count(True) == count
    assert calendar.working_days_between(start, end) == count
    assert calendar.working_days_between(end, start) == -count
    if count:
        assert is_working_slowly(calendar, end)
        if is_working_slowly(calendar, start):
            assert calendar.add_working_days(end, -count) == start


@examples(100)
@given(calendars, DAYS, st.integers(0, 60))
def test_a_term_of_calendar_days_ends_on_a_working_day(calendar: Calendar, start: datetime.date, days: int) -> None:
    happened = datetime.datetime.combine(start, datetime.time(12), ALMATY)
    plain = calendar.deadline_in_days(happened, days, moves=False).day
    moved = calendar.deadline_in_days(happened, days).day
    assert plain == start + DAY * days
    assert is_working_slowly(calendar, moved)
    between = [plain + DAY * number for number in range((moved - plain).days)]
    assert not any(is_working_slowly(calendar, one) for one in between)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2024-03-20", 1, "2024-03-26"),  # Nauryz, a Saturday of it moved to Monday
        ("2024-12-13", 1, "2024-12-17"),
        ("2025-01-02", 1, "2025-01-05"),  # a Sunday that is worked for the Friday before
        ("2025-01-03", 2, "2025-01-06"),
        ("2026-04-30", 5, "2026-05-12"),
        ("2026-05-12", -5, "2026-04-30"),
        ("2024-01-05", 1, "2024-01-08"),  # Orthodox Christmas on a Sunday is not moved
    ],
)
def test_worked_examples(start: str, count: int, end: str) -> None:
    assert KZ.add_working_days(day(start), count) == day(end)


def test_the_file_moves_every_holiday_on_a_weekend_and_nothing_else() -> None:
    """Labour Code, art. 85, counted anew: the next day that is neither weekend nor off already."""
    unmoved = ("Orthodox Christmas", "First day of Qurban Ait")
    off = {row.day for row in ROWS if row.kind == "holiday"}
    expected: set[datetime.date] = set()
    for row in ROWS:
        if row.kind == "holiday" and row.day.weekday() > 4 and row.title.en not in unmoved:
            free = row.day
            while free.weekday() > 4 or free in off | expected:
                free += DAY
            expected.add(free)
    assert {row.day for row in ROWS if row.kind == "moved" and row.worked_on is None} == expected
    assert {row.day.year for row in ROWS} == {2024, 2025, 2026, 2027}
    assert [sum(row.day.year == year and row.kind == "holiday" for row in ROWS) for year in range(2024, 2028)] == [
        15
    ] * 4


def test_a_deadline_is_the_end_of_the_day_in_almaty() -> None:
    late = datetime.datetime(2024, 6, 3, 18, 59, 59, tzinfo=datetime.UTC)  # 23:59:59 there
    assert KZ.deadline(late, 1).at == datetime.datetime(2024, 6, 4, 23, 59, 59, tzinfo=ALMATY)
    assert KZ.deadline(late + datetime.timedelta(seconds=1), 1).day == day("2024-06-05")


def test_a_deadline_beyond_the_confirmed_calendar_says_so() -> None:
    calendar = Calendar(frozenset(), frozenset(), day("2024-12-31"))
    start = datetime.datetime(2024, 12, 30, 12, tzinfo=ALMATY)
    assert calendar.deadline(start, 1).is_confirmed
    assert not calendar.deadline(start, 2).is_confirmed
    assert not KZ.deadline(start, 1).is_confirmed


@pytest.fixture
def demo(db: None) -> User:
    return system_actor(DEMO)


@pytest.fixture
def kz(demo: User) -> int:
    return register_calendar("kz", ROWS, KEEPS, by=demo)


def test_a_file_is_registered_once(kz: int, demo: User) -> None:
    assert kz == len(ROWS)
    assert register_calendar("kz", ROWS, KEEPS, by=demo) == 0
    assert calendar_of("kz") == KZ
    assert calendar_of("elsewhere") == Calendar(frozenset(), frozenset())
    assert years("kz") == [2024, 2025, 2026, 2027]


def test_a_day_is_moved_by_an_act(kz: int, demo: User) -> None:
    moved = add_moved_day("kz", day("2026-01-05"), day("2026-01-10"), TITLE, " Order 1 ", KEEPS, by=demo)
    assert moved.act == "Order 1"
    calendar = calendar_of("kz")
    assert not calendar.is_working_day(day("2026-01-05"))
    assert calendar.is_working_day(day("2026-01-10"))
    assert Entry.objects.get(verb="add_moved_day").particulars == {"day": "2026-01-05"}
    confirm_calendar("kz", day("2026-12-31"), "Order 1", KEEPS, by=demo)
    assert confirmed_until("kz") == day("2026-12-31")


@pytest.mark.parametrize(
    ("moved", "worked", "ground", "words"),
    [
        ("2026-01-01", None, "Order 1", "a day off already"),
        ("2026-01-05", "2026-01-06", "Order 1", "a working day already"),
        ("2026-01-05", None, " ", "Name the act"),
    ],
)
def test_what_cannot_be_moved(kz: int, demo: User, moved: str, worked: str | None, ground: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        add_moved_day("kz", day(moved), worked and day(worked), TITLE, ground, KEEPS, by=demo)


def test_a_calendar_is_not_confirmed_without_an_act(demo: User) -> None:
    with pytest.raises(ValidationError, match="Name the act"):
        confirm_calendar("kz", day("2026-12-31"), "", KEEPS, by=demo)


def test_only_administrators_keep_the_calendar(db: None) -> None:
    person = User.objects.create(username="aigerim")
    for attempt in (
        lambda: register_calendar("kz", ROWS, frozenset(), by=person),
        lambda: add_moved_day("kz", day("2026-01-05"), None, TITLE, "Order 1", frozenset({"people.manage"}), by=person),
        lambda: confirm_calendar("kz", day("2026-12-31"), "Order 1", frozenset(), by=person),
    ):
        with pytest.raises(Denied, match="kept by the administrators"):
            attempt()
    assert not Holiday.objects.exists()
    assert not MovedDay.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_one_query(demo: User, count: int) -> None:
    register_calendar("kz", [row for row in ROWS if row.day.year == 2024][:count], KEEPS, by=demo)
    with CaptureQueriesContext(connection) as asked:
        assert len(holidays_in("kz", 2024)) == count
        assert not moved_days_in("kz", 2024)
    assert len(asked) == 2
    with CaptureQueriesContext(connection) as asked:
        calendar_of("kz")
    assert len(asked) == 3
