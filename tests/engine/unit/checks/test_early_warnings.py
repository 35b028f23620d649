"""What can be foreseen within the year: by which rule, with which numbers, and where it must be silent."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tarazy.engine.checks.early_warnings import Course, EarlyWarning, early_warnings, outlook
from tarazy.engine.model.sheet import Key
from tarazy.engine.words import LANGUAGES

DUE = datetime.date(2026, 7, 15)
QUARTERS = {"2025-Q1": 10.0, "2025-Q2": 10.0, "2025-Q3": 40.0, "2025-Q4": 40.0}


def course(**given: Any) -> Course:
    return Course(**{"key": Key("roads"), "target": 100.0, "better": "higher", "within_year": "sum", **given})


def warned(*courses: Course, period: str = "2026-Q2", days: int = 0, is_sent: bool = True) -> list[EarlyWarning]:
    today = DUE + datetime.timedelta(days=days)
    return list(early_warnings(courses, period, due=DUE, today=today, is_sent=is_sent))


def test_a_sum_is_carried_on_evenly_where_last_year_is_not_known() -> None:
    (warning,) = warned(course(values={"2026-Q1": 15.0, "2026-Q2": 25.0}))
    assert (warning.kind, warning.cell) == ("will_miss", "roads")
    assert warning.numbers == {
        "outlook": 80.0, "so_far": 40.0, "known": 2, "periods": 4, "target": 100.0, "gap": 20.0,
    }  # fmt: skip
    assert warned(course(values={"2026-Q1": 25.0, "2026-Q2": 25.0})) == []


def test_a_sum_is_carried_on_at_last_years_pace_where_that_is_known() -> None:
    """Roads are mended in summer: 20 of 100 by June last year, so 20 by June is on the way to 100."""
    values = {"2026-Q1": 8.0, "2026-Q2": 12.0}
    assert warned(course(values=values, before=QUARTERS, year_before=100.0)) == []
    (warning,) = warned(course(values=values, before=QUARTERS, year_before=100.0, target=101.0))
    assert (warning.numbers["outlook"], warning.numbers["gap"]) == (100.0, 1.0)
    assert (warning.numbers["before"], warning.numbers["year_before"]) == (20.0, 100.0)


@pytest.mark.parametrize(
    "given",
    [{"before": {"2025-Q1": 10.0}, "year_before": 100.0}, {"before": {"2025-Q1": 10.0, "2025-Q2": 10.0}},
     {"before": {"2025-Q1": 0.0, "2025-Q2": 0.0}, "year_before": 100.0}],
)  # fmt: skip
def test_half_of_last_year_gives_no_pace(given: dict[str, Any]) -> None:
    ends = outlook(course(values={"2026-Q1": 8.0, "2026-Q2": 12.0}, **given), "2026-Q2")
    assert ends is not None
    assert (ends.rule, ends.value) == ("even", 40.0)


def test_last_years_whole_is_the_sum_of_its_parts_where_it_is_not_known() -> None:
    ends = outlook(course(values={"2026-Q1": 8.0, "2026-Q2": 12.0}, before=QUARTERS), "2026-Q2")
    assert ends is not None
    assert (ends.rule, ends.value, ends.numbers["year_before"]) == ("as_last_year", 100.0, 100.0)


def test_a_month_that_is_not_known_is_left_out_on_both_sides() -> None:
    values = {"2026-01": 3.0, "2026-03": 3.0}
    ends = outlook(course(values=values), "2026-03")
    assert ends is not None
    assert (ends.value, ends.numbers["known"], ends.numbers["periods"]) == (36.0, 2, 12)
    pace = {"2025-01": 1.0, "2025-02": 50.0, "2025-03": 2.0}
    ends = outlook(course(values=values, before=pace, year_before=60.0), "2026-03")
    assert ends is not None
    assert (ends.rule, ends.value) == ("as_last_year", 120.0)


def test_a_mean_and_a_last_value_stand_for_the_year() -> None:
    values = {"2026-Q1": 4.0, "2026-Q2": 7.0}
    (mean,) = warned(course(values=values, within_year="mean", better="lower", target=5.0))
    assert (mean.numbers["outlook"], mean.numbers["gap"]) == (5.5, 0.5)
    (last,) = warned(course(values=values, within_year="last", better="lower", target=5.0))
    assert (last.numbers["outlook"], last.numbers["period"]) == (7.0, "2026-Q2")
    assert warned(course(values=values, within_year="last", target=5.0)) == []


def test_what_comes_after_the_period_is_not_looked_at() -> None:
    ends = outlook(course(values={"2026-Q1": 10.0, "2026-Q2": 90.0}), "2026-Q1")
    assert ends is not None
    assert ends.value == 40.0


def test_a_target_reached_in_12_digits_is_reached() -> None:
    tenths = {"2026-Q1": 0.1, "2026-Q2": 0.2}
    assert warned(course(values=tenths, target=0.6000000000000001)) == []
    assert warned(course(values=tenths, target=0.60000001)) != []


@pytest.mark.parametrize("missing", ["target", "better", "within_year"])
def test_nothing_is_foretold_without_a_target_a_direction_or_a_rule(missing: str) -> None:
    assert warned(course(values={"2026-Q1": 1.0, "2026-Q2": 1.0}, **{missing: None})) == []


def test_a_form_is_late_from_the_day_after_its_last_until_it_is_sent() -> None:
    none = course(within_year=None)
    assert warned(none, is_sent=False) == []
    (late,) = warned(none, days=3, is_sent=False)
    assert (late.kind, late.cell) == ("late", "")
    assert late.numbers == {"period": "2026-Q2", "day": "2026-07-15", "days": 3}
    given = course(values={"2026-Q2": 1.0}, within_year=None)
    assert warned(given, days=3) == []


@pytest.mark.parametrize(("status", "speaks"), [("", True), ("O", True), ("L", True), ("M", False), ("X", False)])
def test_a_value_is_missing_once_the_form_is_sent_unless_it_cannot_exist(status: str, speaks: bool) -> None:
    found = warned(course(status=status))
    assert [one.kind for one in found] == (["missing"] if speaks else [])
    assert warned(course(status=status), is_sent=False) == []


def test_each_says_its_numbers_in_three_languages() -> None:
    values = {"2026-Q1": 5.0, "2026-Q2": 5.5}
    found = [
        *warned(course(values=values), course(values=values, before=QUARTERS, year_before=100.0)),
        *warned(course(values=values, within_year="mean"), course(values=values, within_year="last")),
        *warned(course(values=values, within_year="last", better="lower", target=5.0), course(status="O")),
        *warned(days=1, is_sent=False),
    ]
    assert [one.kind for one in found] == ["will_miss"] * 5 + ["missing", "late"]
    for one in found:
        said = [one.in_language(lang) for lang in LANGUAGES]
        assert len(set(said)) == 3
        assert not any("{" in text for text in said)
    assert found[0].in_language("ru", {"outlook": "двадцать один"}).count("двадцать один") == 1
