"""The same index rounded to whole points, and unrounded."""

from __future__ import annotations

from tests.engine.unit.robustness.examination.invented import Invented, coherent


def test_it_is_found() -> None:
    (found,) = Invented(coherent(), decimals=0).findings("many_ties")
    assert float(found.numbers["tied"]) > 0.2


def test_it_is_not_found() -> None:
    assert Invented(coherent()).findings("many_ties") == []
