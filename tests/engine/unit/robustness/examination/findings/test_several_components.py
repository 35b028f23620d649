"""A dimension of two pairs that differ, and one of which all children go together."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, along, coherent, noise


def test_it_is_found() -> None:
    bases = (noise(1), noise(2), noise(3))
    mixed = {f"south_{place}": Made(along(bases[place % 3], place)) for place in range(6)}
    (found,) = Invented(coherent(**mixed)).findings("several_components")
    assert found.nodes == ("south",)
    assert found.numbers["above_one"] == 3


def test_it_is_not_found() -> None:
    assert Invented(coherent()).findings("several_components") == []
