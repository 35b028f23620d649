"""Shapley effects: by all orders, known values with correlation, their sum, and what is missing."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.engine.model.weights import Matrix
from tarazy.engine.statistics.sensitivity import outcomes
from tarazy.engine.statistics.sensitivity.enumerated import enumerated
from tarazy.engine.statistics.sensitivity.outcomes import Table
from tarazy.engine.statistics.sensitivity.shapley import shapley
from tests.long import examples


def by_orders(outputs: Table, joint: Table) -> list[float]:
    """What each assumption adds to Var(E[y | x_S]), by loops, over all orders in which they are settled."""
    d = joint.ndim
    cells = [c for c in np.ndindex(joint.shape) if joint[c] > 0]
    mean = sum(joint[c] * outputs[c] for c in cells)

    def explained(group: frozenset[int]) -> float:
        found: dict[tuple[int, ...], list[float]] = {}
        for c in cells:
            cell = found.setdefault(tuple(c[at] for at in sorted(group)), [0.0, 0.0])
            cell[0] += joint[c]
            cell[1] += joint[c] * (outputs[c] - mean)
        return sum(total**2 / chance for chance, total in found.values())

    effects = [0.0] * d
    orders = list(permutations(range(d)))
    for order in orders:
        for place, assumption in enumerate(order):
            before = frozenset(order[:place])
            effects[assumption] += (explained(before | {assumption}) - explained(before)) / len(orders)
    return effects


def drawn(seed: int, choices: tuple[int, ...], m: int) -> tuple[Table, Table]:
    """Outcomes, and probabilities of which about a third are 0."""
    chance = np.random.default_rng(seed)
    joint = chance.exponential(size=choices) * (chance.random(choices) < 0.7)
    joint.flat[0] += 0.1
    return chance.normal(size=(*choices, m)) + 5, joint / joint.sum()


@examples(30)
@given(st.integers(0, 10**6), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_they_are_those_of_all_orders_and_sum_to_the_variance(seed: int, choices: list[int]) -> None:
    outputs, joint = drawn(seed, tuple(choices), 2)
    found = shapley(outputs, joint)
    for output in range(2):
        assert found.effects[:, output] == pytest.approx(by_orders(outputs[..., output], joint), abs=1e-12)
    mean = (outputs * joint[..., np.newaxis]).sum(axis=tuple(range(joint.ndim)))
    variance = ((outputs - mean) ** 2 * joint[..., np.newaxis]).sum(axis=tuple(range(joint.ndim)))
    assert found.effects.sum(axis=0) == pytest.approx(variance, abs=1e-12)
    assert found.variance == pytest.approx(variance, abs=1e-12)
    assert (found.effects >= -1e-13).all()


def two_signs(rho: float) -> Matrix:
    """Two numbers -1 and 1 of the correlation rho, whose means given the other are as linear as a normal's."""
    return np.array([[1 + rho, 1 - rho], [1 - rho, 1 + rho]]) / 4


@pytest.mark.parametrize("rho", [-0.9, -0.3, 0.0, 0.5, 1.0])
def test_a_weighted_sum_of_two_that_are_correlated(rho: float) -> None:
    """Iooss and Prieur (2019), section 4.1, two normal inputs with the standard deviations 1."""
    sign = np.array([-1.0, 1.0])
    first, second = 2.0, 0.7
    found = shapley(np.add.outer(first * sign, second * sign)[..., np.newaxis], two_signs(rho))
    shared, half = rho * first * second, rho**2 / 2
    expected = [
        first**2 * (1 - half) + shared + second**2 * half,
        second**2 * (1 - half) + shared + first**2 * half,
    ]
    assert found.effects[:, 0] == pytest.approx(expected)
    assert found.shares.sum(axis=0) == pytest.approx([1.0])


def test_independent_assumptions_share_each_interaction_in_halves() -> None:
    outputs = np.random.default_rng(1).normal(size=(3, 4, 5))
    chances = [np.full(3, 1 / 3), np.array([0.1, 0.2, 0.3, 0.4])]
    found, sobol = shapley(outputs, np.multiply.outer(*chances)), enumerated(outputs, chances)
    assert found.variance == pytest.approx(sobol.variance)
    assert found.shares == pytest.approx((sobol.first + sobol.total) / 2)


def test_what_cannot_be_needs_no_outcome() -> None:
    outputs, joint = drawn(2, (3, 4, 2), 2)
    outputs[joint == 0] = np.nan
    found = shapley(outputs, joint)
    assert found.missing.tolist() == [0, 0]
    assert found.effects[:, 0] == pytest.approx(by_orders(np.nan_to_num(outputs[..., 0]), joint))


def test_a_combination_that_failed_is_left_out_of_its_own_output_only() -> None:
    outputs, joint = drawn(3, (3, 4, 2), 3)
    whole = shapley(outputs, joint)
    gone = np.unravel_index(np.argmax(joint), joint.shape)
    left = joint.copy()
    left[gone] = 0
    outputs[(*gone, 1)] = np.nan
    found = shapley(outputs, joint, most_missing=1.0)
    assert found.missing == pytest.approx([0, joint[gone], 0])
    assert found.effects[:, [0, 2]] == pytest.approx(whole.effects[:, [0, 2]], rel=1e-12)
    assert found.effects[:, 1] == pytest.approx(by_orders(outputs[..., 1], left / left.sum()))
    refused = shapley(outputs, joint, most_missing=joint[gone] / 2)
    assert np.isnan([*refused.effects[:, 1], refused.variance[1], *refused.shares[:, 1]]).all()
    assert refused.effects[:, 0] == pytest.approx(whole.effects[:, 0])


def test_what_is_constant_has_nothing_to_share_out() -> None:
    outputs, joint = drawn(4, (3, 4), 2)
    outputs[..., 1] = 0.1
    found = shapley(outputs, joint)
    assert found.effects[:, 1].tolist() == [0, 0]
    assert np.isnan(found.shares[:, 1]).all()
    assert not np.isnan(found.shares[:, 0]).any()


def test_outputs_in_blocks_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    outputs, joint = drawn(7, (3, 4, 2), 11)
    whole = shapley(outputs, joint)
    monkeypatch.setattr(outcomes, "BLOCK", 24 * 4)
    assert shapley(outputs, joint).effects == pytest.approx(whole.effects, rel=1e-12)


def test_ten_assumptions() -> None:
    """A sum of ten signs of weights 1, ..., 10: the squares, exactly."""
    points = np.stack(np.meshgrid(*[[-1.0, 1.0]] * 10, indexing="ij"), axis=-1)
    found = shapley((points @ np.arange(1.0, 11.0))[..., np.newaxis], np.full((2,) * 10, 2.0**-10))
    assert found.effects[:, 0] == pytest.approx(np.arange(1.0, 11.0) ** 2)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="choices"):
        shapley(np.ones((2, 3, 1)), np.full((3, 2), 1 / 6))
    with pytest.raises(ValueError, match="shares of 1"):
        shapley(np.ones((2, 1)), np.array([0.5, 0.6]))
