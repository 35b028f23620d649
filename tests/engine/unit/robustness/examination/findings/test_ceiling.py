"""An indicator at which a third of the units have all points, and one at which nobody has."""

from __future__ import annotations

import numpy as np

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def test_it_is_found() -> None:
    values = np.where(np.arange(40) < 14, 100.0, noise(1))
    (found,) = Invented(coherent(south_2=Made(values))).findings("ceiling")
    assert found.nodes == ("south_2",)
    assert found.numbers["best"] == 0.35


def test_it_is_not_found() -> None:
    assert Invented(coherent()).findings("ceiling") == []
    some = np.where(np.arange(40) < 4, 100.0, noise(1))
    assert Invented(coherent(south_2=Made(some))).findings("ceiling") == []
    # One value for all is another finding.
    assert Invented(coherent(south_2=Made(np.full(40, 100.0)))).findings("ceiling") == []
