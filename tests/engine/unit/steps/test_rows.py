"""A method that takes many columns at once gives each of them what it gives one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tarazy.engine.load.methodology import load_methodology
from tarazy.engine.model.methods import each
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.scene import Refused
from tarazy.engine.steps import ORDER, methods
from tests.engine.scenes import scene

OUTLAND = Path(__file__).parents[2] / "outland"
WITH_ROWS = sorted((step, name) for step in ORDER for name, module in methods(step).items() if hasattr(module, "rows"))


def stated(step: str, method: str) -> Parameters:
    """The parameters with which the method's own example takes it."""
    example = load_methodology(OUTLAND / method / "methodology")
    nodes = (example, *example.nodes.values())
    return next(one for node in nodes for of, one in each(node.methods) if (of, one.method) == (step, method))


def columns(seed: int) -> np.ndarray:
    """Skewed ones and plain ones, with gaps, ties and one that has no value at all."""
    by = np.random.default_rng(seed)
    made = np.round(np.concatenate([by.lognormal(1, 1.5, (6, 30)), by.normal(50, 12, (6, 30))]), 1)
    made[by.random(made.shape) < 0.1] = np.nan
    return made


def test_some_methods_are_tested_here():
    assert {("normalise", "min_max"), ("treat", "winsorise"), ("rank", "competition")} <= set(WITH_ROWS)


@pytest.mark.parametrize(("step", "method"), WITH_ROWS)
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("groups", [None, [0] * 12 + [1] * 18])
def test_each_row_is_what_the_column_alone_is(step, method, seed, groups):
    module, parameters, made = methods(step)[method], stated(step, method), columns(seed)
    around = scene(30) if groups is None else scene(30, groups=np.array(groups, dtype=np.int32))
    alone = module.fill if step == "missing" else module.compute
    try:
        expected = [alone(row, parameters, around) for row in made]
    except Refused:
        with pytest.raises(Refused):
            module.rows(made, parameters, around)
        return
    wanted = np.stack([row[0] if step == "missing" else row for row in expected])
    found = module.rows(made, parameters, around)
    assert np.array_equal(np.isnan(found), np.isnan(wanted))
    assert np.nanmax(np.abs(found - wanted) / np.maximum(np.abs(wanted), 1), initial=0) <= 1e-12
