"""Progress to targets and gaps of groups: what must hold whatever the numbers."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tarazy.engine.statistics.left_behind import gaps, range_of
from tarazy.engine.statistics.progress import ENOUGH, Better, Dated, progress

NUMBERS = st.integers(-1000, 1000).map(float)
POSITIVE = st.integers(1, 1000).map(float)
BETTER: st.SearchStrategy[Better] = st.sampled_from(["higher", "lower", "none"])
OPPOSITE: dict[Better, Better] = {"higher": "lower", "lower": "higher", "none": "none"}


@given(NUMBERS, NUMBERS, NUMBERS, BETTER, st.integers(0, 10))
def test_turning_everything_round_turns_nothing_else(b: float, y: float, t: float, better: Better, years: int) -> None:
    """Above nought growth rates are not mirrored; below it and across it every pace is."""
    assume(min(b, y, t) <= 0 and min(-b, -y, -t) <= 0)
    there = progress(Dated(2015, b), Dated(2015 + years, y), Dated(2030, t), better)
    back = progress(Dated(2015, -b), Dated(2015 + years, -y), Dated(2030, -t), OPPOSITE[better])
    assert (there.share, there.pace, there.standing) == (back.share, back.pace, back.standing)


@given(NUMBERS, NUMBERS, BETTER, st.integers(0, 15))
def test_who_is_at_the_target_has_reached_it(b: float, t: float, better: Better, years: int) -> None:
    found = progress(Dated(2015, b), Dated(2015 + years, t), Dated(2030, t), better)
    assert found.standing == "reached"
    assert found.share == (1.0 if b != t else None)


@given(POSITIVE, POSITIVE, st.integers(1, 14))
def test_who_keeps_the_pace_needed_is_on_track_and_who_stands_still_is_slow(b: float, t: float, years: int) -> None:
    assume(b != t)
    better: Better = "higher" if t > b else "lower"
    due = b * (t / b) ** (years / 15)
    on_time = progress(Dated(2015, b), Dated(2015 + years, due), Dated(2030, t), better)
    assert on_time.pace == pytest.approx(1)
    assert on_time.standing == "on_track"
    still = progress(Dated(2015, b), Dated(2015 + years, b), Dated(2030, t), better)
    assert (still.share, still.pace, still.standing) == (0, 0, "slow")
    away = progress(Dated(2015, b), Dated(2015 + years, b - (t - b) / 2000), Dated(2030, t), better)
    assert away.standing == "wrong_way"


@given(POSITIVE, POSITIVE, POSITIVE, st.integers(1, 14))
def test_the_standing_follows_from_the_pace(b: float, y: float, t: float, years: int) -> None:
    assume(b != t)
    found = progress(Dated(2015, b), Dated(2015 + years, y), Dated(2030, t))
    assert found.pace is not None
    if found.standing != "reached":
        expected = "on_track" if found.pace >= ENOUGH else "slow" if found.pace >= 0 else "wrong_way"
        assert found.standing == expected


def test_what_was_to_be_kept_and_is_lost_goes_the_wrong_way() -> None:
    assert progress(Dated(2015, 10), Dated(2020, 8), Dated(2030, 9), "higher").standing == "wrong_way"
    assert progress(Dated(2015, 10), Dated(2020, 9), Dated(2030, 9), "higher").standing == "reached"
    assert progress(Dated(2015, 9), Dated(2020, 8), Dated(2030, 9)).standing == "wrong_way"


@given(NUMBERS, st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.none() | NUMBERS, max_size=6), BETTER)
def test_the_furthest_behind_comes_first(average: float, groups: dict[str, float | None], better: Better) -> None:
    found = gaps(average, groups, better)
    assert {gap.group for gap in found} == {name for name, value in groups.items() if value is not None}
    assert all(gap.value == average + gap.absolute for gap in found)
    values = [gap.value for gap in found]
    if better == "none":
        sizes = [abs(gap.absolute) for gap in found]
        assert sizes == sorted(sizes, reverse=True)
        assert all(gap.is_behind is None for gap in found)
    else:
        behind = [gap.is_behind for gap in found]
        assert behind == sorted(behind, reverse=True)
        kept = [value for gap, value in zip(found, values, strict=True) if gap.is_behind]
        assert kept == sorted(kept, reverse=better == "lower")
    if len(found) > 1:
        assert range_of(groups) == max(values) - min(values)
