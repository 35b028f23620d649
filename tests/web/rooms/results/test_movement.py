"""Who would move under another text: three oblasts, two numbers, every score, rank and band worked out by hand.

unit    a    b    old: (a + b) / 2    new: 0.8 a + 0.2 b
KZ-43   40  100   70   1  high        52   3  low          two ranks down, 18 points
KZ-47   80   50   65   2  high        74   1  high         one rank up, 9 points
KZ-63   60   60   60   3  low         60   2  low          one rank up, no points
"""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tarazy.engine.load import methodology_from_files
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import ProblemsFound
from tarazy.web.doors.desk.methodologies.compared import compared
from tarazy.web.rooms.methodologies.actions import register_version
from tarazy.web.rooms.methodologies.enums import State
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.results.queries.movement import Standing, movements
from tests.web.rooms.shipped import demo, register_place, some_observations

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FIGURES = {"KZ-43": (40.0, 100.0), "KZ-47": (80.0, 50.0), "KZ-63": (60.0, 60.0)}
SAID = 'source: "By hand", date: 2024-01-01'
TITLE = '{kk: "Т", ru: "Н", en: "T"}'
METHODOLOGY = f"""\
methodology: kz/by-hand
version: "VERSION"
standing: illustration
title: {TITLE}
description: {TITLE}
source: "By hand"
in_force: {{from: 2020-01-01}}
assessed_kinds: [oblast]
period: year
assessed_periods: {{from: 2020}}
points: {{low: 0, high: 100, decimals: 1, {SAID}}}
better: higher
index:
  missing: {{method: leave}}
  weigh:
    method: given
    dated:
      - {{from: 2020-01-01, weights: {{first: FIRST, second: SECOND}}, source: "By hand"}}
  aggregate: {{method: arithmetic}}
  children: [first, second]
dimensions: []
rank: {{method: competition, order: highest_first}}
band:
  method: thresholds
  {SAID.replace(", date", chr(10) + "  date")}
  bands:
    - {{band: low, title: {{kk: "Төмен", ru: "Низкая", en: "Low"}}, from: 0}}
    - {{band: high, title: {{kk: "Жоғары", ru: "Высокая", en: "High"}}, from: 62}}
"""
UNIT = f"units_of_measure:\n  - unit_of_measure: percent\n    title: {TITLE}\n    symbol: {TITLE}\nvariables:\n"


def text(version: str, first: str, second: str, b: str = "poverty_rate") -> Methodology:
    head = METHODOLOGY.replace("VERSION", version).replace("FIRST", first).replace("SECOND", second)
    observed = {"first": "unemployment_rate", "second": b}
    variables = UNIT + "".join(
        f"  - variable: {id}_value\n    title: {TITLE}\n    definition: {TITLE}\n    unit_of_measure: percent\n"
        f'    observed: {{variable: {name}, breakdown: ""}}\n    series: [statistics]\n    reported_by: {TITLE}\n'
        for id, name in observed.items()
    )
    indicators = {
        f"indicators/{id}.yaml": f"indicator: {id}\ntitle: {TITLE}\nunit_of_measure: percent\nbetter: higher\n"
        f"value: {id}_value\nmissing: {{method: leave}}\nnormalise:\n  method: goalposts\n  scale: linear\n"
        f"  outside: refuse\n  fixed: {{low: 0, high: 100, {SAID}}}\n"
        for id in observed
    }
    files = {"methodology.yaml": head, "variables.yaml": variables, "CHANGES.md": "# Changes\n", **indicators}
    return methodology_from_files({path: content.encode() for path, content in files.items()})


@pytest.fixture
def figures(db: None) -> None:
    register_place("kz")
    names = "unemployment_rate", "poverty_rate"
    rows = [(unit, name, "2023", one) for unit, both in FIGURES.items() for name, one in zip(names, both, strict=True)]
    record_observations(some_observations(*rows, series="statistics"), by=demo())


def test_scores_ranks_bands_and_moves_are_those_worked_out_by_hand(figures: None) -> None:
    found = movements(text("1", "0.5", "0.5"), text("2", "0.8", "0.2"))
    assert (found.period, found.lacking) == ("2023", ())
    moved = [row for row in found.rows if row.unit in FIGURES]
    assert [(row.unit, row.before, row.after, row.climb) for row in moved] == [
        ("KZ-43", Standing(70.0, 1, "high"), Standing(pytest.approx(52.0), 3, "low"), -2),
        ("KZ-47", Standing(65.0, 2, "high"), Standing(pytest.approx(74.0), 1, "high"), 1),
        ("KZ-63", Standing(60.0, 3, "low"), Standing(pytest.approx(60.0), 2, "low"), 1),
    ]
    assert moved[0].size == (2, pytest.approx(18.0))
    others = [row for row in found.rows if row.unit not in FIGURES]
    assert all((row.before, row.after, row.climb) == (row.before, row.before, None) for row in others)


def test_who_loses_the_score_moves_farthest_and_what_lacks_is_named(figures: None) -> None:
    """Of another number nothing is recorded: the new text gives nobody a score."""
    found = movements(text("1", "0.5", "0.5"), text("2", "0.8", "0.2", "informal_employment_share"))
    assert found.lacking == ("second_value",)
    first = found.rows[:3]
    assert {row.unit for row in first} == set(FIGURES)
    assert {(row.after.score, row.after.rank, row.climb) for row in first} == {(None, None, None)}
    assert all(row.after.reason for row in first)


def test_where_nothing_is_recorded_it_is_refused_in_words(db: None) -> None:
    register_place("kz")
    with pytest.raises(ProblemsFound):
        movements(text("1", "0.5", "0.5"), text("2", "0.8", "0.2"))


def test_the_desk_says_the_same_in_words(figures: None) -> None:
    register_version(text("1", "0.5", "0.5"), by=demo())
    Version.objects.update(state=State.IN_FORCE)
    with override("en"):
        said = compared(text("2", "0.8", "0.2"))
    rows = [row for row in said["rows"] if row.before[0]]
    assert [(row.before, row.after) for row in rows] == [
        (("70.0", "1", "High"), ("52.0", "3", "Low")),
        (("65.0", "2", "High"), ("74.0", "1", "High")),
        (("60.0", "3", "Low"), ("60.0", "2", "Low")),
    ]
    assert [row.climb.replace("\N{MINUS SIGN}", "-") for row in rows] == ["-2", "+1", "+1"]
    assert "Kyzylorda" in rows[0].unit
    assert said["before"].version == "1"
