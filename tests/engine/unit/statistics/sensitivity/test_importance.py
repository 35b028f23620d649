"""Importance of children: lines, curves against one solved in full, groups, gaps and what does not vary."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicSpline
from scipy.optimize import minimize_scalar

from tarazy.engine.model.numbers import Vector
from tarazy.engine.statistics.sensitivity.importance import Importance, importance
from tests.long import examples


def drawn(seed: int, n: int, k: int) -> tuple[np.ndarray, Vector]:
    chance = np.random.default_rng(seed)
    children = chance.normal(size=(n, k)) + chance.normal(size=(n, 1))
    return children, np.asarray(children.mean(axis=1) + 0.3 * np.sin(3 * children[:, 0]))


def between_groups(x: Vector, y: Vector) -> float:
    means = {place: y[x == place].mean() for place in np.unique(x)}
    return float(np.var([means[place] for place in x]) / np.var(y))


def in_full(x: Vector, y: Vector) -> float:
    """A smoothing spline over places of which each is a knot, by dense least squares and a search for the lambda."""
    places, which = np.unique(x, return_inverse=True)
    basis = [CubicSpline(places, row, bc_type="natural").derivative(2) for row in np.eye(len(places))]
    # The product of two straight lines is a square: Simpson's rule is exact between knots.
    points = np.stack([places[:-1], (places[:-1] + places[1:]) / 2, places[1:]])
    bent = np.stack([one(points) for one in basis])
    weights = np.diff(places) * np.array([[1], [4], [1]]) / 6
    penalty = np.einsum("ipq,jpq,pq->ij", bent, bent, weights)
    groups = np.eye(len(places))[which]

    def curve(logarithm: float) -> tuple[float, Vector]:
        hat = groups @ np.linalg.solve(groups.T @ groups + 10**logarithm * penalty, groups.T)
        fitted = hat @ y
        return float(len(y) * ((y - fitted) ** 2).sum() / (len(y) - np.trace(hat)) ** 2), fitted

    grid = np.linspace(-14, 3, 171)
    start = grid[np.argmin([curve(one)[0] for one in grid])]
    best = minimize_scalar(lambda one: curve(one)[0], bounds=(start - 0.1, start + 0.1), options={"xatol": 1e-6})
    return float(np.var(curve(best.x)[1]) / np.var(y))


@examples(25)
@given(st.integers(0, 10**6), st.integers(40, 90), st.floats(0.5, 3))
def test_the_curve_is_the_one_solved_in_full(seed: int, n: int, rough: float) -> None:
    chance = np.random.default_rng(seed)
    x = chance.choice(200, 10, replace=False)[chance.integers(0, 10, n)] / 50 - 2
    y = np.sin(rough * x) + 0.3 * chance.normal(size=n)
    assert importance(x[:, np.newaxis], y).smooth[0] == pytest.approx(in_full(x, y), abs=2e-4)


@examples(40)
@given(st.integers(0, 10**6), st.integers(3, 80))
def test_a_line_is_pearsons_and_no_curve_tells_less(seed: int, n: int) -> None:
    children, parent = drawn(seed, n, 4)
    found = importance(children, parent)
    expected = [np.corrcoef(column, parent)[0, 1] for column in children.T]
    assert found.correlation == pytest.approx(expected, abs=1e-9)
    assert found.linear == pytest.approx(np.square(expected), abs=1e-9)
    assert (found.smooth >= found.linear).all()
    assert (found.smooth <= 1).all()
    assert (found.freedom >= 1 - 1e-9).all()
    moved = importance(7 - 3 * children, 100 + 0.01 * parent)
    assert moved.smooth == pytest.approx(found.smooth, abs=1e-6)
    assert moved.correlation == pytest.approx(-found.correlation, abs=1e-9)


def test_a_child_of_two_values_tells_what_its_groups_tell() -> None:
    chance = np.random.default_rng(1)
    x = chance.integers(0, 2, 60).astype(float)
    y = x + chance.normal(size=60)
    found = importance(x[:, np.newaxis], y)
    assert found.smooth[0] == pytest.approx(between_groups(x, y))
    assert found.freedom.tolist() == pytest.approx([1.0])


def test_a_child_of_few_values_tells_what_its_groups_tell_if_that_is_much() -> None:
    chance = np.random.default_rng(2)
    x = chance.integers(0, 4, 400).astype(float)
    y = np.array([0.0, 5.0, 1.0, 9.0])[x.astype(int)] + 0.1 * chance.normal(size=400)
    found = importance(x[:, np.newaxis], y)
    assert found.smooth[0] == pytest.approx(between_groups(x, y), abs=1e-3)
    assert found.linear[0] < 0.6


@pytest.mark.parametrize(("of", "n", "near"), [("square", 51, 0.08), ("square", 1000, 0.03), ("step", 1000, 0.03)])
def test_what_a_line_does_not_see(of: str, n: int, near: float) -> None:
    """A true importance of 0.6, on average over 20 draws."""
    chance = np.random.default_rng(3)
    x = chance.uniform(-1, 1, (20, n))
    told = np.square(x) * np.sqrt(45 / 4) if of == "square" else (x > 0) * 2.0
    y = np.sqrt(0.6) * told + np.sqrt(0.4) * chance.normal(size=x.shape)
    found = [importance(one[:, np.newaxis], other) for one, other in zip(x, y, strict=True)]
    assert np.mean([one.smooth for one in found]) == pytest.approx(0.6, abs=near)
    assert np.mean([one.linear for one in found]) < 0.47


def test_chance_is_told_from_importance() -> None:
    chance = np.random.default_rng(4)
    found = importance(chance.normal(size=(250, 50)), chance.normal(size=250))
    assert found.smooth.mean() < 0.02


def test_each_child_is_measured_over_the_units_that_have_it() -> None:
    children, parent = drawn(5, 60, 3)
    whole = importance(children, parent)
    children[[3, 9], 1] = np.nan, np.inf
    found = importance(children, parent)
    there = np.isfinite(children[:, 1])
    assert found.units.tolist() == [60, 58, 60]
    assert found.smooth[[0, 2]].tolist() == whole.smooth[[0, 2]].tolist()
    assert found.smooth[1] == importance(children[there, 1:2], parent[there]).smooth[0]
    parent[0] = np.nan
    assert importance(children, parent).units.tolist() == [59, 57, 59]


def test_what_is_the_same_for_all_tells_nothing() -> None:
    children, parent = drawn(6, 30, 2)
    children[:, 1] = 0.1 + 1e-16 * np.arange(30)
    found = importance(children, parent)
    assert (found.linear[1], found.smooth[1], found.freedom[1]) == (0, 0, 0)
    assert np.isnan(found.correlation[1])
    same = importance(children, np.full(30, 0.1))
    few = importance(children[:2], parent[:2])
    assert all(np.isnan(getattr(one, name)).all() for one in (same, few) for name in ("linear", "smooth"))
    assert few.units.tolist() == [2, 2]
    assert importance(np.empty((0, 2)), np.empty(0)).units.tolist() == [0, 0]


@pytest.mark.parametrize("far", [1e3, 1e9])
def test_a_value_far_away_and_places_next_to_each_other(far: float) -> None:
    children, parent = drawn(7, 60, 2)
    children[0, 0] = far
    children[:30, 1] = children[0, 1] + np.arange(30) * 1e-12
    found: Importance = importance(children, parent)
    assert np.isfinite([*found.smooth, *found.freedom]).all()
    assert (found.smooth >= found.linear).all()
