"""Weights for a wanted importance: reached and checked anew, out of reach and said so, with gaps, on ASEM's scores."""

from __future__ import annotations

import dataclasses
import datetime
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import Matrix
from tarazy.engine.statistics.sensitivity.importance import importance
from tarazy.engine.statistics.sensitivity.weights_for import LEAST, Measure, weights_for
from tarazy.engine.steps import methods
from tests.engine.scenes import scene
from tests.long import examples
from tests.methodologies.shipped import methodology, scored

MEASURES: tuple[Measure, ...] = get_args(Measure)


def drawn(seed: int, n: int, k: int, together: float = 0.3) -> Matrix:
    """Scores with about this correlation, each child wider than the one before."""
    chance = np.random.default_rng(seed)
    own = np.sqrt(1 - together) * chance.normal(size=(n, k))
    return 50 + np.arange(1, k + 1) * (own + np.sqrt(together) * chance.normal(size=(n, 1)))


def asem(node: str) -> Matrix:
    result = scored("asem/connectivity/2018", ("2018",))["2018"]
    children = methodology("asem/connectivity/2018").nodes[node].children
    return np.column_stack([result.nodes[child].score for child in children])


def shares_of(children: Matrix, weights: Vector, measure: Measure) -> Vector:
    """By the parent as a run computes it: the mean of what is there."""
    there = ~np.isnan(children)
    parent = (np.where(there, children, 0) @ weights) / (there @ weights)
    found = importance(children, parent)
    by = {"correlation": found.correlation, "squared_correlation": found.linear, "smooth": found.smooth}[measure]
    return np.asarray(by / by.sum())


@examples(12)
@given(st.integers(0, 10**6), st.lists(st.integers(2, 4), min_size=2, max_size=4), st.sampled_from(MEASURES))
def test_what_is_reached_is_so_when_measured_anew(seed: int, parts: list[int], measure: Measure) -> None:
    children = drawn(seed, 60, len(parts))
    wanted = np.array(parts) / sum(parts)
    found = weights_for(children, wanted, measure)
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights > 0).all()
    assert found.shares.sum() == pytest.approx(1)
    assert found.shares == pytest.approx(shares_of(children, found.weights, measure), abs=1e-9)
    assert found.furthest == pytest.approx(np.abs(found.shares - wanted).max())
    assert found.reached == (found.furthest < 5e-4)
    again = weights_for(children, wanted, measure)
    assert again.weights.tolist() == found.weights.tolist()


@pytest.mark.parametrize("measure", ["correlation", "squared_correlation"])
def test_a_line_has_the_weights_of_the_method_of_weighing(measure: Measure) -> None:
    children, wanted = drawn(1, 60, 3), [0.4, 0.3, 0.3]
    method = methods("weigh")["optimised"]
    stated = method.Wanted(dict(zip("abc", wanted, strict=True)), "-", datetime.date(2020, 1, 1))
    there = scene(60, children=tuple("abc"))
    there = dataclasses.replace(there, around=dataclasses.replace(there.around, scores=lambda: children.T))
    expected = method.compute(method.Parameters(measure=measure, wanted=stated), there)
    found = weights_for(children, np.array(wanted), measure)
    assert found.weights == pytest.approx(expected, rel=1e-9)
    assert found.furthest < 1e-12


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("node", ["index", "sustainability"])
def test_asem_can_be_as_balanced_as_it_says(node: str, measure: Measure) -> None:
    """With equal weights the social dimension has two thirds of the importance; with others each has a third."""
    children = asem(node)
    k = children.shape[1]
    equal = shares_of(children, np.full(k, 1 / k), measure)
    found = weights_for(children, np.full(k, 1 / k), measure)
    assert np.abs(equal - 1 / k).max() > 0.02
    assert found.reached
    assert shares_of(children, found.weights, measure) == pytest.approx(np.full(k, 1 / k), abs=5e-4)


@pytest.mark.parametrize("measure", MEASURES)
def test_out_of_reach_is_said_and_as_near_as_a_simplex_comes(measure: Measure) -> None:
    """Three of ASEM's five dimensions of connectivity go together so closely that no weight makes them less."""
    children, wanted = asem("connectivity"), np.full(5, 0.2)
    found = weights_for(children, wanted, measure)
    assert not found.reached
    assert (found.weights < 5 * LEAST).sum() == 3

    def apart(logarithms: Vector) -> float:
        weights = np.exp(np.clip(logarithms, np.log(LEAST), 0.0))
        return float(np.square(shares_of(children, weights, measure) - wanted).sum())

    start = np.log([0.02, 0.5, 0.4, 0.02, 0.02])
    simplex = minimize(apart, start, method="Nelder-Mead", options={"maxfev": 400})
    assert np.square(found.shares - wanted).sum() < simplex.fun + 2e-5


@pytest.mark.parametrize("measure", MEASURES)
def test_gaps_are_weighed_as_a_run_weighs_them(measure: Measure) -> None:
    children = drawn(2, 120, 3)
    children[np.random.default_rng(3).random(children.shape) < 0.1] = np.nan
    wanted = np.array([0.4, 0.35, 0.25])
    found = weights_for(children, wanted, measure)
    assert found.reached
    assert shares_of(children, found.weights, measure) == pytest.approx(wanted, abs=5e-4)


def test_a_child_that_is_the_same_for_all_cannot_become_important() -> None:
    children = drawn(4, 40, 3)
    children[:, 1] = 50.0
    found = weights_for(children, np.full(3, 1 / 3), "smooth")
    assert not found.reached
    assert found.shares[1] == 0
    assert np.isnan(found.correlation[1])
    assert (found.weights > 0).all()


def test_a_child_that_is_another_one_is_no_stumbling_block() -> None:
    children = drawn(5, 40, 2)[:, [0, 1, 1]]
    found = weights_for(children, np.array([0.4, 0.3, 0.3]), "squared_correlation")
    assert found.reached
    assert found.shares == pytest.approx([0.4, 0.3, 0.3], abs=5e-4)


def test_one_child_and_nothing_at_all() -> None:
    alone = weights_for(drawn(6, 20, 1), np.ones(1), "smooth")
    assert (alone.weights.tolist(), alone.reached) == ([1.0], True)
    for empty in (np.full((5, 2), np.nan), np.full((5, 2), 7.0), np.empty((0, 2))):
        found = weights_for(empty, np.full(2, 0.5), "correlation")
        assert not found.reached
        assert found.weights.tolist() == pytest.approx([0.5, 0.5])
        assert np.isnan(found.shares).all()
