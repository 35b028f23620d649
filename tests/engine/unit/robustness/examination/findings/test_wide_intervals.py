"""Ranks that may lie anywhere, ranks that are sure, and ranks of which nothing is computed."""

from __future__ import annotations

import numpy as np

from tarazy.engine.robustness.examination import Estimated
from tests.engine.unit.robustness.examination.invented import Invented, coherent


def with_width(places: float) -> Invented:
    low = np.full(40, 5.0)
    return Invented(coherent(), estimated=Estimated(rank_low=low, rank_high=low + places, replicates=100))


def test_it_is_found() -> None:
    (found,) = with_width(20).findings("wide_intervals")
    assert len(found.units) == 40
    assert found.numbers["worst"] == 0.5


def test_it_is_not_found() -> None:
    assert with_width(4).findings("wide_intervals") == []
    assert Invented(coherent()).findings("wide_intervals") == []
