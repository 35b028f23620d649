"""Periods as SDMX writes them: the same but for a span of years, which is its first day and its length."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from tarazy.engine.model.period import first_day, is_period, last_day, length_of

_SPAN: Final = re.compile(r"([0-9]{4})-01-01/P([0-9]{1,4})Y")
_LETTERED: Final = re.compile(r"([0-9]{4})-(?:A1|M([0-9]{2}))")
_LETTERS: Final = {"year": "A", "quarter": "Q", "month": "M"}


def time_period(period: str) -> str:
    """One of our periods as a time period of SDMX.

    >>> time_period("2023-Q1"), time_period("2022/2024")
    ('2023-Q1', '2022-01-01/P3Y')
    """
    return f"{period[:4]}-01-01/P{_years(period)}Y" if "/" in period else period


def period_of(time: str) -> str:
    """Our period for a time period of SDMX. ValueError where it is none of ours.

    >>> period_of("2022-01-01/P3Y"), period_of("2023-A1"), period_of("2023-M07")
    ('2022/2024', '2023', '2023-07')
    """
    if span := _SPAN.fullmatch(time):
        time = f"{span[1]}/{int(span[1]) + int(span[2]) - 1:04d}"
    elif lettered := _LETTERED.fullmatch(time):
        time = f"{lettered[1]}-{lettered[2]}" if lettered[2] else lettered[1]
    if not is_period(time):
        raise ValueError(f"{time!r} is no period")
    return time


def frequency(period: str) -> str:
    """How often values of this length come: A, Q, M, or A3 for spans of three years.

    >>> frequency("2023"), frequency("2023-Q1"), frequency("2023-07"), frequency("2022/2024")
    ('A', 'Q', 'M', 'A3')
    """
    return _LETTERS.get(length_of(period)) or f"A{_years(period)}"


def bounds_of(text: str) -> tuple[date, date]:
    """The first and the last day that the beginning or end of a time range may mean: a period, a day or a moment.

    >>> bounds_of("2023-Q2"), bounds_of("2023-05-17T10:00:00")[0]
    ((datetime.date(2023, 4, 1), datetime.date(2023, 6, 30)), datetime.date(2023, 5, 17))
    """
    try:
        day = datetime.fromisoformat(text).date() if len(text) >= len("2023-01-01") and "/" not in text else None
        return (day, day) if day else (first_day(period_of(text)), last_day(period_of(text)))
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is neither a period nor a day") from None


def is_within(period: str, start: date | None, end: date | None) -> bool:
    """Whether the whole period lies between two days, both included; None: no matter.

    >>> is_within("2023-Q4", date(2023, 1, 1), date(2023, 12, 31)), is_within("2023", date(2023, 3, 1), None)
    (True, False)
    """
    return (start is None or first_day(period) >= start) and (end is None or last_day(period) <= end)


def _years(period: str) -> int:
    return int(period[5:]) - int(period[:4]) + 1
