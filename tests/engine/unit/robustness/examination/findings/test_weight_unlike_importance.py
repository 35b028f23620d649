"""A dimension of half the weight in which all units are nearly alike, and two that differ as much."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, along, noise


def two(spread: float) -> Invented:
    north = {f"north_{place}": Made(along(noise(1), place)) for place in range(3)}
    south = {f"south_{place}": Made(50 + (along(noise(2), 10 + place) - 50) * spread) for place in range(3)}
    return Invented({"north": north, "south": south})


def test_it_is_found() -> None:
    (found,) = two(0.1).findings("weight_unlike_importance")
    assert found.nodes == ("south",)
    assert float(found.numbers["importance"]) < 0.25 < float(found.numbers["weight"])


def test_it_is_not_found() -> None:
    assert two(1.0).findings("weight_unlike_importance") == []
