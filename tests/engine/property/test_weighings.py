"""Weights found from the scores are those of the slow engine, whatever the scores are."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps import methods
from tests.engine.reference.normalise import Bad
from tests.engine.reference.weigh import FROM_SCORES, weights
from tests.engine.scenes import scene, seen
from tests.long import examples

SCORES = st.one_of(
    st.none(), st.sampled_from([0.0, 50.0, 100.0]), st.integers(-1, 1000).map(lambda tenths: tenths / 10)
)


@st.composite
def scores_of_children(draw: st.DrawFn) -> list[list[float | None]]:
    units = draw(st.integers(1, 9))
    child = st.lists(SCORES, min_size=units, max_size=units)
    rows = [draw(child)]
    for _ in range(draw(st.integers(0, 3))):
        # Now and then a child that says what another says.
        rows.append(list(rows[0]) if draw(st.integers(0, 5)) == 0 else draw(child))
    return rows


@pytest.mark.parametrize("method", FROM_SCORES)
@examples(200)
@given(scores_of_children())
def test_weights_from_scores_are_those_of_the_slow_engine(method: str, scores: list[list[float | None]]) -> None:
    children = tuple(f"n{number}" for number in range(len(scores)))
    module = methods("weigh")[method]
    columns = [[math.nan if one is None else one for one in row] for row in scores]
    there = scene(len(scores[0]), children=children, around=seen(scores=columns))
    groups = dict.fromkeys(there.units.ids.tolist(), "all")
    wrong, slow = 0, {}
    try:
        slow = weights(method, None, children, "2024", groups, dict(zip(children, scores, strict=True)))
    except Bad as bad:
        wrong = len(bad.units)
    if wrong:
        event("refused")
        with pytest.raises(Refused) as caught:
            module.compute(module.Parameters(), there)
        assert len(caught.value.faults) == wrong
        return
    event("scored")
    found = module.compute(module.Parameters(), there)
    assert np.allclose(found, [slow["U000"][child] for child in children], rtol=1e-11, atol=1e-12)
    assert math.isclose(found.sum(), 1, rel_tol=1e-15)
    assert [reason.result for reason in module.reasons(module.Parameters(), there, found, 0)] == found.tolist()
