"""Tests of anomalies: silent about honest data as often as they say, and loud about planted fraud."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from tarazy.engine.statistics.anomaly import Anomaly
from tarazy.engine.statistics.bunching import bunching
from tarazy.engine.statistics.disagreement import disagreement
from tarazy.engine.statistics.identical_values import identical_values, shared, unchanged
from tarazy.engine.statistics.jumps import jumps
from tarazy.engine.statistics.last_digits import last_digits
from tarazy.engine.statistics.risk import risk, strangeness
from tarazy.engine.words import LANGUAGES, ProblemsFound
from tests.long import LONG

Random = np.random.Generator
TIMES = 3000 if LONG else 400


def honest_digits(random: Random) -> Anomaly | None:
    return last_digits(np.floor(random.lognormal(8, 1, 40)))


def invented_digits(random: Random) -> Anomaly | None:
    """A third of the numbers rounded to tens."""
    values = np.floor(random.lognormal(8, 1, 60))
    return last_digits(np.where(random.random(60) < 0.33, 10 * np.floor(values / 10), values))


def honest_threshold(random: Random) -> Anomaly | None:
    return bunching(random.normal(70, 15, 300), 80, 5)


def lifted_to_threshold(random: Random) -> Anomaly | None:
    """Half of those who miss the threshold by up to 5 report a value just above it."""
    values = random.normal(70, 15, 300)
    lifted = (values >= 75) & (values < 80) & (random.random(300) < 0.5)
    return bunching(np.where(lifted, 80 + random.random(300) * 3, values), 80, 5)


def honest_change(random: Random) -> Anomaly | None:
    before = random.normal(50, 10, 17)
    return jumps(before + random.normal(2, 3, 17), before)[0]


def invented_change(random: Random) -> Anomaly | None:
    before = random.normal(50, 10, 17)
    now = before + random.normal(2, 3, 17)
    now[0] += 25
    return jumps(now, before)[0]


def honest_repeats(random: Random) -> Anomaly | None:
    before = random.poisson(4, (40, 12)).astype(np.float64)
    return identical_values(unchanged(random.poisson(4, (40, 12)).astype(np.float64), before))[0]


def copied_year(random: Random) -> Anomaly | None:
    """A body copies half of last year's values."""
    before, now = (random.poisson(4, (40, 12)).astype(np.float64) for _ in range(2))
    now[:20, 0] = before[:20, 0]
    return identical_values(unchanged(now, before))[0]


def reported(random: Random, lifted: float) -> Anomaly | None:
    statistics = random.normal(100, 10, (20, 3))
    said = statistics * (1 + random.normal(lifted, 0.05, (20, 3)))
    return disagreement(said, statistics, np.full(20, True))[0]


CASES: dict[str, tuple[Callable[[Random], Anomaly | None], Callable[[Random], Anomaly | None]]] = {
    "last_digits": (honest_digits, invented_digits),
    "bunching": (honest_threshold, lifted_to_threshold),
    "jumps": (honest_change, invented_change),
    "identical_values": (honest_repeats, copied_year),
    "disagreement": (lambda random: reported(random, 0.0), lambda random: reported(random, 0.05)),
}


def shares_of_alarms(
    make: Callable[[Random], Anomaly | None], at: tuple[float, ...], times: int
) -> NDArray[np.float64]:
    random = np.random.default_rng(11)
    found = np.array([anomaly.p for anomaly in (make(random) for _ in range(times)) if anomaly is not None])
    assert len(found) == times
    return np.array([float(np.mean(found <= level)) for level in at])


@pytest.mark.parametrize("name", CASES)
def test_false_alarms_are_as_rare_as_stated(name: str) -> None:
    """At most as many as p says, with three standard errors of the simulation."""
    levels = np.array([0.05, 0.01])
    alarms = shares_of_alarms(CASES[name][0], (0.05, 0.01), TIMES)
    assert (alarms <= levels + 3 * np.sqrt(levels * (1 - levels) / TIMES)).all(), alarms


@pytest.mark.parametrize("name", CASES)
def test_planted_fraud_is_seen(name: str) -> None:
    assert shares_of_alarms(CASES[name][1], (0.05,), TIMES // 4)[0] > 0.7


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_holds_the_numbers_and_says_what_it_does_not_prove(name: str) -> None:
    found = CASES[name][1](np.random.default_rng(3))
    assert found is not None
    assert found.test == name
    for message in (found.says, found.does_not_prove):
        assert len({message.in_language(lang) for lang in LANGUAGES}) == 3
    assert dict(found.says.said) == found.numbers
    assert "{" not in found.says.in_language("kk")
    assert "proves no" in found.does_not_prove.in_language("en")


def test_few_digits_are_weighed_exactly() -> None:
    """Of two digits both are the same with a tenth: by the multinomial distribution, as SciPy counts it for 12."""
    assert last_digits(np.array([101.0, 201.0]), least=2).p == pytest.approx(0.1)  # type: ignore[union-attr]
    values = np.array([100.0] * 5 + [101.0] * 4 + [102.0] * 3)
    found = last_digits(values)
    assert found is not None
    drawn = np.random.default_rng(0).multinomial(12, np.full(10, 0.1), 200_000)
    assert found.p == pytest.approx(np.mean(np.sum(drawn**2, axis=1) >= 50), abs=1e-3)
    many = last_digits(np.arange(100.0, 1100.0))
    assert many is not None
    assert (many.statistic, many.p) == (0, 1)


def test_what_is_no_whole_number_of_three_digits_has_no_last_digit() -> None:
    assert last_digits(np.array([12.0, 99.0, 101.5, np.nan] * 10)) is None


def test_bunching_where_less_is_better() -> None:
    values = np.array([20.0] * 15 + [19.9] * 5 + [22.0] * 3 + [16.0] * 8 + [28.0] * 8)
    found, turned = bunching(values, 20, 5, better="lower"), bunching(-values, -20, 5)
    assert found is not None
    assert turned is not None
    assert (found.statistic, found.numbers["just"]) == (pytest.approx(turned.statistic), 28)
    assert bunching(values, 90, 5) is None


def test_repeats_are_fishers_exact_test() -> None:
    same = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, np.nan], [1.0, 0.0]])
    found = identical_values(same)[0]
    assert found is not None
    assert found.p == pytest.approx(stats.fisher_exact([[3, 1], [1, 2]], alternative="greater").pvalue)
    assert shared(np.array([[1.0, 1.0, 2.0], [np.nan, 3.0, 4.0]])).tolist()[0] == [1, 1, 0]
    assert identical_values(np.full((2, 2), np.nan)) == [None, None]


def test_too_few_peers_or_all_alike_say_nothing() -> None:
    assert jumps(np.array([1.0, 2.0, 9.0]), np.zeros(3)) == [None] * 3
    assert jumps(np.array([1.0] * 9 + [50.0]), np.zeros(10))[9] is None


def test_a_risk_shows_what_it_is_made_of() -> None:
    found = risk({"a": np.array([0.0, 1.0]), "b": np.array([0.5, np.nan])}, {"a": 1, "b": 3}, floor=0.1)
    assert found.measure == pytest.approx([0.1 + 0.9 * 0.375, 0.1 + 0.9 * 0.625])
    assert found.measure == pytest.approx(found.floor + found.contributions["a"] + found.contributions["b"])
    strange = strangeness([jumps(np.array([1.0, 2.0, 3.0, 4.0, 5.0, 300.0]), np.zeros(6))[5], None])
    assert strange[0] == pytest.approx(1, abs=0.3)
    assert np.isnan(strange[1])


@pytest.mark.parametrize(
    ("factor", "weights", "floor"),
    [(2.0, {"a": 1.0}, 0.2), (0.5, {"b": 1.0}, 0.2), (0.5, {"a": 0.0}, 0.2), (0.5, {"a": 1.0}, 0.0)],
)
def test_a_risk_that_cannot_be_is_refused(factor: float, weights: dict[str, float], floor: float) -> None:
    with pytest.raises(ProblemsFound, match="cannot be computed"):
        risk({"a": np.array([factor])}, weights, floor=floor)
