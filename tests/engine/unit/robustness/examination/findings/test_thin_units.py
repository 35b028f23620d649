"""A unit with a score although half of the indicators are missing, and units of which all is known."""

from __future__ import annotations

import numpy as np

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def lacking(count: int) -> Invented:
    values = np.where(np.arange(40) == 5, np.nan, noise(1))
    names = ("north_1", "north_2", "south_1", "south_2")[:count]
    return Invented(coherent(**{name: Made(values) for name in names}))


def test_it_is_found() -> None:
    (found,) = lacking(3).findings("thin_units")
    assert found.units == ("U0005",)
    assert found.numbers["worst"] == 0.5


def test_it_is_not_found() -> None:
    assert lacking(2).findings("thin_units") == []  # 4 of 6 are above 65 percent
