"""An indicator that half of the units have, and one that three quarters have."""

from __future__ import annotations

import numpy as np

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def known_of(count: int) -> Invented:
    return Invented(coherent(south_2=Made(np.where(np.arange(40) < count, noise(1), np.nan))))


def test_it_is_found() -> None:
    (found,) = known_of(20).findings("low_coverage")
    assert found.nodes == ("south_2",)
    assert found.numbers["share"] == 0.5


def test_it_is_not_found() -> None:
    assert known_of(30).findings("low_coverage") == []
