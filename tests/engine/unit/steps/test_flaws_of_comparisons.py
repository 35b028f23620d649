"""What cannot stand between the parameters of the methods that compare units."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.unit.run.small import DAY
from tests.engine.unit.steps.test_flaws import flaws

LAID_DOWN: dict[str, Any] = {"within": "period", "source": "source", "date": DAY}


@pytest.mark.parametrize(("method", "more"), [("z_score", {"deviation": "sample"}), ("mad", {})])
def test_a_centre_and_what_a_deviation_brings(method: str, more: dict[str, Any]) -> None:
    def found(centre: float, points: float) -> list[tuple[str, tuple[str | int, ...]]]:
        return flaws("normalise", method, centre=centre, points_per_deviation=points, **more, **LAID_DOWN)

    assert found(0, 0.5) == found(100, 10) == []
    assert found(50, 0) == [("A deviation brings 0 points.", ("points_per_deviation",))]
    assert found(101, -10) == [
        ("A deviation brings \N{MINUS SIGN}10 points.", ("points_per_deviation",)),
        ("The centre is 101 points.", ("centre",)),
    ]


@pytest.mark.parametrize(("points", "sound"), [(1, True), (0.25, True), (0, False), (-1, False)])
def test_what_a_place_brings(points: float, sound: bool) -> None:
    found = flaws("normalise", "borda", points_per_place=points, ties="average", **LAID_DOWN)
    assert [at for _, at in found] == ([] if sound else [("points_per_place",)])


@pytest.mark.parametrize(("points", "sound"), [(50, True), (100, True), (0, False), (-1, False), (101, False)])
def test_what_the_reference_unit_earns(points: float, sound: bool) -> None:
    found = flaws("normalise", "distance_to_unit", unit="KZ-75", points=points, source="source", date=DAY)
    assert [at for _, at in found] == ([] if sound else [("points",)])
