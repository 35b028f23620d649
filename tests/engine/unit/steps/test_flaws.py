"""What cannot stand between a method's parameters: each flaw says what, and where it lies."""

from __future__ import annotations

from typing import Any

import pytest

from tarazy.engine.steps import methods
from tests.engine.scenes import POINTS
from tests.engine.unit.run.small import DAY, TEXT

GOALPOSTS, GIVEN, BANDS = methods("normalise")["goalposts"], methods("weigh")["given"], methods("band")["thresholds"]
LATER = DAY.replace(year=2024)


def flaws(step: str, method: str, **parameters: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    module = methods(step)[method]
    found = list(module.check(module.Parameters(**parameters), POINTS))
    for flaw in found:
        for part in (flaw.what, flaw.why, flaw.mend):
            for lang in ("kk", "ru"):
                assert part.in_language(lang) != part.in_language("en")
    return [(flaw.what.in_language("en"), flaw.at) for flaw in found]


def test_goalposts() -> None:
    def found(**parameters: Any) -> list[tuple[str, tuple[str | int, ...]]]:
        return flaws("normalise", "goalposts", outside="cap", **parameters)

    fixed = GOALPOSTS.Fixed(0, 100, "source", DAY)
    dated = (GOALPOSTS.From(DAY, "source", 10, 20), GOALPOSTS.From(DAY, "source", 7, 7))
    assert found(scale="linear", fixed=fixed) == []
    assert found(scale="linear", dated=dated[:1]) == []
    exactly_one = ("Exactly one of 'dated' and 'fixed' must be given.", ())
    assert found(scale="linear") == [exactly_one]
    assert found(scale="linear", fixed=fixed, dated=dated[:1]) == [exactly_one]
    assert found(scale="linear", dated=dated) == [
        ("Two pairs of goalposts begin on the same day: 2020-01-01.", ("dated", 1, "from")),
        ("The lower goalpost 7 does not lie below the upper goalpost 7.", ("dated", 1, "low")),
    ]
    assert found(scale="log", fixed=fixed) == [("The lower goalpost 0 is not above zero.", ("fixed", "low"))]


def test_given_weights() -> None:
    def found(*rows: Any) -> list[tuple[str, tuple[str | int, ...]]]:
        return flaws("weigh", "given", dated=rows)

    assert found(GIVEN.Weights(DAY, "source", {"roads": 0.5, "water": 0.5})) == []
    thirds = dict.fromkeys(("roads", "water", "schools"), 0.3333333333)
    assert found(GIVEN.Weights(DAY, "source", thirds)) == []
    assert found(
        GIVEN.Weights(DAY, "source", {"roads": 0.6, "water": 0.5}),
        GIVEN.Weights(DAY, "source", {"roads": 1.5, "water": -0.5}),
    ) == [
        ("The weights sum to 1.1.", ("dated", 0, "weights")),
        ("Two sets of weights begin on the same day: 2020-01-01.", ("dated", 1, "from")),
        ("The weight of water is \N{MINUS SIGN}0.5.", ("dated", 1, "weights", "water")),
    ]
    assert found(GIVEN.Weights(DAY, "source", {"roads": 1.0, "water": 0.0})) == [
        ("The weight of water is 0.", ("dated", 0, "weights", "water"))
    ]


def test_bands() -> None:
    def found(*bands: tuple[str, float]) -> list[tuple[str, tuple[str | int, ...]]]:
        listed = tuple(BANDS.Band(name, TEXT, first) for name, first in bands)
        return flaws("band", "thresholds", bands=listed, source="source", date=DAY)

    assert found(("low", 0), ("high", 60)) == []
    assert found(("low", 5)) == [("The first band begins at 5.", ("bands", 0, "from"))]
    assert found(("low", 0), ("high", 60), ("low", 60)) == [
        ("The band low begins at 60, not above the band before it (60).", ("bands", 2, "from")),
        ("Two bands are named low.", ("bands", 2, "band")),
    ]
    assert found(("low", 0), ("high", 101)) == [("The band high begins at 101.", ("bands", 1, "from"))]


def test_kinds() -> None:
    assert flaws("apply", "kinds", kinds=("port", "city"), reason=TEXT) == []
    assert flaws("apply", "kinds", kinds=("port", "city", "port"), reason=TEXT) == [
        ("The kind port is named twice.", ("kinds", 2))
    ]


@pytest.mark.parametrize(
    ("scale", "sound"), [(23, True), (1, True), (0.5, False), (0, False), (-23, False), (2e6, False)]
)
def test_the_scale_of_places(scale: float, sound: bool) -> None:
    rest = {"fraction": "n_minus_r", "ties": "lowest", "within": "period", "source": "source", "date": DAY}
    assert (flaws("normalise", "rank_exponential", scale=scale, **rest) == []) is sound


def test_principal_components() -> None:
    def found(components: str, explained: float | None = None) -> list[tuple[str, tuple[str | int, ...]]]:
        return flaws("weigh", "pca", components=components, explained=explained, source="source", date=DAY)

    belongs = "A share to be explained belongs to components: explained, and to nothing else."
    assert found("first") == found("above_one") == found("explained", 0.6) == found("explained", 1) == []
    assert found("explained") == [(belongs, ("components",))]
    assert found("first", 0.6) == [(belongs, ("explained",))]
    assert found("explained", 0) == [("The share of the variance to be explained is 0.", ("explained",))]
    assert found("explained", 1.1) == [("The share of the variance to be explained is 1.1.", ("explained",))]


def test_wanted_importance() -> None:
    def found(**importance: float) -> list[tuple[str, tuple[str | int, ...]]]:
        wanted = methods("weigh")["optimised"].Wanted(importance, "source", DAY)
        return flaws("weigh", "optimised", measure="correlation", wanted=wanted)

    assert found(roads=0.4, water=0.6) == found(a=0.333333333, b=0.333333333, c=0.333333334) == []
    assert found(roads=0.4, water=0.5) == [("The importance of all children sums to 0.9.", ("wanted", "importance"))]
    assert found(roads=1, water=0) == [("The importance of water is 0.", ("wanted", "importance", "water"))]
