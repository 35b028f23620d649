"""Values that their source calls estimated, and the same values as normal ones."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def test_it_is_found() -> None:
    (found,) = Invented(coherent(south_2=Made(noise(1), status="E"))).findings("doubtful_values")
    assert found.nodes == ("south_2",)
    assert found.numbers["statuses"] == "E 40"


def test_it_is_not_found() -> None:
    assert Invented(coherent(south_2=Made(noise(1), status="A"))).findings("doubtful_values") == []
