"""Single changes: by loops, with ranks that are not there, and without any change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.engine.statistics.sensitivity.one_at_a_time import movements, of_changes, of_units
from tests.long import examples

RANKS = st.one_of(st.just(float("nan")), st.integers(1, 5).map(float))


@examples(60)
@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(RANKS, min_size=n, max_size=n), min_size=2, max_size=4)))
def test_they_are_those_of_loops(rows: list[list[float]]) -> None:
    base, changed = np.array(rows[0]), np.array(rows[1:])
    changes, units = of_changes(base, changed, more_than=1), of_units(base, changed)
    for at, row in enumerate(rows[1:]):
        sizes = [abs(after - before) for before, after in zip(rows[0], row, strict=True)]
        sizes = [size for size in sizes if size == size]
        assert changes.compared[at] == len(sizes)
        assert changes.entered[at] == sum(a == a and b != b for b, a in zip(rows[0], row, strict=True))
        assert changes.left[at] == sum(a != a and b == b for b, a in zip(rows[0], row, strict=True))
        none = float("nan")
        expected = (
            (sum(sizes) / len(sizes), max(sizes), sum(size > 1 for size in sizes) / len(sizes)) if sizes else [none] * 3
        )
        found = changes.mean_movement[at], changes.largest_movement[at], changes.share_moved[at]
        assert found == pytest.approx(expected, nan_ok=True)
    for at, before in enumerate(rows[0]):
        ranks = [row[at] for row in rows[1:]]
        assert units.failed[at] == sum(rank != rank for rank in ranks)
        if before != before:
            assert np.isnan([units.best[at], units.worst[at], units.largest_movement[at]]).all()
            assert units.by[at] == -1
            continue
        there = [rank for rank in ranks if rank == rank]
        assert (units.best[at], units.worst[at]) == (min([before, *there]), max([before, *there]))
        furthest = max((abs(rank - before) for rank in there), default=0.0)
        assert abs(units.largest_movement[at]) == furthest
        if furthest:
            assert ranks[units.by[at]] == before + units.largest_movement[at]
        else:
            assert units.by[at] == -1


def test_no_change_moves_nobody() -> None:
    base, none = np.array([1.0, 2.0, np.nan]), np.empty((0, 3))
    units = of_units(base, none)
    assert units.largest_movement == pytest.approx([0, 0, np.nan], nan_ok=True)
    assert units.best == pytest.approx(base, nan_ok=True)
    assert of_changes(base, none).mean_movement.shape == (0,)
    assert movements(base, none).shape == (0, 3)


def test_no_unit_is_no_mistake() -> None:
    found = of_changes(np.empty(0), np.empty((2, 0)))
    assert np.isnan([*found.mean_movement, *found.largest_movement, *found.share_moved]).all()
    assert of_units(np.empty(0), np.empty((2, 0))).by.shape == (0,)
