"""An index of twelve units, and one of forty."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, Made, along, coherent, noise


def test_it_is_found() -> None:
    base = noise(1, 12)
    few = {"north": {"north_0": Made(along(base, 1)), "north_1": Made(along(base, 2))}}
    (found,) = Invented(few).findings("few_units")
    assert found.numbers == {"scored": 12}


def test_it_is_not_found() -> None:
    assert Invented(coherent()).findings("few_units") == []
