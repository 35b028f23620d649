"""Values told from other indicators: the fast engine gives what the slow one gives."""

from __future__ import annotations

import math
import random
from datetime import date

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps import methods
from tests.engine.property.generated import SEEDS
from tests.engine.reference.normalise import Bad
from tests.engine.reference.told import told_by_expectation
from tests.engine.scenes import scene, seen

EM = methods("missing")["expectation_maximisation"]
NAMES = ("first", "second")


@st.composite
def columns(draw: st.DrawFn) -> list[list[float]]:
    """The indicator and one or two others: spread out, none following from the rest, some values missing."""
    chance = random.Random(draw(SEEDS))
    n, k = chance.randint(6, 12), chance.randint(2, 3)
    gaps = chance.choice([0.1, 0.2, 0.3])
    scales = [chance.choice([1.0, 1000.0, 0.02]) for _ in range(k)]
    return [
        [math.nan if chance.random() < gaps else scale * (5 + chance.gauss(0, 1)) for _ in range(n)] for scale in scales
    ]


@settings(max_examples=40, deadline=None)
@given(columns(), st.sampled_from([20, 300]))
def test_expectation_maximisation_fast_is_slow(given_columns: list[list[float]], most: int) -> None:
    others = NAMES[: len(given_columns) - 1]
    rule = EM.Parameters(
        others=others, within="period", tolerance=1e-7, most_iterations=most, source="-", date=date(2020, 1, 1)
    )
    units = [f"U{at}" for at in range(len(given_columns[0]))]
    known = [{u: x for u, x in zip(units, column, strict=True) if not math.isnan(x)} for column in given_columns]
    around = seen(values_of=dict(zip(others, given_columns[1:], strict=True)))
    try:
        told = told_by_expectation(known[0], known[1:], units, rule)
    except Bad:
        told = None
    try:
        filled, imputed = EM.fill(np.array(given_columns[0]), rule, scene(len(units), around=around))
    except Refused:
        assert told is None
        event("refused")
        return
    assert told is not None
    event("filled" if told else "nothing to fill")
    assert {unit for unit, is_imputed in zip(units, imputed, strict=True) if is_imputed} == set(told)
    for unit, expected in told.items():
        assert math.isclose(filled[units.index(unit)], expected, rel_tol=1e-9)
