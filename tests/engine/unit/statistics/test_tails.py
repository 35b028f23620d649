"""Tails and quantiles, held to SciPy and to printed tables."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tarazy.engine.statistics import tails
from tests.long import examples

SHAPES = st.floats(-2, 4).map(lambda power: 10**power)
SHARES = st.floats(1e-6, 1 - 1e-6)


@examples(200)
@given(SHARES, SHAPES, SHAPES)
def test_beta(t: float, a: float, b: float) -> None:
    assert tails.beta_below(t, a, b) == pytest.approx(stats.beta.cdf(t, a, b), abs=1e-9)


@examples(200)
@given(st.floats(1e-6, 1e5), st.floats(0.1, 5000))
def test_gamma(t: float, a: float) -> None:
    assert tails.gamma_below(t, a) == pytest.approx(stats.gamma.cdf(t, a), abs=1e-9)


@examples(100)
@given(st.integers(1, 60), st.data())
def test_hypergeometric_and_binomial(total: int, data: st.DataObject) -> None:
    marked, drawn = data.draw(st.integers(0, total)), data.draw(st.integers(0, total))
    often = data.draw(st.integers(0, drawn))
    expected = stats.hypergeom.sf(often - 1, total, marked, drawn)
    assert tails.hypergeometric_at_least(often, drawn, marked, total) == pytest.approx(expected, abs=1e-9)
    assert tails.binomial_at_least(often, drawn, 0.3) == pytest.approx(stats.binom.sf(often - 1, drawn, 0.3), abs=1e-9)


@pytest.mark.parametrize("freedom", [0.4, 1.5, 7.0, 300.0])
def test_student_and_normal(freedom: float) -> None:
    for t in (0.1, 1.0, 2.5, 40.0):
        assert tails.student_beyond(t, freedom) == pytest.approx(2 * stats.t.sf(t, freedom), rel=1e-9)
        assert tails.normal_above(t / 4) == pytest.approx(stats.norm.sf(t / 4), rel=1e-12)


def test_quantiles_of_the_printed_chi_square_table() -> None:
    """5 % points of chi-square with 1, 9 and 30 degrees of freedom, as every table prints them."""
    for freedom, point in ((1, 3.841), (9, 16.919), (30, 43.773)):
        found = tails.where_below(lambda t, k=freedom: tails.gamma_below(t / 2, k / 2), 0.95, 0.0, 1e4)  # type: ignore[misc]
        assert found == pytest.approx(point, abs=5e-4)


def test_beyond_the_ends() -> None:
    assert (tails.beta_below(0, 1, 1), tails.beta_below(1, 1, 1), tails.gamma_below(0, 1)) == (0, 1, 0)
    assert (tails.binomial_at_least(0, 5, 0.5), tails.binomial_at_least(6, 5, 0.5)) == (1, 0)
    assert tails.gamma_below(1e4, 1.0) == 1
    assert tails.gamma_below(1e-9, 500.0) == 0
    assert tails.where_below(lambda t: 0.5, 0.4, 0.0, 1.0) == 0
    assert tails.where_below(lambda t: 0.5, 0.6, 0.0, 1.0) == 1
    assert math.isclose(tails.beta_below(0.3, 1e6, 1e6 * 7 / 3), 0.5, abs_tol=1e-3)
