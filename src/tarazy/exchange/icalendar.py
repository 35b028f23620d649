"""Days as an iCalendar file (RFC 5545), to which a calendar program can subscribe."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

MOST_BYTES: Final = 75  # of a line; what is longer goes on in the next, behind a space
_ESCAPED: Final = {ord("\\"): "\\\\", ord(";"): "\\;", ord(","): "\\,", ord("\n"): "\\n", ord("\r"): ""}


@dataclass(frozen=True)
class DayEvent:
    """Something of one whole day. `uid`: stays the same when the day moves; `number`: of changes until now."""

    uid: str
    day: datetime.date
    title: str
    text: str
    url: str
    number: int = 0


def icalendar(name: str, events: Iterable[DayEvent], written_at: datetime.datetime) -> str:
    """The calendar as text, its lines ended as the format asks."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tarazy//Release calendar//EN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]  # fmt: skip
    stamp = written_at.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        lines += [
            "BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{stamp}", f"SEQUENCE:{event.number}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"SUMMARY:{_escaped(event.title)}",
            *([f"DESCRIPTION:{_escaped(event.text)}"] if event.text else []), f"URL:{event.url}",
            "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, no letter cut in two."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > MOST_BYTES:
            yield piece
            piece = " "
        piece += letter
    yield piece
