"""What the values of a group have in common."""

from __future__ import annotations

import math
import random
import statistics

import numpy as np

from tarazy.engine.model.groups import ends, means, medians


def test_all_are_those_of_the_known_values_of_the_group() -> None:
    chance = random.Random(7)
    values = np.array([chance.choice([math.nan, chance.uniform(-5, 1e6), 3.0]) for _ in range(200)])
    groups = np.array([chance.randrange(30) for _ in range(200)], dtype=np.int32)
    found = list(zip(means(values, groups), medians(values, groups), *ends(values, groups), strict=True))
    for group, (mean, median, low, high) in zip(groups, found, strict=True):
        known = [float(value) for value in values[groups == group] if not math.isnan(value)]
        if not known:
            assert all(math.isnan(number) for number in (mean, median, low, high))
            continue
        assert math.isclose(mean, statistics.fmean(known), rel_tol=1e-15)
        assert math.isclose(median, statistics.median(known), rel_tol=1e-15)
        assert (low, high) == (min(known), max(known))


def test_nobody_has_neither_mean_nor_median() -> None:
    nobody, no_group = np.empty(0), np.empty(0, dtype=np.int32)
    assert means(nobody, no_group).tolist() == medians(nobody, no_group).tolist() == []
    missing, group = np.full(2, np.nan), np.zeros(2, dtype=np.int32)
    assert np.isnan([means(missing, group), medians(missing, group)]).all()


def test_a_mean_keeps_its_digits() -> None:
    values = np.array([0.1] * 1000)
    assert means(values, np.zeros(1000, dtype=np.int32))[0] == 0.1
