"""Weights from principal components, against powers of the matrix and trial turns."""

from __future__ import annotations

import datetime
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps import methods
from tests.engine.reference.components import eigen, greatest_squares
from tests.engine.scenes import scene, seen

METHOD = methods("weigh")["pca"]
RULES = st.sampled_from(
    [("first", None), ("above_one", None), ("explained", 0.5), ("explained", 0.9), ("explained", 1.0)]
)


@st.composite
def scores_of_children(draw: st.DrawFn) -> list[list[float | None]]:
    """More units than children, now and then one without a score; some children nearly repeat another or oppose it."""
    k = draw(st.integers(2, 4))
    n = draw(st.integers(k + 2, 9))
    one = st.integers(0, 1000).map(lambda tenths: tenths / 10)
    rows = [draw(st.lists(one, min_size=n, max_size=n)) for _ in range(k)]
    if draw(st.booleans()):
        times = draw(st.sampled_from([-2.0, 1.0]))
        rows[1] = [times * score + other / 10 for score, other in zip(rows[0], rows[1], strict=True)]
    found: list[list[float | None]] = [list(row) for row in rows]
    if draw(st.booleans()):
        found[-1][0] = None
    return found


@settings(max_examples=150, deadline=None)
@given(scores_of_children(), RULES)
def test_weights_from_principal_components(scores: list[list[float | None]], named: tuple[str, float | None]) -> None:
    columns = np.array([[math.nan if one is None else one for one in row] for row in scores])
    whole = columns[:, ~np.isnan(columns).any(axis=0)]
    k, n = whole.shape
    assume(n > k and (whole.min(axis=1) < whole.max(axis=1)).all())
    correlations = np.corrcoef(whole).tolist()
    values = [value for value, _ in eigen(correlations)]
    # Where two explain nearly the same, another way of finding them may take others.
    assume(all(one - other > 1e-4 for one, other in pairwise(values)) and all(abs(one - 1) > 1e-9 for one in values))
    rule = METHOD.Parameters(components=named[0], explained=named[1], source="-", date=datetime.date(2020, 1, 1))
    there = scene(columns.shape[1], children=tuple("abcd"[:k]), around=seen(scores=columns.tolist()))
    kept = 1
    if named[0] == "above_one":
        kept = sum(value > 1 for value in values)
    while named[1] is not None and math.fsum(values[:kept]) / k < named[1] - 1e-12:
        kept += 1
    squares = greatest_squares(correlations, min(kept, k))
    if min(squares) < 1e-8:
        assume(max(one for one in squares if one < 1e-8) < 1e-10)
        event("refused")
        with pytest.raises(Refused):
            METHOD.compute(rule, there)
        return
    event("scored")
    found = METHOD.compute(rule, there)
    assert np.allclose(found, np.array(squares) / math.fsum(squares), rtol=1e-8, atol=0)
    assert math.isclose(found.sum(), 1, rel_tol=1e-14)
