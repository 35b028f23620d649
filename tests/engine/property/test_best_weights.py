"""The weights that are best for a unit, against every corner tried exactly."""

from __future__ import annotations

import datetime
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tarazy.engine.model import bases
from tarazy.engine.model.best_weights import best_weights
from tarazy.engine.model.scene import Refused
from tarazy.engine.model.weights import Matrix
from tarazy.engine.steps import methods
from tests.engine.property.test_letters_and_pairs import CHILDREN, assert_told, tables
from tests.engine.reference.best_weights import greatest_sum
from tests.engine.scenes import scene
from tests.long import examples

METHOD = methods("aggregate")["benefit_of_doubt"]
POSITIVE = st.one_of(st.sampled_from([50.0, 100.0, 0.3]), st.integers(1, 1000).map(lambda tenths: tenths / 10))
BOUNDS = st.tuples(st.sampled_from([0.0, 0.2, 0.8, 1.0]), st.sampled_from([1.0, 1.2, 3.0, 100.0]))


def slowly(scores: Matrix, weights: Matrix, at: int, least: float, most: float) -> float:
    rows = np.flatnonzero(weights[:, at] > 0)
    rivals = [one for one in range(scores.shape[1]) if (weights[rows, one] > 0).all()]
    # Within the bounds the weights make 1 up to their last bits, and with both at 1 nothing but 1 is left.
    shares = [Fraction(share) for share in weights[rows, at].tolist()]
    shares = [share / sum(shares) for share in shares]
    lower = [share * Fraction(least) for share in shares]
    upper = [min(share * Fraction(most), Fraction(1)) for share in shares]
    own, others = scores[rows, at].tolist(), [scores[rows, one].tolist() for one in rivals]
    return float(greatest_sum(own, others, lower, upper))


@examples(50)
@given(tables(POSITIVE, most=3), BOUNDS)
def test_best_weights(table: tuple[Matrix, Matrix], bounds: tuple[float, float]) -> None:
    scores, weights = table
    n = scores.shape[1]
    rule = METHOD.Parameters(
        within="period", least=bounds[0], most=bounds[1], source="-", date=datetime.date(2020, 1, 1)
    )
    given_to = (scores, weights, rule, scene(n, children=CHILDREN[: len(scores)]))
    found = METHOD.compute(*given_to)
    for at in range(n):
        if (weights[:, at] > 0).any():
            event("scored")
            expected = 100 * slowly(scores, weights, at, *bounds)
            assert np.isclose(found[at], expected, rtol=1e-9, atol=0)
        else:
            assert np.isnan(found[at])
    assert_told(METHOD, given_to, found)


@given(tables(st.sampled_from([0.0, 0.0, 20.0, 50.0]), most=3), BOUNDS)
def test_scores_of_nothing(table: tuple[Matrix, Matrix], bounds: tuple[float, float]) -> None:
    """Who cannot keep the bounds is refused by name; everybody else has a score."""
    scores, weights = table
    n = scores.shape[1]
    rule = METHOD.Parameters(
        within="period", least=bounds[0], most=bounds[1], source="-", date=datetime.date(2020, 1, 1)
    )
    impossible = []
    for at in range(n):
        parts = [(score, weight) for score, weight in zip(scores[:, at], weights[:, at], strict=True) if weight > 0]
        nothing = [weight for score, weight in parts if score == 0]
        rest = sum(min(weight * bounds[1], 1) for score, weight in parts if score > 0)
        has_something = len(nothing) < len(parts)
        impossible.append(has_something and bool(nothing) and (bounds[0] > 0 or rest < 1 - 1e-9))
    given_to = (scores, weights, rule, scene(n, children=CHILDREN[: len(scores)]))
    try:
        found = METHOD.compute(*given_to)
    except Refused as refused:
        (fault,) = refused.faults
        assert fault.units is not None
        assert fault.units.tolist() == impossible
        return
    assert not any(impossible)
    assert np.array_equal(np.isnan(found), ~(weights > 0).any(axis=0))
    assert_told(METHOD, given_to, found)


@pytest.mark.parametrize(("least", "most"), [(0.0, 100.0), (0.5, 2.0), (1.0, 1.0)])
def test_what_steps_for_all_together_prove_is_what_the_solver_finds(
    monkeypatch: pytest.MonkeyPatch, least: float, most: float
) -> None:
    """And whom they do not prove is left to the solver: here everybody, once no step is allowed."""
    scores = np.random.default_rng(7).integers(1, 40, (6, 300)) * 2.5
    bounds = (np.full(6, least / 6), np.minimum(np.full(6, most / 6), 1.0))
    programs = bases.Programs(scores.T / 100, scores / 100, *bounds)
    _, sure = bases.settled(programs, [0])
    assert sure.mean() > 0.95
    together = best_weights(scores, scores, *bounds)
    monkeypatch.setattr(bases, "STEPS", 0)
    assert not bases.settled(programs, [0])[1].any()
    one_by_one = best_weights(scores, scores, *bounds)
    assert np.allclose((together * scores).sum(axis=0), (one_by_one * scores).sum(axis=0), rtol=1e-9, atol=0)
    for weights in (together, one_by_one):
        assert (weights.T @ scores).max() <= 1 + 1e-9
