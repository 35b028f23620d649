"""Twelve digits decide: ties, thresholds, rounding, places."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.engine.model.numbers import are_one, is_below, significant
from tarazy.engine.model.places import Ties, counts, places, standing
from tarazy.engine.model.rounding import rounded
from tarazy.engine.model.weights import shared_out

FINITE = st.floats(allow_nan=False, allow_infinity=False)
MODES = {"away_from_zero": ROUND_HALF_UP, "to_even": ROUND_HALF_EVEN}


@given(st.lists(st.floats(-1e15, 1e15) | st.floats(-1e-9, 1e-9), min_size=1, max_size=20))
def test_significant_keeps_twelve_digits(values: list[float]) -> None:
    for value, found in zip(values, significant(np.array(values)).tolist(), strict=True):
        assert math.isclose(found, value, rel_tol=5.1e-12, abs_tol=0)
        if abs(value) > 1e-10:
            assert float(f"{found:.11e}") == found


@given(st.lists(FINITE, min_size=2, max_size=20))
def test_significant_never_turns_an_order_around(values: list[float]) -> None:
    ordered = sorted(values)
    found = significant(np.array(ordered)).tolist()
    assert found == sorted(found)


@pytest.mark.parametrize("value", [0.0, 1e-320, 5e-324, 1e300, 1.7e308, -1e308, 2.0**53 + 2, 123456789012345680.0])
def test_significant_of_very_small_and_very_large_numbers(value: float) -> None:
    found = significant(np.array([value, np.nan]))
    assert math.isclose(found[0], value, rel_tol=5.1e-12)
    assert np.isnan(found[1])


@given(FINITE, FINITE)
def test_the_quick_comparisons_say_what_the_digits_say(one: float, other: float) -> None:
    left, right = np.array([one]), np.array([other])
    assert are_one(left, right)[0] == (significant(left)[0] == significant(right)[0])
    assert is_below(left, other)[0] == (significant(left)[0] < significant(right)[0])


@given(st.integers(-(10**7), 10**7), st.integers(-60, 60), st.integers(0, 4), st.sampled_from(sorted(MODES)))
def test_rounding_is_that_of_decimal_numbers_whatever_the_noise(
    number: int, noise: int, decimals: int, ties: str
) -> None:
    """A number of five decimals, a few bits beside what was written."""
    value = number / 10**5
    noisy = value + noise * math.ulp(value) / 4
    expected = (Decimal(number) / 10**5).quantize(Decimal(1).scaleb(-decimals), rounding=MODES[ties])
    assert rounded(np.array([noisy]), decimals, ties)[0] == float(expected) + 0.0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "decimals", "up", "even"),
    [
        (0.0005, 3, 0.001, 0.0),
        (2.5, 0, 3.0, 2.0),
        (0.6125, 3, 0.613, 0.612),
        (1.005, 2, 1.01, 1.0),
        (-2.5, 0, -3.0, -2.0),
        (2.4999999999999996, 0, 3.0, 2.0),
        (2.50000000000000044, 0, 3.0, 2.0),
        (0.8114999999999999, 3, 0.812, 0.812),
        (1234567890123.5, 0, 1234567890124.0, 1234567890124.0),
        (9007199254740993.0, 2, 9007199254740992.0, 9007199254740992.0),
        (1.7e308, 15, 1.7e308, 1.7e308),
        (-0.0001, 3, 0.0, 0.0),
    ],
)
def test_rounding_of_ties_noise_and_large_numbers(value: float, decimals: int, up: float, even: float) -> None:
    assert rounded(np.array([value]), decimals, "away_from_zero").tolist() == [up]
    assert rounded(np.array([value]), decimals, "to_even").tolist() == [even]


def test_rounding_never_gives_a_negative_zero() -> None:
    assert math.copysign(1, rounded(np.array([-0.0001]), 3, "away_from_zero")[0]) == 1


@given(
    st.lists(st.tuples(st.sampled_from([1.0, 2.0, 3.0, math.nan]), st.integers(0, 2)), min_size=1, max_size=12),
    st.booleans(),
)
def test_places_by_counting(units: list[tuple[float, int]], highest_first: bool) -> None:
    values = np.array([value for value, _ in units])
    groups = np.array([group for _, group in units], dtype=np.int32)
    rules: tuple[Ties, ...] = ("lowest", "average", "highest", "dense")
    found = {ties: places(values, groups, highest_first=highest_first, ties=ties) for ties in rules}
    for at, (value, group) in enumerate(units):
        peers = [other for other, of in units if of == group and not math.isnan(other)]
        assert counts(values, groups)[at] == len(peers)
        if math.isnan(value):
            assert all(np.isnan(column[at]) for column in found.values())
            continue
        ahead = [other for other in peers if (other > value if highest_first else other < value)]
        same = peers.count(value)
        assert found["lowest"][at] == len(ahead) + 1
        assert found["highest"][at] == len(ahead) + same
        assert found["average"][at] == len(ahead) + (same + 1) / 2
        assert found["dense"][at] == len(set(ahead)) + 1
        stands = standing(values, groups, at, highest_first=highest_first)
        assert stands == (len(peers), len(ahead), len(set(ahead)), same)


def test_weights_of_which_all_count_stay_as_they_are_to_the_last_bit() -> None:
    tenths = np.full((10, 1), 0.1)
    assert shared_out(tenths, np.ones((10, 2), dtype=np.bool_)).tolist() == [[0.1, 0.1]] * 10
    absent = np.ones((10, 2), dtype=np.bool_)
    absent[0, 1] = False
    shares = shared_out(tenths, absent)
    assert shares[:, 0].tolist() == [0.1] * 10
    assert shares[0, 1] == 0
    assert math.isclose(shares[:, 1].sum(), 1, rel_tol=1e-15)


def test_weights_of_which_none_counts_are_zero() -> None:
    assert shared_out(np.array([[0.5], [0.5]]), np.zeros((2, 1), dtype=np.bool_)).tolist() == [[0.0], [0.0]]
