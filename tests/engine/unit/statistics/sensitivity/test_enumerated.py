"""Exact indices: against sums written out, known functions, what cannot vary, and what is missing."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.engine.model.numbers import Vector
from tarazy.engine.statistics.sensitivity import outcomes as module
from tarazy.engine.statistics.sensitivity.enumerated import Indices, enumerated
from tarazy.engine.statistics.sensitivity.outcomes import Table
from tests.long import examples


def equal(*choices: int) -> list[Vector]:
    return [np.full(number, 1 / number) for number in choices]


def drawn(seed: int, choices: tuple[int, ...], m: int) -> tuple[Table, list[Vector]]:
    chance = np.random.default_rng(seed)
    return chance.normal(size=(*choices, m)), [chance.dirichlet(np.ones(number)) for number in choices]


def by_loops(outputs: Table, probabilities: list[Vector]) -> tuple[float, list[float], list[float]]:
    """Variance and indices of one output by the definitions, combination after combination."""
    combinations = list(product(*(range(len(one)) for one in probabilities)))
    chance = {c: float(np.prod([one[at] for one, at in zip(probabilities, c, strict=True)])) for c in combinations}
    chance = {c: p for c, p in chance.items() if np.isfinite(outputs[c])}
    whole = sum(chance.values())

    def variance_of_means(given_: tuple[int, ...]) -> float:
        cells: dict[tuple[int, ...], list[float]] = {}
        for c, p in chance.items():
            cell = cells.setdefault(tuple(c[at] for at in given_), [0.0, 0.0])
            cell[0] += p / whole
            cell[1] += p / whole * float(outputs[c])
        mean = sum(total for _, total in cells.values())
        return sum(p * (total / p - mean) ** 2 for p, total in cells.values() if p > 0)

    axes = tuple(range(len(probabilities)))
    variance = variance_of_means(axes)
    first = [variance_of_means((at,)) / variance for at in axes]
    return variance, first, [1 - variance_of_means((*axes[:at], *axes[at + 1 :])) / variance for at in axes]


@examples(40)
@given(st.integers(0, 10**6), st.lists(st.integers(1, 4), min_size=1, max_size=4).filter(lambda c: max(c) > 1))
def test_they_are_those_of_the_definitions(seed: int, choices: list[int]) -> None:
    outputs, probabilities = drawn(seed, tuple(choices), 2)
    found = enumerated(outputs, probabilities)
    for output in range(2):
        variance, first, total = by_loops(outputs[..., output], probabilities)
        assert found.variance[output] == pytest.approx(variance, rel=1e-10)
        assert found.first[:, output] == pytest.approx(first, abs=1e-10)
        assert found.total[:, output] == pytest.approx(total, abs=1e-10)
    assert (found.first <= found.total + 1e-12).all()
    assert (found.first.sum(axis=0) <= 1 + 1e-12).all()
    assert (found.total.sum(axis=0) >= 1 - 1e-12).all()


def test_without_interaction_both_are_the_shares_of_variance() -> None:
    """y = a + b with a in 0, 2 (variance 1) and b in 0, 3, 6 (variance 6)."""
    outputs = np.add.outer([0.0, 2.0], [0.0, 3.0, 6.0])[..., np.newaxis]
    found = enumerated(outputs, equal(2, 3))
    assert found.mean.tolist() == [4.0]
    assert found.variance == pytest.approx([7.0])
    assert found.first[:, 0] == pytest.approx([1 / 7, 6 / 7])
    assert found.total[:, 0] == pytest.approx([1 / 7, 6 / 7])


def test_a_pure_interaction_has_no_first_order_index() -> None:
    found = enumerated(np.multiply.outer([-1.0, 1.0], [-1.0, 1.0])[..., np.newaxis], equal(2, 2))
    assert found.first.ravel().tolist() == [0.0, 0.0]
    assert found.total.ravel().tolist() == [1.0, 1.0]


def test_probabilities_count() -> None:
    """With 1 and 3 of 4: y = a has the variance 3 / 16, and the assumption that changes nothing exactly nothing."""
    outputs = np.array([[0.0, 0.0], [1.0, 1.0]])[..., np.newaxis]
    found = enumerated(outputs, [np.array([0.25, 0.75]), np.array([0.5, 0.5])])
    assert found.variance == pytest.approx([3 / 16])
    assert found.first[:, 0].tolist() == [1.0, 0.0]
    assert found.total[:, 0] == pytest.approx([1.0, 0.0], abs=0)


def test_a_great_mean_takes_nothing_away() -> None:
    outputs, probabilities = drawn(3, (3, 4, 2), 5)
    near, far = enumerated(outputs, probabilities), enumerated(outputs + 1e6, probabilities)
    assert far.first == pytest.approx(near.first, abs=1e-9)
    assert far.total == pytest.approx(near.total, abs=1e-9)


def test_what_is_constant_has_no_indices_and_harms_no_other() -> None:
    outputs, probabilities = drawn(4, (3, 4), 3)
    outputs[..., 1] = 0.1
    outputs[0, 0, 1] += 1e-15
    found = enumerated(outputs, probabilities)
    assert found.variance[1] == 0
    assert np.isnan(found.first[:, 1]).all()
    assert np.isnan(found.total[:, 1]).all()
    assert not np.isnan(found.first[:, [0, 2]]).any()
    assert found.missing.tolist() == [0, 0, 0]


def test_a_combination_that_failed_is_left_out_of_its_own_output_only() -> None:
    outputs, probabilities = drawn(5, (3, 4, 2), 3)
    whole = enumerated(outputs, probabilities)
    outputs[1, 2, 0, 1] = np.nan
    outputs[0, 0, 0, 1] = np.inf
    found = enumerated(outputs, probabilities, most_missing=1.0)
    chance = np.multiply.outer(np.multiply.outer(*probabilities[:2]), probabilities[2])
    assert found.missing == pytest.approx([0, chance[1, 2, 0] + chance[0, 0, 0], 0])
    assert found.first[:, [0, 2]] == pytest.approx(whole.first[:, [0, 2]], rel=1e-12)
    outputs[0, 0, 0, 1] = np.nan
    variance, first, total = by_loops(outputs[..., 1], probabilities)
    assert found.variance[1] == pytest.approx(variance)
    assert found.first[:, 1] == pytest.approx(first)
    assert found.total[:, 1] == pytest.approx(total)


def test_too_much_missing_leaves_the_output_without_indices() -> None:
    outputs, probabilities = np.arange(12.0).reshape(3, 2, 2), equal(3, 2)
    outputs[0, 0, 0] = np.nan
    found = enumerated(outputs, probabilities)
    assert found.missing == pytest.approx([1 / 6, 0])
    assert np.isnan([found.mean[0], found.variance[0], *found.first[:, 0], *found.total[:, 0]]).all()
    assert found.first[:, 1] == pytest.approx(enumerated(np.arange(12.0).reshape(3, 2, 2), probabilities).first[:, 1])
    outputs[...] = np.nan
    assert np.isnan(enumerated(outputs, probabilities, most_missing=1.0).first).all()


def test_a_choice_that_always_fails_is_as_good_as_none() -> None:
    outputs, probabilities = drawn(6, (3, 4), 1)
    left = enumerated(outputs[1:], [probabilities[0][1:] / probabilities[0][1:].sum(), probabilities[1]])
    outputs[0] = np.nan
    found = enumerated(outputs, probabilities, most_missing=1.0)
    assert found.first == pytest.approx(left.first)
    assert found.total == pytest.approx(left.total)


def test_outputs_in_blocks_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    outputs, probabilities = drawn(7, (3, 4, 2), 11)
    outputs[0, 0, 0, 3] = np.nan
    whole = enumerated(outputs, probabilities, most_missing=1.0)
    monkeypatch.setattr(module, "BLOCK", 24 * 4)
    parts = enumerated(outputs, probabilities, most_missing=1.0)
    for field in Indices.__dataclass_fields__:
        assert getattr(parts, field) == pytest.approx(getattr(whole, field), rel=1e-12), field


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="choices"):
        enumerated(np.ones((2, 3)), equal(2, 3))
    with pytest.raises(ValueError, match="shares of 1"):
        enumerated(np.ones((2, 1)), [np.array([0.5, 0.6])])
