"""An indicator at which three quarters of the units have one value, and one at which all differ."""

from __future__ import annotations

import numpy as np

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def test_it_is_found() -> None:
    values = np.where(np.arange(40) < 30, 50.0, noise(1))
    (found,) = Invented(coherent(south_2=Made(values))).findings("one_value")
    assert (found.nodes, found.numbers["value"], found.numbers["share"]) == (("south_2",), 50.0, 0.75)


def test_it_is_not_found() -> None:
    assert Invented(coherent()).findings("one_value") == []
