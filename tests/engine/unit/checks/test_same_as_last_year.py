"""Whole sheets that were copied."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import same_as_last_year
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.model.thresholds import SheetThresholds
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one


def copied(*pairs: tuple[float | None, float | None]) -> Sheet:
    cells = (
        cell(f"v{at}", value, earlier={} if before is None else {"2023": before})
        for at, (value, before) in enumerate(pairs)
    )
    return sheet(*cells)


SAME = [(1.5, 1.5), (2.0, 2.0), (3.0, 3.0), (0.3, 0.1 + 0.2), (5.0, 5.0)]


def test_it_speaks_where_every_value_is_that_of_last_year() -> None:
    found = the_one(same_as_last_year, copied(*SAME, (None, 4.0), (4.0, None), (0.0, 0.0)))
    assert (found.severity, found.numbers) == ("explain", {"count": 5, "period": "2023"})
    assert found.cells == ("v0", "v1", "v2", "v3", "v4")


@pytest.mark.parametrize(
    "of",
    [
        copied(*SAME, (6.0, 6.1)),
        copied(*SAME[:4]),
        copied(*[(0.0, 0.0)] * 9),
        copied(*SAME, (0.0, 1.0)),
        copied(),
    ],
)
def test_it_is_silent_where_one_changed_or_there_are_too_few(of: Sheet) -> None:
    assert is_silent(same_as_last_year, of)


def test_how_many_are_enough_is_the_methodologys() -> None:
    of = sheet(*copied(*SAME).cells, thresholds=SheetThresholds(same_at_least=6))
    assert is_silent(same_as_last_year, of)
