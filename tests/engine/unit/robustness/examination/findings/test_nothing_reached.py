"""An indicator at which a third of the units have no points, and one at which few have none."""

from __future__ import annotations

import numpy as np

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def with_zeros(count: int) -> Invented:
    return Invented(coherent(south_2=Made(np.where(np.arange(40) < count, 0.0, noise(1)))))


def test_it_is_found() -> None:
    (found,) = with_zeros(14).findings("nothing_reached")
    assert found.nodes == ("south_2",)
    assert found.numbers["worst"] == 0.35


def test_it_is_not_found() -> None:
    assert with_zeros(3).findings("nothing_reached") == []
