"""An indicator that hardly differs between units, and indicators that move the index."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def test_it_is_found() -> None:
    (found,) = Invented(coherent(south_2=Made(50 + noise(9) / 100))).findings("silent_indicator")
    assert found.nodes == ("south_2",)
    assert float(found.numbers["accounts"]) < 0.05


def test_it_is_not_found() -> None:
    assert Invented(coherent()).findings("silent_indicator") == []
