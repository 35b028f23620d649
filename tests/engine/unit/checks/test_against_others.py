"""Values far from those of the other bodies."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.checks import against_others
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.model.spread import Spread, spread_of
from tarazy.engine.model.thresholds import CellThresholds
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one

VALUES = np.array([8.0, 9.0, 10.0, 10.0, 11.0, 12.0, 9.5, 10.5, 8.5, 11.5, 10.0, 9.0])
OTHERS = spread_of(VALUES)


def beside(value: float | None, others: Spread | None, **thresholds: float) -> Sheet:
    return sheet(cell(value=value, others=others, thresholds=CellThresholds(**thresholds)))


@pytest.mark.parametrize("value", [30.0, -10.0])
def test_it_speaks_far_away_to_either_side_with_numbers_that_give_the_score_again(value: float) -> None:
    found = the_one(against_others, beside(value, OTHERS))
    assert found.severity == "explain"
    assert found.numbers["median"] == np.median(VALUES)
    assert found.numbers["median_deviation"] == np.median(np.abs(VALUES - np.median(VALUES)))
    score = 0.6745 * (value - np.median(VALUES)) / np.median(np.abs(VALUES - np.median(VALUES)))
    assert found.numbers["score"] == round(score, 2)


def test_it_speaks_by_the_mean_deviation_where_more_than_half_have_one_value() -> None:
    others = spread_of(np.array([5.0] * 9 + [6.0, 4.0, 40.0]))
    found = the_one(against_others, beside(40.0, others))
    assert found.numbers["score"] == round(35 / (1.253314 * 37 / 12), 2)
    assert is_silent(against_others, beside(6.0, others))


def test_it_speaks_where_all_others_have_one_value() -> None:
    found = the_one(against_others, beside(6.0, spread_of(np.full(12, 5.0))))
    assert "score" not in found.numbers
    assert "all 12 other bodies have 5" in found.problem.what.in_language("en")
    assert is_silent(against_others, beside(5.0, spread_of(np.full(12, 5.0))))


@pytest.mark.parametrize("value", [8.0, 10.0, 14.0, None])
def test_it_is_silent_among_the_others_and_without_a_value(value: float | None) -> None:
    assert is_silent(against_others, beside(value, OTHERS))


def test_it_is_silent_with_too_few_others() -> None:
    assert is_silent(against_others, beside(1000.0, spread_of(VALUES[:9])))
    assert is_silent(against_others, beside(1000.0, None))


def test_it_speaks_with_just_enough_others_and_is_silent_at_the_threshold_itself() -> None:
    ten = Spread(count=10, median=0.0, median_deviation=0.6745, mean_deviation=1.0)
    assert is_silent(against_others, beside(3.5, ten))
    assert is_silent(against_others, beside(-3.5, ten))
    assert not is_silent(against_others, beside(3.5001, ten))


def test_the_threshold_is_the_methodologys() -> None:
    assert is_silent(against_others, beside(30.0, OTHERS, modified_z_score=100.0))
