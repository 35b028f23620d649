"""Monetary units: the factors that auditors print, Stringer's limit; and how many items a wish needs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tarazy.engine.statistics.draw_alike import simple_random
from tarazy.engine.statistics.draw_unequal import interval, monetary
from tarazy.engine.statistics.error_rate import error_rate
from tarazy.engine.statistics.misstatement import Misstatement, confidence_factor, misstatement
from tarazy.engine.statistics.planning import items_for_half_width, items_for_money, items_for_upper_limit
from tarazy.engine.statistics.sample import frame_of
from tarazy.engine.words import ProblemsFound
from tests.long import LONG


def upwards(number: float) -> float:
    return math.ceil(number * 100) / 100


def test_factors_of_the_audit_guide() -> None:
    """AICPA, Audit Sampling, confidence factors for 5 % and 10 % risk, errors 0 to 5; the guide rounds upwards."""
    five = [upwards(confidence_factor(errors, 0.95)) for errors in range(6)]
    ten = [upwards(confidence_factor(errors, 0.90)) for errors in range(6)]
    assert five == [3.00, 4.75, 6.30, 7.76, 9.16, 10.52]
    assert ten == [2.31, 3.89, 5.33, 6.69, 8.00, 9.28]


def test_sizes_of_the_audit_guide() -> None:
    """The guide's table at 5 % risk and 5 % tolerable: 60 items where no overstatement is expected, 93 where a fifth of
    the tolerable one is, 231 where half is (factors 3.00, 4.63 and 11.54)."""
    assert [items_for_money(100.0, 5.0, expected=share * 5.0) for share in (0, 0.2, 0.5)] == [60, 93, 231]


def whole(taints: list[float]) -> Misstatement:
    """50 of 500 items of 1,000 each; a certain item of 100,000, overstated by 10,000, besides."""
    frame = frame_of([f"{at:03}" for at in range(501)], measure=np.array([1000.0] * 500 + [100_000.0]))
    sample = monetary(frame, 51, "2026-07-01")
    verified = dict.fromkeys(sample.chosen_ids, 1000.0) | {"500": 90_000.0}
    for item, taint in zip(sample.chosen_ids, taints, strict=False):
        verified[item] = 1000.0 * (1 - taint)
    assert interval(sample) == pytest.approx(10_000)
    return misstatement(sample, verified)


def test_stringers_limit_by_hand() -> None:
    """Taints 1 and 0.4 and intervals of 10,000: 10,000 (2.9957 + 1.7481 * 1 + 1.5519 * 0.4) and the known 10,000."""
    found = whole([0.4, 1.0])
    assert found.upper_limit == pytest.approx(10_000 + 10_000 * (2.99573 + 1.74813 + 0.4 * 1.55193), abs=1)
    assert found.overstated == pytest.approx(10_000 + 14_000)
    assert found.found == pytest.approx(11_400)
    assert found.found < found.low < found.overstated < found.high
    assert found.understated == 0


def test_no_overstatement_and_amounts_reported_too_low() -> None:
    nothing, low = whole([]), whole([-0.5])
    assert nothing.upper_limit == pytest.approx(10_000 + 29_957, abs=1)
    assert (nothing.overstated, nothing.low) == (10_000, 10_000)
    assert low.understated == pytest.approx(5_000)
    assert low.upper_limit == nothing.upper_limit


def test_the_limits_of_money_hold() -> None:
    """A tenth of 400 lopsided amounts overstated by any share: nominal 90 % for the interval; Stringer's limit of 95 %
    holds more often than that."""
    random = np.random.default_rng(8)
    amounts = np.round(random.lognormal(8, 1, 400)) + 1
    frame = frame_of([f"{at:03}" for at in range(400)], measure=amounts)
    inside = under = 0
    times = 1500 if LONG else 250
    for time in range(times):
        taints = np.where(random.random(400) < 0.1, random.random(400), 0.0)
        sample = monetary(frame, 80, f"money {time}")
        true = dict(zip(frame.ids, (amounts * (1 - taints)).tolist(), strict=True))
        found = misstatement(sample, {item: true[item] for item in sample.chosen_ids})
        total = float(np.sum(amounts * taints))
        inside += found.low <= total <= found.high
        under += total <= found.upper_limit
    assert 0.86 <= inside / times <= 0.97
    assert under / times >= 0.95


def test_cochrans_islanders() -> None:
    """Cochran (1977), section 4.2: 200 people, half of them of blood group O, within 5 percentage points, t = 2: 133 by
    the normal distribution. Our interval, which counts whole people, needs a few more."""
    assert items_for_half_width(200, 0.5, 0.05, level=0.9545) == pytest.approx(133, abs=4)


def test_a_plan_keeps_its_promise() -> None:
    wanted = items_for_upper_limit(5000, 0.05)
    for items, suffices in ((wanted, True), (wanted - 1, False)):
        sample = simple_random(frame_of([f"{at:04}" for at in range(5000)]), items, "s")
        found = error_rate(sample, dict.fromkeys(sample.chosen_ids, "confirmed"))
        assert (found.high <= 0.05) == suffices
    assert items_for_upper_limit(5000, 0.05, rate=0.02) > wanted
    assert items_for_upper_limit(5000, 0.05, design_effect=2.0) > wanted
    assert items_for_upper_limit(20, 0.001) == 20
    assert items_for_half_width(100, 0.5, 0.0001) == 100


@pytest.mark.parametrize(
    "wish",
    [
        lambda: items_for_half_width(100, 5, 0.05),
        lambda: items_for_upper_limit(100, 0.05, rate=0.05),
        lambda: items_for_money(100.0, 5.0, expected=5.0),
        lambda: misstatement(monetary(frame_of(["a", "b"], measure=np.ones(2)), 1, "s"), {}),
        lambda: misstatement(monetary(frame_of(["a"], measure=np.ones(1)), 1, "s"), {"a": -1.0}),
    ],
)
def test_what_cannot_be_is_refused(wish: object) -> None:
    with pytest.raises(ProblemsFound):
        wish()  # type: ignore[operator]
