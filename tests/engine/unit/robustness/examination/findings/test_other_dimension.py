"""An indicator that follows the other dimension, and one that follows its own."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, along, noise


def two(follows: int) -> Invented:
    bases = (noise(1), noise(2))
    north = {f"north_{place}": Made(along(bases[0], place)) for place in range(3)}
    south = {f"south_{place}": Made(along(bases[1], 10 + place)) for place in range(2)}
    return Invented({"north": north, "south": {**south, "south_2": Made(along(bases[follows], 20))}})


def test_it_is_found() -> None:
    (found,) = two(follows=0).findings("other_dimension")
    assert found.nodes == ("south_2", "north")
    assert float(found.numbers["r_other"]) > 0.8


def test_it_is_not_found() -> None:
    assert two(follows=1).findings("other_dimension") == []
