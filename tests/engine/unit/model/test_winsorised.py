"""How lopsided values are, and which of them are outliers."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.model.winsorised import Limits, limits_of_rows, shape_of_sorted, winsorised, winsorised_rows


def test_skewness_and_kurtosis_are_those_of_excel() -> None:
    """Microsoft's pages on SKEW and KURT give 0.359543071 and -0.151799637 for these ten numbers."""
    values = np.array([2.0, 3.0, 3.0, 4.0, 4.0, 4.0, 5.0, 5.0, 6.0, 7.0])
    assert shape_of_sorted(values, values) == pytest.approx((0.359543071, -0.151799637), abs=5e-10)


def test_enormous_values_have_a_shape() -> None:
    values = np.array([1e300, 1e300, 1e300, 1.7e308])
    assert shape_of_sorted(values, values) == pytest.approx((2.0, 4.0))


def test_what_one_move_leaves_is_said_of_one_column_and_of_many() -> None:
    """Two far from eighteen: moving one of them is not enough, moving two is; of five even values nothing is moved."""
    far, even = [0.0] * 18 + [99.0, 100.0], [*range(1, 6), *[np.nan] * 15]
    columns = np.array([far, even])
    one, two = Limits(2, 3.5, 1), Limits(2, 3.5, 2)
    result, still, before = winsorised_rows(columns, limits_of_rows([one, one]))
    assert still.tolist() == [True, False]
    assert result[0].max() == 99.0
    assert before == pytest.approx([2.888090986866732, 0.0])
    assert winsorised_rows(columns, limits_of_rows([two, two]))[1].tolist() == [False, False]
    assert winsorised(columns[0], one).after == pytest.approx((2.887939065128581, 7.037037037037037))
    assert winsorised_rows(columns[[0, 0]], limits_of_rows([one, two]))[1].tolist() == [True, False]
    # All are the same now: nothing has a shape any more.
    assert winsorised(columns[0], two).after is None
