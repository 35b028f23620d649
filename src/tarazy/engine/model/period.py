"""Periods: a year, a quarter, a month, or an inclusive span of years."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Literal

PeriodLength = Literal["year", "quarter", "month"]

_YEAR = re.compile(r"([0-9]{4})")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_SPAN = re.compile(r"([0-9]{4})/([0-9]{4})")
_A_YEAR = {"year": 1, "quarter": 4, "month": 12, "span": 1}


def is_period(text: str) -> bool:
    """Whether the text is a period as formats.md writes it.

    >>> [is_period(text) for text in ("2023", "2023-Q1", "2023-07", "2022/2024", "2023-Q5", "23")]
    [True, True, True, True, False, False]
    """
    span = _SPAN.fullmatch(text)
    if span:
        return span[1] < span[2]
    return any(pattern.fullmatch(text) for pattern in (_YEAR, _QUARTER, _MONTH))


def length_of(period: str) -> str:
    """`year`, `quarter`, `month` or `span`."""
    if _YEAR.fullmatch(period):
        return "year"
    if _QUARTER.fullmatch(period):
        return "quarter"
    return "month" if _MONTH.fullmatch(period) else "span"


def is_as_often(collected: PeriodLength, period: str) -> bool:
    """Whether what is collected so often has a value of its own in the period.

    >>> is_as_often("month", "2026-Q3"), is_as_often("quarter", "2026-07"), is_as_often("year", "2026")
    (True, False, True)
    """
    return _A_YEAR[collected] >= _A_YEAR[length_of(period)]


def is_part_of(length: str, of: str) -> bool:
    """Whether a period of a length is a part of one of another.

    >>> is_part_of("month", "quarter"), is_part_of("quarter", "quarter"), is_part_of("span", "year")
    (True, False, False)
    """
    return _A_YEAR[length] > _A_YEAR[of]


def year_of(period: str) -> str:
    """The year in which a month, a quarter or a year lies.

    >>> year_of("2026-07"), year_of("2026-Q3"), year_of("2026")
    ('2026', '2026', '2026')
    """
    return period[:4]


def periods_until(period: str) -> tuple[str, ...]:
    """The months or quarters of the year up to and with this one; a year is alone.

    >>> periods_until("2026-Q3"), periods_until("2026")
    (('2026-Q1', '2026-Q2', '2026-Q3'), ('2026',))
    """
    number = {"quarter": period[-1:], "month": period[-2:]}.get(length_of(period), "1")
    return tuple(earlier(period, by) for by in range(int(number) - 1, -1, -1))


def count_in_year(period: str) -> int:
    """How many periods of this length a year has.

    >>> count_in_year("2026-07"), count_in_year("2026-Q3")
    (12, 4)
    """
    return _A_YEAR[length_of(period)]


def last_day(period: str) -> date:
    """The day on which a unit must be valid to be scored in the period.

    >>> last_day("2024-02"), last_day("2022/2024")
    (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31))
    """
    if not is_period(period):
        raise ValueError(f"{period!r} is not a period")
    if match := _QUARTER.fullmatch(period):
        year, month = int(match[1]), int(match[2]) * 3
    elif match := _MONTH.fullmatch(period):
        year, month = int(match[1]), int(match[2])
    else:
        year, month = int(period[-4:]), 12
    return date(year, month, calendar.monthrange(year, month)[1])


def first_day(period: str) -> date:
    """The day on which the period begins.

    >>> first_day("2024-Q2"), first_day("2022/2024")
    (datetime.date(2024, 4, 1), datetime.date(2022, 1, 1))
    """
    return last_day(earlier(period, 1)) + timedelta(days=1)


def earlier(period: str, by: int) -> str:
    """The period of the same length that lies `by` periods before.

    >>> earlier("2023", 1), earlier("2023-Q1", 1), earlier("2023-01", 2), earlier("2022/2024", 1)
    ('2022', '2022-Q4', '2022-11', '2019/2021')
    """
    if by == 0:
        return period
    if match := _SPAN.fullmatch(period):
        first, last = int(match[1]), int(match[2])
        step = (last - first + 1) * by
        return f"{first - step:04d}/{last - step:04d}"
    if match := _QUARTER.fullmatch(period):
        count = int(match[1]) * 4 + int(match[2]) - 1 - by
        return f"{count // 4:04d}-Q{count % 4 + 1}"
    if match := _MONTH.fullmatch(period):
        count = int(match[1]) * 12 + int(match[2]) - 1 - by
        return f"{count // 12:04d}-{count % 12 + 1:02d}"
    return f"{int(period) - by:04d}"


def a_year_before(period: str) -> str:
    """The same period of the year before; of a span of years, the span before it.

    >>> a_year_before("2023"), a_year_before("2023-Q1"), a_year_before("2023-07"), a_year_before("2022/2024")
    ('2022', '2022-Q1', '2022-07', '2019/2021')
    """
    return earlier(period, _A_YEAR[length_of(period)])
