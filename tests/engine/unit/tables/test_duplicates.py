"""Rows that claim to be the same observation: each later one with the first, by both ways of looking for them."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.load.tables import duplicates
from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations


def some(count: int, revisions: bool, seed: int) -> Observations:
    random = np.random.default_rng(seed)
    sizes = {"unit": 7, "variable": 5, "period": 6, "breakdown": 3, "series": 2}
    columns = {
        name: Coded(tuple(f"{name}{at}" for at in range(size)), random.integers(0, size, count).astype(np.int32))
        for name, size in sizes.items()
    }
    revision = random.integers(1, 4, count).astype(np.int32) if revisions else None
    return Observations(**columns, value=np.ones(count), revision=revision)


@pytest.mark.parametrize("revisions", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_both_ways_find_what_a_plain_search_finds(monkeypatch: pytest.MonkeyPatch, revisions: bool, seed: int) -> None:
    monkeypatch.setattr(duplicates, "_ROWS_AT_ONCE", 100)
    observations = some(900, revisions, seed)
    first: dict[tuple[str | int, ...], int] = {}
    expected = [
        (row, first[key])
        for row in range(len(observations))
        if first.setdefault(key := observations.at(row)[:6], row) != row
    ]
    assert len(expected) > 50
    sizes = int(np.prod([7, 5, 6, 3, 2, 3 if revisions else 1]))
    for later, firsts in (duplicates._by_map(observations, sizes), duplicates._by_sorting(observations)):
        assert list(zip(later.tolist(), firsts.tolist(), strict=True)) == expected
