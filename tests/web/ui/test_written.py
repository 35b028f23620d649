"""Numbers, dates and periods as each language writes them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import numpy as np
import pytest
from django.utils import timezone
from django.utils.translation import override

from tarazy.engine.model.rounding import rounded as rounded_by_engine
from tarazy.web.ui.tags.data import places_text, rank_text
from tarazy.web.ui.written import in_language, long_date, number, percent, period, rounded, signed, with_unit

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "value", "places", "expected"),
    [
        ("kk", 1234567.891, 1, f"1{SPACE}234{SPACE}567,9"),
        ("ru", 1234567.891, 1, f"1{SPACE}234{SPACE}567,9"),
        ("en", 1234567.891, 1, f"1{SPACE}234{SPACE}567.9"),
        ("kk", -3.25, 1, "−3,3"),
        ("en", -0.04, 1, "0.0"),
        ("ru", 63.0, 1, "63,0"),
        ("en", 2.675, 2, "2.68"),
        ("en", 0.5, 0, "1"),
        ("en", 13453, None, f"13{SPACE}453"),
        ("kk", 4.9, None, "4,9"),
        ("en", 134567.123, None, f"134{SPACE}567"),
        ("en", 0.000123, None, "0.0001"),
        ("en", 100.0, None, "100"),
        ("en", Decimal("12.30"), None, "12.3"),
        ("en", None, 1, ""),
        ("en", float("nan"), 1, ""),
        ("en", "12", 1, ""),
    ],
)
def test_numbers(language: str, value: object, places: int | None, expected: str) -> None:
    with override(language):
        assert number(value, places) == expected


def test_half_goes_up_on_the_number_that_is_read() -> None:
    assert [rounded(value, 1) for value in (0.25, 0.35, 1.05, -0.25)] == [
        Decimal("0.3"),
        Decimal("0.4"),
        Decimal("1.1"),
        Decimal("-0.3"),
    ]


def test_a_page_rounds_like_the_engine() -> None:
    ties = np.arange(1, 20_001, 2) / 200  # 0.005, 0.015, ... 99.995
    for noise in (0.0, 1e-14, -1e-14, 1e-9, -1e-9):
        values = ties * (1 + noise)
        by_engine = rounded_by_engine(values, 2, "away_from_zero")
        assert [float(rounded(float(value), 2)) for value in values] == by_engine.tolist()
    assert rounded(1234567890123.26, 1) == Decimal("1234567890123.3")


def test_changes_carry_their_sign() -> None:
    with override("ru"):
        assert [signed(value) for value in (1.26, -1.26, 0.04, -0.04, None)] == ["+1,3", "−1,3", "0,0", "0,0", ""]


def test_percent_and_units_stay_on_one_line() -> None:
    with override("kk"):
        assert percent(0.034, 1) == f"3,4{SPACE}%"
        assert with_unit("57,5", {"kk": "мың теңге", "ru": "тысяч тенге", "en": "thousand tenge"}) == (
            f"57,5{SPACE}мың{SPACE}теңге"
        )
        # Not 53,2 100: two numbers side by side would read as one.
        assert with_unit("53,2", {"kk": "100 мың адамға", "ru": "", "en": ""}) == "53,2 (100 мың адамға)"
    with override("en"):
        assert percent(0.29, 0) == "29%"
        assert with_unit("", "tenge") == ""
        assert with_unit("5", None or "") == "5"


def test_dates_and_periods() -> None:
    day = datetime.date(2026, 1, 5)
    written = {}
    for language in ("kk", "ru", "en"):
        with override(language):
            written[language] = [long_date(day), period("2023"), period("2023-Q1"), period("2022/2024")]
    assert written["ru"] == [
        "5\N{NO-BREAK SPACE}января 2026\N{NO-BREAK SPACE}г.",
        "2023",
        "1\N{NON-BREAKING HYPHEN}й квартал 2023 года",
        "2022–2024",
    ]
    assert written["en"] == ["5 January 2026", "2023", "quarter 1 of 2023", "2022–2024"]
    assert written["kk"] == [
        "2026\N{NO-BREAK SPACE}жылғы 5\N{NO-BREAK SPACE}қаңтар",
        "2023",
        "2023 жылғы 1\N{NON-BREAKING HYPHEN}тоқсан",
        "2022–2024",
    ]
    with override("kk"):
        assert period("2023-07") == "2023\N{NO-BREAK SPACE}жылғы шілде"
        assert long_date(None) == ""


def test_a_moment_is_written_as_the_day_on_which_it_falls_here() -> None:
    midnight = datetime.datetime(2026, 11, 23, tzinfo=timezone.get_default_timezone())
    with override("en"):
        assert long_date(midnight.astimezone(datetime.UTC)) == "23 November 2026"


def test_a_rank_is_one_phrase() -> None:
    spoken = {}
    for language in ("kk", "ru", "en"):
        with override(language):
            spoken[language] = [rank_text(3, 20), rank_text(3), rank_text(3, 20, (2, 7)), rank_text(None, 20)]
    assert spoken["kk"] == ["3-орын, барлығы 20", "3-орын", "2–7-орын, барлығы 20", "орын берілмеген"]
    assert spoken["ru"] == ["3-е место из 20", "3-е место", "с 2-го по 7-е место из 20", "без места"]
    assert spoken["en"] == ["rank 3 of 20", "rank 3", "rank 2 to 7 of 20", "not ranked"]


def test_a_text_of_three_languages() -> None:
    text = {"kk": "өңір", "ru": "регион", "en": "region"}
    with override("ru"):
        assert in_language(text) == "регион"
        assert in_language("as it is") == "as it is"
        assert in_language({"en": "region"}) == ""


def test_places_between_the_ends_of_an_interval_are_whole_phrases() -> None:
    said = {}
    for language in ("kk", "ru", "en"):
        with override(language):
            said[language] = [places_text(2, 5), places_text(3, 3), places_text(1.5, 21), places_text(11, 112.5)]
    assert said["en"] == ["2nd to 5th", "only 3rd", "1st to 21st", "11th to 113th"]
    assert said["ru"][:2] == ["2–5-е места", "только 3-е место"]
    assert said["kk"][:2] == ["2–5-орындар", "тек 3-орын"]
