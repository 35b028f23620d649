"""Units within a few points of each other, and units over the whole scale."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def test_it_is_found() -> None:
    near = {f"{name}_{place}": Made(50 + (noise(1) - 50) / 10) for name in ("north", "south") for place in range(3)}
    (found,) = Invented(coherent(**near)).findings("units_alike")
    assert float(found.numbers["span"]) < 0.15
    assert float(found.numbers["close"]) > 0.1


def test_it_is_not_found() -> None:
    assert Invented(coherent()).findings("units_alike") == []
