"""Chapters: numbers that can be worked out by hand, and what stands there when intervals are given."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.model.text import Text
from tarazy.engine.robustness.examination import Estimated, examined
from tarazy.engine.robustness.examination.said import Cell, HeatMap, Table
from tarazy.engine.statistics.sensitivity.importance import importance
from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise


def table(invented: Invented, id: str) -> dict[Cell, list[Cell]]:
    """The rows of a table by what stands first in them, in English."""
    shown = {one.id: one for chapter in examined(invented.material()).chapters for one in chapter.shown}
    found = shown[id]
    assert isinstance(found, Table)
    return {_plain(row[0]): [_plain(cell) for cell in row[1:]] for row in found.rows}


def _plain(cell: Cell) -> Cell:
    return cell if cell is None or isinstance(cell, str | float | int) else cell.in_language("en")


def test_coverage_counts_what_is_known() -> None:
    values = np.where(np.arange(40) < 4, np.nan, noise(1))
    rows = table(Invented(coherent(south_2=Made(values, status="E"))), "coverage")
    assert rows["south_2"] == [36, 40, 90.0, 0.0, "E 36"]
    assert rows["south_1"] == [40, 40, 100.0, 0.0, None]


def test_the_distribution_has_quarters_and_zeros() -> None:
    values = np.arange(40.0)
    rows = table(Invented(coherent(south_2=Made(values))), "distribution")
    assert rows["south_2"] == [0.0, 9.75, 19.5, 29.25, 39.0, 2.5]


def test_correlations_upwards_leave_the_node_out_of_its_parent() -> None:
    invented = Invented(coherent())
    material = invented.material()
    row = table(invented, "correlations_upwards")["south_2"]
    others = (material.nodes["south_0"].score + material.nodes["south_1"].score) / 2
    expected = np.corrcoef(material.nodes["south_2"].score, others)[0, 1]
    assert row[2] == pytest.approx(expected, abs=1e-12)
    assert row[1] == pytest.approx(np.corrcoef(material.nodes["south_2"].score, material.nodes["south"].score)[0, 1])


def test_importance_is_the_share_of_correlation_ratios() -> None:
    invented = Invented(coherent(), weights={"north": 0.7, "south": 0.3})
    material = invented.material()
    rows = table(invented, "weights")
    columns = np.column_stack([material.nodes[node].score for node in ("north", "south")])
    ratios = importance(columns, material.index.score).smooth
    assert rows["north"][1] == 70.0
    assert rows["north"][2] == pytest.approx(100 * ratios[0] / sum(ratios), abs=0.05)
    assert ratios[0] >= material.r("north", "index") ** 2


def test_a_heat_map_has_a_row_for_every_indicator_and_a_line_between_dimensions() -> None:
    chapter = next(one for one in examined(Invented(coherent()).material()).chapters if one.id == "coherence")
    drawn = next(one for one in chapter.shown if isinstance(one, HeatMap))
    assert len(drawn.names) == len(drawn.coefficients) == 6
    assert drawn.breaks == [3]


def test_intervals_that_are_given_are_shown_with_what_drives_them() -> None:
    rank = np.arange(1.0, 41.0)
    score = np.linspace(80, 20, 40)
    drivers = [(Text(kk="салмақ", ru="веса", en="weights"), 0.6, 0.7)]
    estimated = Estimated(rank - 1, rank + 1, score - 1, score + 1, drivers, replicates=500)
    invented = Invented(coherent(), estimated=estimated)
    assert len(table(invented, "intervals")) == 30
    assert table(invented, "drivers")["weights"] == [60.0, 70.0]
    # Scores are 1.54 apart and intervals 2 wide: every second unit can be told apart.
    assert table(invented, "told_apart")["Groups that the intervals of the scores leave apart"] == [20.0]
    steps = examined(invented.material()).frameworks[0].requirements
    assert next(one for one in steps if one.name.startswith("7.")).answer == "met"


def test_without_a_score_nothing_breaks() -> None:
    nothing = np.full(40, np.nan)
    nothing[0] = 50.0
    one = Invented({"north": {"north_0": Made(nothing), "north_1": Made(nothing)}})
    found = examined(one.material())
    assert found.scored == 1
    assert "few_units" in [finding.kind.id for finding in found.findings]


def test_what_a_formula_divides_by_is_a_denominator_too() -> None:
    size = np.linspace(1, 2, 40)
    invented = Invented(coherent(south_2=Made(noise(8) * size, formula="south_2 / size")), besides={"size": size})
    assert list(invented.material().denominators) == ["size"]
    assert set(table(invented, "sizes")) == {f"{name}_{place}" for name in ("north", "south") for place in range(3)}
