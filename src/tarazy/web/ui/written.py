"""How numbers, dates, periods and texts of three languages are written on a page."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from django.utils.formats import date_format, get_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, gettext

from tarazy.engine.model.numbers import DECIDING_DIGITS

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
NO_BREAK_HYPHEN = "\N{NON-BREAKING HYPHEN}"
MINUS = "\N{MINUS SIGN}"
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
MONTH = re.compile(r"(\d{4})-(\d{2})")

NUMBERS = (int, float, Decimal)
NUMBERS_IN_MEMORY = 2**15


def language() -> str:
    """The language of the page being written: kk, ru or en."""
    return (get_language() or "en").partition("-")[0]


def in_language(text: object) -> str:
    """A text of three languages in the language of the page; a plain text stays as it is."""
    if isinstance(text, Mapping):
        return str(text.get(language()) or "")
    return str(getattr(text, language(), text))


def is_given(value: object) -> bool:
    """Whether there is a finite number to write."""
    return isinstance(value, NUMBERS) and not isinstance(value, bool) and math.isfinite(value)


def decimal(value: float | Decimal, places: int) -> Decimal:
    """The decimal number that a binary one stands for: like the engine, by its first 12 significant digits where these
    reach beyond the places that are kept."""
    if isinstance(value, Decimal):
        return value
    noisy = isinstance(value, float) and abs(value) < 10.0 ** (DECIDING_DIGITS - places)
    return Decimal(f"{value:.{DECIDING_DIGITS}g}" if noisy else repr(value))


def rounded(value: float | Decimal, places: int) -> Decimal:
    """Half up on the decimal number a reader sees, not on its binary neighbour: 2.675 becomes 2.68."""
    return decimal(value, places).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def readable_places(value: float | Decimal) -> int:
    """Places after the comma that keep four digits, for values whose precision nobody has set."""
    size = abs(float(value))
    return 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 4


def number(value: object, places: int | None = None) -> str:
    """A number with the language's comma and groups, a true minus; empty where there is none.

    Without `places` it keeps what can be read: four digits, no zeros at the end.
    """
    return numbers(places)(value) if is_given(value) else ""


def numbers(places: int | None = None) -> Callable[[object], str]:
    """What `number` writes in the language of now, for many numbers: to ask for the language takes longer than to write
    one.
    """
    here = get_language() or "en"

    def written(value: object) -> str:
        if not is_given(value):
            return ""
        assert isinstance(value, NUMBERS)
        return _number(value, places, here)

    return written


@lru_cache(maxsize=NUMBERS_IN_MEMORY, typed=True)
def _number(value: float | Decimal, places: int | None, language: str) -> str:
    """A page writes some thousand numbers, and the same goalposts, weights and scores again and again."""
    kept = rounded(value, readable_places(value) if places is None else places)
    if places is None and kept == kept.to_integral_value():
        kept = kept.to_integral_value()
    elif places is None:
        kept = kept.normalize()
    text = f"{abs(kept):,f}".translate(separators(language))
    return f"{MINUS}{text}" if kept < 0 else text


@cache
def separators(language: str) -> Mapping[int, str]:
    """What stands in a language for the signs with which Python groups digits and parts them from their fractions.
    Django writes one number in the time of ten; a page may hold thousands.
    """
    return {ord(","): get_format("THOUSAND_SEPARATOR", language), ord("."): get_format("DECIMAL_SEPARATOR", language)}


def ordinal(place: int) -> str:
    """A place within a sentence: 2nd in English; the sentences of other languages write the ending themselves."""
    text = number(place, 0)
    if language() != "en":
        return text
    teens = place % 100 in (11, 12, 13)
    return text + ("th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th"))


def signed(value: object, places: int = 1) -> str:
    """A change with its sign; no sign where it rounds to nothing."""
    if not is_given(value):
        return ""
    assert isinstance(value, NUMBERS)
    return ("+" if rounded(value, places) > 0 else "") + number(value, places)


def percent(share: object, places: int = 0) -> str:
    """A share of 0..1 in percent: 3,4 % in Kazakh and Russian, 3.4% in English."""
    if not is_given(share):
        return ""
    assert isinstance(share, NUMBERS)
    return with_unit(number(decimal(share, places + 2) * 100, places), "%")


def with_unit(written: str, unit_of_measure: object) -> str:
    """A written number with its unit of measure, kept on one line; in brackets if the unit begins with a number."""
    unit = in_language(unit_of_measure)
    if not written or not unit:
        return written
    if unit[0].isdigit():
        return f"{written} ({unit})"
    gap = "" if unit == "%" and language() == "en" else NO_BREAK_SPACE
    return f"{written}{gap}{unit.replace(' ', NO_BREAK_SPACE) if len(unit) <= 12 else unit}"


def long_date(value: datetime.date | None) -> str:
    """A date with the month in words, of a moment the day on which it falls here; empty where there is none."""
    if isinstance(value, datetime.datetime) and is_aware(value):
        value = localtime(value)
    return date_format(value, "DATE_FORMAT") if value else ""


def period(text: str) -> str:
    """A period such as 2023, 2023-Q1, 2023-07 or 2022/2024 as people write it."""
    if "/" in text:
        first, last = text.split("/", 1)
        return f"{period(first)}–{period(last)}"
    if found := QUARTER.fullmatch(text):
        said = gettext("quarter %(quarter)s of %(year)s") % {"year": found[1], "quarter": found[2]}
        return said.replace("-", NO_BREAK_HYPHEN)
    if found := MONTH.fullmatch(text):
        return date_format(datetime.date(int(found[1]), int(found[2]), 1), "YEAR_MONTH_FORMAT")
    return text
