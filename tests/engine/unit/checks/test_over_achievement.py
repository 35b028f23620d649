"""Values far above their target."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import over_achievement
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.model.thresholds import CellThresholds
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one


def aimed(value: float | None, target: float | None, better: str | None = "higher", **thresholds: float) -> Sheet:
    return sheet(cell(value=value, target=target, better=better, thresholds=CellThresholds(**thresholds)))


@pytest.mark.parametrize(
    ("value", "target", "better"), [(130.1, 100.0, "higher"), (76.9, 100.0, "lower"), (0.0, 5.0, "lower")]
)
def test_it_speaks_of_a_target_passed_by_far(value: float, target: float, better: str) -> None:
    found = the_one(over_achievement, aimed(value, target, better))
    assert (found.severity, found.numbers) == ("explain", {"value": value, "target": target, "threshold": 30.0})


@pytest.mark.parametrize(
    "of",
    [
        aimed(130.0, 100.0),
        aimed(90.0, 100.0),
        aimed(1.3 * 0.7, 0.7),
        aimed(77.0, 100.0, "lower"),
        aimed(100 / 1.3, 100.0, "lower"),
        aimed(500.0, 100.0, "lower"),
        aimed(500.0, 100.0, None),
        aimed(5.0, 0.0),
        aimed(5.0, -1.0),
        aimed(None, 100.0),
        aimed(500.0, None),
        aimed(140.0, 100.0, above_target_percent=40.0),
    ],
)
def test_it_is_silent_up_to_the_threshold_and_where_nothing_can_be_compared(of: Sheet) -> None:
    assert is_silent(over_achievement, of)
