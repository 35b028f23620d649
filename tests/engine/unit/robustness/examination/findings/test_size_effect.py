"""An indicator that stays the size of a unit after division by it, and one that does not."""

from __future__ import annotations

import numpy as np

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise

SIZE = np.linspace(2, 90, 40)


def test_it_is_found() -> None:
    (found,) = Invented(coherent(south_2=Made(SIZE * SIZE, per="size")), besides={"size": SIZE}).findings("size_effect")
    assert found.nodes == ("south_2",)
    assert found.numbers["variable"] == "size"


def test_it_is_not_found() -> None:
    divided = coherent(south_2=Made(SIZE * noise(8), per="size"))
    assert Invented(divided, besides={"size": SIZE}).findings("size_effect") == []
    assert Invented(coherent(south_2=Made(SIZE))).findings("size_effect") == []  # by no size that the text names
