"""An indicator that falls where the rest of its dimension rises, and one that rises with it."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def test_it_is_found() -> None:
    (found,) = Invented(coherent(south_2=Made(100 - noise(1)))).findings("against_parent")
    assert found.nodes == ("south_2",)
    assert float(found.numbers["r"]) < -0.5
    assert found.gravity == "serious"


def test_it_is_not_found() -> None:
    assert Invented(coherent()).findings("against_parent") == []
    # Chance alone makes no finding: figures that have nothing to do with each other.
    assert Invented(coherent(south_2=Made(noise(7)))).findings("against_parent") == []
