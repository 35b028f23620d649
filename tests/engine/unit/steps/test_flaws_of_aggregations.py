"""What cannot stand between the parameters of a method that aggregates."""

from __future__ import annotations

import math

import pytest

from tests.engine.unit.run.small import DAY
from tests.engine.unit.steps.test_flaws import flaws


@pytest.mark.parametrize("exponent", [0.01, -0.01, 0.5, 1, -1, 100, -100])
def test_a_generalised_mean_with_a_sound_exponent(exponent: float) -> None:
    assert flaws("aggregate", "generalised", exponent=exponent, source="source", date=DAY) == []


@pytest.mark.parametrize(
    ("exponent", "written"),
    [
        (0, "0"),
        (0.009, "0.009"),
        (-0.009, "\N{MINUS SIGN}0.009"),
        (101, "101"),
        (-100.5, "\N{MINUS SIGN}100.5"),
        (math.nan, "nan"),
    ],
)
def test_a_generalised_mean_with_an_exponent_that_is_none(exponent: float, written: str) -> None:
    found = flaws("aggregate", "generalised", exponent=exponent, source="source", date=DAY)
    assert found == [(f"The exponent is {written}.", ("exponent",))]


@pytest.mark.parametrize(("threshold", "sound"), [(60, True), (100, True), (0.1, True), (0, False), (100.1, False)])
def test_a_threshold_that_some_can_reach_and_some_can_miss(threshold: float, sound: bool) -> None:
    found = flaws("aggregate", "all_in", threshold=threshold, source="source", date=DAY)
    assert found == ([] if sound else [(f"The threshold is {threshold}.", ("threshold",))])


def test_bounds_of_shares() -> None:
    def found(least: float, most: float) -> list[tuple[str, tuple[str | int, ...]]]:
        return flaws(
            "aggregate", "benefit_of_doubt", within="period", least=least, most=most, source="source", date=DAY
        )

    assert found(0, 1) == found(1, 1) == found(0.5, 1e9) == []
    assert found(-0.1, 2) == [("The least share is \N{MINUS SIGN}0.1 times the weight.", ("least",))]
    assert found(1.1, 2) == [("The least share is 1.1 times the weight.", ("least",))]
    assert found(0, 0.9) == [("The greatest share is 0.9 times the weight.", ("most",))]
    assert [at for _, at in found(math.nan, math.nan)] == [("least",), ("most",)]


def test_thresholds_of_a_lead() -> None:
    def found(indifference: float, preference: float) -> list[tuple[str, tuple[str | int, ...]]]:
        return flaws(
            "aggregate",
            "promethee",
            within="period",
            indifference=indifference,
            preference=preference,
            scale="points",
            source="source",
            date=DAY,
        )

    assert found(0, 0) == found(5, 5) == found(0, 30) == []
    assert found(-1, 5) == [("The threshold of indifference is \N{MINUS SIGN}1 points.", ("indifference",))]
    assert found(5, 4) == [("The threshold of preference is 4 points, that of indifference 5.", ("preference",))]
