"""One unit that is a hundred times as large as the others, and the same with the scale cut off."""

from __future__ import annotations

import numpy as np

from tests.engine.unit.robustness.examination.invented import MIN_MAX, Invented, Made, coherent, noise

VALUES = np.where(np.arange(40) == 3, 9000.0, noise(1))


def test_it_is_found() -> None:
    (found,) = Invented(coherent(south_2=Made(VALUES, normalise=MIN_MAX))).findings("untreated_outliers")
    assert found.nodes == ("south_2",)
    assert float(found.numbers["skewness"]) > 2
    assert float(found.numbers["kurtosis"]) > 3.5


def test_it_is_not_found() -> None:
    # Goalposts cap the outlier, so it decides nothing.
    assert Invented(coherent(south_2=Made(VALUES))).findings("untreated_outliers") == []
