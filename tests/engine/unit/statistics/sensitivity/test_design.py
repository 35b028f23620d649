"""The points of a design: balanced, groups changed as a whole, independent scrambles, the same for a seed."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.statistics.sensitivity.design import design


def test_each_scramble_is_balanced_in_every_coordinate() -> None:
    plan = design([1, 3, 1], rows=64, scrambles=3, seed=2)
    points = np.hstack([plan.base, plan.other]).reshape(3, 64, 10)
    assert plan.base.shape == (192, 5)
    for block in points:
        cells = np.sort(np.floor(block * 64).astype(int), axis=0)
        assert (cells == np.arange(64)[:, np.newaxis]).all()
    assert points.min() > 0
    assert points.max() < 1


def test_a_group_changes_as_a_whole_and_alone() -> None:
    plan = design([1, 3, 1], rows=8, scrambles=2, seed=2)
    for assumption, own in enumerate(([0], [1, 2, 3], [4])):
        mixed = plan.mixed(assumption)
        others = [column for column in range(5) if column not in own]
        assert np.array_equal(mixed[:, own], plan.other[:, own])
        assert np.array_equal(mixed[:, others], plan.base[:, others])


def test_the_seed_says_everything_and_scrambles_differ() -> None:
    plan, again, other = (design([2, 2], rows=16, scrambles=2, seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(plan.base, again.base)
    assert np.array_equal(plan.other, again.other)
    assert not np.isin(plan.base, other.base).any()
    assert not np.isin(plan.base[:16], plan.base[16:]).any()
    longer = design([2, 2], rows=16, scrambles=3, seed=3)
    assert np.array_equal(longer.base[:32], plan.base)


@pytest.mark.parametrize(("rows", "coordinates"), [(12, [1]), (0, [1]), (8, [10000, 601])])
def test_what_cannot_be_is_refused(rows: int, coordinates: list[int]) -> None:
    with pytest.raises(ValueError, match=r"power of 2|coordinates"):
        design(coordinates, rows=rows, scrambles=1, seed=1)
