"""A variable stands for one breakdown, or for a sum of several that do not overlap."""

from __future__ import annotations

import pytest

from tests.engine.unit.load.tiny_text import VARIABLES, assert_refused, changed, line_of, refused

ONE = 'observed: {variable: road_accidents, breakdown: "severity=any"}'


def with_observed(written: str, more: str = "") -> dict[str, bytes]:
    return changed(VARIABLES, ONE, f"observed: {{variable: road_accidents{written}}}{more}")


@pytest.mark.parametrize(
    "parts",
    ['"sex=f", "sex=m"', '"age=0-14;sex=f", "age=15-24;sex=f", "age=0-14;sex=m"', '"age=0-14", "age=15-24;sex=f"'],
)
def test_parts_that_differ_in_a_key(parts: str) -> None:
    assert refused(with_observed(f", sum_of: [{parts}]")) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "names no breakdown"),
        (', breakdown: "", sum_of: ["sex=f", "sex=m"]', "names one breakdown and a sum of several"),
        (', sum_of: ["sex=f"]', "has only one part"),
        (', sum_of: ["sex=f", "sex=m", "sex=f"]', "names «sex=f» twice"),
        (', sum_of: ["", "sex=f"]', "The parts «» and «sex=f» of the sum may overlap"),
        (', sum_of: ["sex=f", "age=15-24;sex=f"]', "«sex=f» and «age=15-24;sex=f» of the sum may overlap"),
        (', sum_of: ["sex=f", "age=15-24"]', "somebody may be counted twice"),
        (', sum_of: ["sex=f;age=15-24", "age=15-24;sex=m"]', 'Write "age=15-24;sex=f"'),
        (', breakdown: "sex=f;age=15-24"', "«sex=f;age=15-24» are not in the order of the alphabet"),
        (", sum_of: []", "It needs at least 1"),
        (", sum_of: [sex=f, sex=m]", "without quotes"),
    ],
)
def test_sums_that_cannot_stand(written: str, said: str) -> None:
    files = with_observed(written)
    found = refused(files)
    assert found[0].startswith(line_of(VARIABLES, "road_accidents", files)), found
    assert said in found[0]


def test_a_range_of_a_sum_would_be_compared_with_nothing() -> None:
    files = with_observed(', sum_of: ["sex=f", "sex=m"]', "\n    range: {low: 0, high: 100}")
    assert_refused(files, line_of(VARIABLES, "high: 100}", files), "A range is stated for a sum of breakdowns.")
