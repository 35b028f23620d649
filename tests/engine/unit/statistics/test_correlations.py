"""Coefficients against NumPy and SciPy, pair by pair; consistency against its definition."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tarazy.engine.model.shape import shape_of
from tarazy.engine.statistics.correlations import pearson, spearman, squared
from tarazy.engine.statistics.internal_consistency import alpha_without, cronbach_alpha, sampling_adequacy
from tarazy.engine.statistics.rank_shifts import rank_shifts

RANDOM = np.random.default_rng(7)


def with_gaps() -> np.ndarray:
    columns = RANDOM.normal(size=(5, 30)) + RANDOM.normal(size=30)
    columns[RANDOM.random(columns.shape) < 0.2] = np.nan
    columns[4] = np.round(columns[4])  # with ties
    return columns


@pytest.mark.parametrize(("ours", "theirs"), [(pearson, stats.pearsonr), (spearman, stats.spearmanr)])
def test_every_pair_is_that_of_scipy_over_the_units_that_have_both(ours, theirs) -> None:
    columns = with_gaps()
    found = ours(columns)
    for i in range(5):
        for j in range(5):
            both = ~np.isnan(columns[i]) & ~np.isnan(columns[j])
            assert found.counts[i, j] == both.sum()
            assert found.coefficients[i, j] == pytest.approx(theirs(columns[i][both], columns[j][both])[0], abs=1e-12)


def test_far_from_zero_no_digit_is_lost() -> None:
    apart = RANDOM.normal(size=(2, 50))
    assert pearson(apart + 1e9).coefficients[0, 1] == pytest.approx(np.corrcoef(apart)[0, 1], abs=1e-6)
    assert pearson(apart * 1e150).coefficients[0, 1] == pytest.approx(np.corrcoef(apart)[0, 1], abs=1e-12)


@pytest.mark.parametrize("column", [[5.0, 5.0, 5.0, 5.0], [0.1 + 0.2, 0.3, 0.3, 0.3], [1.0, np.nan, np.nan, 2.0]])
def test_without_spread_or_units_there_is_no_coefficient(column: list[float]) -> None:
    found = pearson(np.array([column, [1.0, 2.0, 3.0, 5.0]])).coefficients
    assert np.isnan(found[0]).all()
    assert np.isnan(squared(np.array(column), np.array([1.0, 2.0, 3.0, 5.0])))


def test_alpha_is_that_of_its_definition() -> None:
    columns = RANDOM.normal(size=(4, 60)) + RANDOM.normal(size=60)
    total = columns.sum(axis=0).var(ddof=1)
    expected = 4 / 3 * (1 - columns.var(axis=1, ddof=1).sum() / total)
    assert cronbach_alpha(columns) == pytest.approx(expected, abs=1e-12)
    assert alpha_without(columns)[0] == pytest.approx(cronbach_alpha(columns[1:]), abs=1e-12)


def test_what_cannot_be_known_is_not_a_number() -> None:
    assert np.isnan(cronbach_alpha(np.ones((1, 5))))
    assert np.isnan(sampling_adequacy(np.ones((3, 3))))  # all the same: no inverse
    assert rank_shifts(np.array([1.0, np.nan]), np.array([1.0, 2.0]), 1) is None
    assert shape_of(np.array([1.0, 1.0, 1.0, 1.0])) is None
    assert shape_of(np.array([1.0, 2.0, 3.0])) is None


def test_the_shape_is_that_of_scipy() -> None:
    values = RANDOM.exponential(size=40)
    found = shape_of(np.append(values, np.nan))
    assert found is not None
    assert found.skewness == pytest.approx(stats.skew(values, bias=False), abs=1e-12)
    assert found.kurtosis == pytest.approx(stats.kurtosis(values, bias=False), abs=1e-12)
