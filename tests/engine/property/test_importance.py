"""Weights for a wanted importance, against Cramer's rule with many digits."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps import methods
from tests.engine.property.test_components import scores_of_children
from tests.engine.reference.importance import weights
from tests.engine.scenes import scene, seen

METHOD = methods("weigh")["optimised"]


@settings(max_examples=200, deadline=None)
@given(
    scores_of_children(),
    st.lists(st.integers(1, 4), min_size=4, max_size=4),
    st.sampled_from(["correlation", "squared_correlation"]),
)
def test_weights_for_a_wanted_importance(scores: list[list[float | None]], parts: list[int], measure: str) -> None:
    columns = np.array([[np.nan if one is None else one for one in row] for row in scores], dtype=np.float64)
    whole = columns[:, ~np.isnan(columns).any(axis=0)]
    assume((whole.min(axis=1) < whole.max(axis=1)).all())
    children = tuple("abcd"[: len(scores)])
    wanted = [part / sum(parts[: len(scores)]) for part in parts[: len(scores)]]
    importance = METHOD.Wanted(dict(zip(children, wanted, strict=True)), "-", datetime.date(2020, 1, 1))
    rule = METHOD.Parameters(measure=measure, wanted=importance)
    expected = weights(whole.tolist(), wanted, measure == "squared_correlation")
    # Near a border between weights and none the last bits may decide.
    assume(np.linalg.det(np.corrcoef(whole)) > 1e-4 or expected is None)
    assume(expected is None or min(abs(one) for one in expected) > 1e-6)
    there = scene(columns.shape[1], children=children, around=seen(scores=columns.tolist()))
    if expected is None or min(expected) <= 0:
        event("refused")
        with pytest.raises(Refused):
            METHOD.compute(rule, there)
        return
    event("scored")
    found = METHOD.compute(rule, there)
    assert np.allclose(found, expected, rtol=1e-8, atol=0)
    assert [reason.result for reason in METHOD.reasons(rule, there, found, 0)] == found.tolist()
