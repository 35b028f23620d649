"""Two indicators that differ by a hair, and two that only go together."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, along, coherent, noise


def test_it_is_found() -> None:
    base = noise(1)
    pair = {"north_0": Made(along(base, 5, 1.0)), "north_1": Made(along(base, 6, 1.0))}
    (found,) = Invented(coherent(**pair)).findings("redundant_pair")
    assert found.nodes == ("north_0", "north_1")
    assert float(found.numbers["r"]) > 0.92


def test_it_is_not_found() -> None:
    assert Invented(coherent()).findings("redundant_pair") == []
