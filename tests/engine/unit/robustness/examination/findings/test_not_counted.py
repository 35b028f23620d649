"""Units of which an indicator is missing, and units that are all judged by the same."""

from __future__ import annotations

import numpy as np

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def test_it_is_found() -> None:
    values = np.where(np.arange(40) < 3, np.nan, noise(1))
    (found,) = Invented(coherent(south_2=Made(values))).findings("not_counted")
    assert found.units == ("U0000", "U0001", "U0002")
    assert float(found.numbers["worst"]) > 0.1


def test_it_is_not_found() -> None:
    assert Invented(coherent()).findings("not_counted") == []
