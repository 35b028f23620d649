"""Quantiles, shares, pairs and groups, against plain ways to count them."""

import numpy as np
import pytest

from tarazy.engine.robustness.intervals import (
    ahead,
    not_told_apart,
    share_at_least,
    share_of_bands,
    spread_of_ranks,
    spread_of_scores,
)


def with_gaps(count: int, n: int) -> np.ndarray:
    by = np.random.default_rng(5)
    scores = by.normal(size=(count, n))
    scores[by.random(scores.shape) < 0.2] = np.nan
    scores[:, 0] = np.nan
    return scores


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95])
def test_scores_have_the_quantiles_of_numpy(level):
    scores = with_gaps(101, 7)
    spread = spread_of_scores(scores, level)
    for share, found in ((0.5, spread.median), ((1 - level) / 2, spread.low), ((1 + level) / 2, spread.high)):
        wanted = [np.nanquantile(scores[:, unit], share) for unit in range(1, 7)]
        assert np.allclose(found[1:], wanted, rtol=0, atol=1e-12)
        assert np.isnan(found[0])
    assert spread.known == pytest.approx(1 - np.isnan(scores).mean(axis=0))


@pytest.mark.parametrize("count", [20, 99, 100, 101])
def test_an_interval_of_ranks_holds_at_least_the_level_and_ends_at_places_that_come(count):
    ranks = np.argsort(np.argsort(np.random.default_rng(2).normal(size=(count, 9)), axis=1), axis=1) + 1.0
    spread = spread_of_ranks(ranks, 0.9)
    inside = (ranks >= spread.low) & (ranks <= spread.high)
    assert (inside.mean(axis=0) >= 0.9).all()
    assert all(spread.low[unit] in ranks[:, unit] and spread.high[unit] in ranks[:, unit] for unit in range(9))
    assert all(spread.median[unit] in ranks[:, unit] for unit in range(9))


def test_an_interval_of_ranks_is_no_wider_than_it_must_be():
    """Of 100 places one is far off: 90 % are held without it."""
    ranks = np.full((100, 1), 5.0)
    ranks[0] = 50
    spread = spread_of_ranks(ranks, 0.9)
    assert (spread.low[0], spread.high[0]) == (5, 5)


def test_shares_count_only_replicates_that_rank_the_unit():
    ranks = np.array([[1.0, np.nan], [11.0, 3.0], [10.0, np.nan], [12.0, 11.0]])
    assert share_at_least(ranks, 10).tolist() == [0.5, 0.5]
    bands = np.array([[0, -1], [1, 1], [1, -1], [1, 0]], dtype=np.int16)
    assert share_of_bands(bands, 2).tolist() == [[0.25, 0.5], [0.75, 0.5]]


def test_pairs_are_counted_as_one_counts_them():
    ranks = with_gaps(60, 5).round(1)
    groups = np.array([0, 0, 0, 0, 1], dtype=np.int32)
    found = ahead(ranks, groups)
    for first in range(5):
        for second in range(5):
            both = ~np.isnan(ranks[:, first]) & ~np.isnan(ranks[:, second])
            if first == second or groups[first] != groups[second] or not both.any():
                assert np.isnan(found[first, second])
                continue
            one, other = ranks[both, first], ranks[both, second]
            assert found[first, second] == pytest.approx((one < other).mean() + (one == other).mean() / 2)


def test_units_in_a_group_are_never_surely_told_apart_and_groups_cannot_grow():
    by = np.random.default_rng(3)
    true = np.sort(by.normal(scale=2, size=12))[::-1]
    ranks = np.argsort(np.argsort(-(true + by.normal(size=(500, 12))), axis=1), axis=1) + 1.0
    share, order = ahead(ranks, np.zeros(12, dtype=np.int32)), np.arange(12)
    runs = not_told_apart(share, order, 0.9)
    assert runs
    for first, last in runs:
        inside = share[first : last + 1, first : last + 1]
        assert not (inside >= 0.95).any()
        if last < 11:
            assert (share[first : last + 2, first : last + 2] >= 0.95).any()
    firsts, lasts = zip(*runs, strict=True)
    assert sorted(set(firsts)) == list(firsts)
    assert sorted(set(lasts)) == list(lasts)


def test_who_is_surely_ahead_of_all_stands_alone():
    share = np.array([[np.nan, 1.0, 1.0], [0.0, np.nan, 0.5], [0.0, 0.5, np.nan]])
    assert not_told_apart(share, np.arange(3), 0.9) == [(1, 2)]
