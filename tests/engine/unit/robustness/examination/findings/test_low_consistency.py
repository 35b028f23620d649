"""A dimension of three indicators that have nothing to do with each other, and one that hangs together."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def test_it_is_found() -> None:
    apart = {f"south_{place}": Made(noise(50 + place)) for place in range(3)}
    (found,) = Invented(coherent(**apart)).findings("low_consistency")
    assert found.nodes == ("south",)
    assert float(found.numbers["alpha"]) < 0.6


def test_it_is_not_found() -> None:
    assert Invented(coherent()).findings("low_consistency") == []
