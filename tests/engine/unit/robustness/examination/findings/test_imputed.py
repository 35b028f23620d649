"""An indicator of which a third was filled in, and one of which a twentieth was."""

from __future__ import annotations

import numpy as np

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise

GROUP_MEAN = "{method: group_mean, within: period}"


def with_gaps(count: int) -> Invented:
    values = np.where(np.arange(40) < count, np.nan, noise(1))
    return Invented(coherent(south_2=Made(values, missing=GROUP_MEAN)))


def test_it_is_found() -> None:
    (found,) = with_gaps(13).findings("imputed")
    assert found.nodes == ("south_2",)
    assert found.numbers["share"] == 0.325


def test_it_is_not_found() -> None:
    assert with_gaps(2).findings("imputed") == []
    assert Invented(coherent()).findings("imputed") == []
