"""Self-reported values against what others say."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import sources_disagree
from tarazy.engine.model.sheet import OtherSource, Sheet
from tarazy.engine.model.thresholds import CellThresholds
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one

BUREAU = "Bureau of National Statistics"


def reported(value: float | None, *others: float, **thresholds: float) -> Sheet:
    sources = tuple(OtherSource(source=BUREAU, value=other) for other in others)
    return sheet(cell(value=value, other_sources=sources, thresholds=CellThresholds(**thresholds)))


@pytest.mark.parametrize(("value", "other"), [(106.0, 100.0), (94.0, 100.0), (1.0, 0.0), (-110.0, -100.0)])
def test_it_speaks_of_a_difference_above_the_threshold(value: float, other: float) -> None:
    found = the_one(sources_disagree, reported(value, other))
    assert found.severity == "explain"
    assert found.numbers == {"value": value, "source": BUREAU, "other": other, "threshold": 5.0}


def test_it_speaks_once_for_each_source() -> None:
    assert len(list(sources_disagree.findings(reported(100.0, 50.0, 100.0, 60.0)))) == 2


@pytest.mark.parametrize(
    "of",
    [
        reported(105.0, 100.0),
        reported(0.0, 0.0),
        reported(None, 100.0),
        reported(100.0),
        reported(109.0, 100.0, sources_differ_percent=10.0),
    ],
)
def test_it_is_silent_where_they_agree_or_there_is_nothing_to_compare(of: Sheet) -> None:
    assert is_silent(sources_disagree, of)
