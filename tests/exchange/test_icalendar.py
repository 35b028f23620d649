"""Days as an iCalendar file that a strict reader takes."""

from __future__ import annotations

import datetime

from tarazy.exchange.icalendar import MOST_BYTES, DayEvent, icalendar

AT = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_an_event_of_a_day() -> None:
    event = DayEvent("release-1@host", datetime.date(2026, 3, 9), "A; b, c\\d", "two\nlines", "https://x/y", 2)
    lines = unfolded(icalendar("Days", [event], AT))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "DTSTAMP:20260102T030405Z" in lines
    assert "DTSTART;VALUE=DATE:20260309" in lines
    assert "SUMMARY:A\\; b\\, c\\\\d" in lines
    assert "DESCRIPTION:two\\nlines" in lines
    assert "SEQUENCE:2" in lines


def test_long_lines_are_folded_between_letters() -> None:
    title = "Ұзақ атау " * 30
    text = icalendar("Days", [DayEvent("1", datetime.date(2026, 3, 9), title, "", "https://x")], AT)
    assert all(len(line.encode()) <= MOST_BYTES for line in text.split("\r\n"))
    assert f"SUMMARY:{title}" in unfolded(text)
    assert "DESCRIPTION" not in text


def test_nothing_that_is_said_can_begin_a_line() -> None:
    event = DayEvent("1", datetime.date(2026, 3, 9), "a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "b\rc", "https://x")
    lines = unfolded(icalendar("Days", [event], AT))
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
