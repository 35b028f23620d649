"""An index that is one of its dimensions but for a hundredth, and one of two that differ."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, noise

APART = {
    "north": {"north_0": Made(noise(1)), "north_1": Made(noise(2))},
    "south": {"south_0": Made(noise(3)), "south_1": Made(noise(4))},
}


def test_it_is_found() -> None:
    (found,) = Invented(APART, weights={"north": 0.99, "south": 0.01}).findings("nothing_added")
    assert found.nodes == ("north",)
    assert float(found.numbers["r"]) > 0.99


def test_it_is_not_found() -> None:
    assert Invented(APART).findings("nothing_added") == []
    # An only part is the index itself: that says nothing of it.
    alone = {"north": APART["north"]}
    assert Invented(alone).findings("nothing_added") == []
