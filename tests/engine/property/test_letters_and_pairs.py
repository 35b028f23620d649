"""Aggregations that need scores or children of their own kind, against the slow ones: letters, a survey, pairs."""

from __future__ import annotations

import datetime
import math
from typing import Any, Literal

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.scene import Refused, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.steps import methods
from tarazy.engine.words import LANGUAGES, say
from tests.engine.property.test_reference import agree
from tests.engine.reference.pairs import Parts, in_points, net_flows, net_wins
from tests.engine.reference.pefa import averaged, weakest_link
from tests.engine.scenes import scene

CHILDREN = ("a", "b", "c", "d")
LETTERS = st.sampled_from([1.0, 2.0, 3.0, 4.0, 4.0, 3.0000000000000004])
NEARLY_LETTERS = st.one_of(*[LETTERS] * 6, st.sampled_from([0.0, 2.5, 3.0001, -1.0, 100.0]))
# The last leads the others by the threshold and what lies far below its last digit.
ON_THE_THRESHOLD = (np.array([[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.3, -3.08483127e-15]]), np.full((4, 2), 0.25))
POINTS = st.one_of(st.sampled_from([0.0, 50.0, 0.3, 0.1 + 0.2]), st.floats(-10, 100))


@st.composite
def tables(draw: st.DrawFn, scores: st.SearchStrategy[float], most: int = 4) -> tuple[Matrix, Matrix]:
    """Scores of the children and their weights, sometimes others by unit; some children do not count."""
    k, n = draw(st.integers(1, most)), draw(st.integers(1, 7))
    nominal = draw(st.lists(st.sampled_from([0.1, 0.2, 0.3, 0.4, 1.0]), min_size=k, max_size=k))
    counts = np.array([[draw(st.sampled_from([True, True, True, False])) for _ in range(n)] for _ in range(k)])
    own = [[draw(st.sampled_from([1.0, 2.0])) for _ in range(n)] for _ in range(k)] if draw(st.booleans()) else 1.0
    weights = np.where(counts, np.array(nominal)[:, None] * own, 0.0)
    weights /= np.where(counts.any(axis=0), weights.sum(axis=0), 1.0)
    found = np.array([[draw(scores) for _ in range(n)] for _ in range(k)])
    return np.where(counts, found, np.nan), weights


def parts_of(scores: Matrix, weights: Matrix, at: int) -> Parts:
    return {
        child: (score, weight)
        for child, score, weight in zip(CHILDREN, scores[:, at].tolist(), weights[:, at].tolist(), strict=False)
        if weight > 0
    }


def assert_told(module: Any, given_to: tuple[Matrix, Matrix, Any, Scene], result: Vector) -> None:
    """Every score has its reasons in three languages, and the last ends with it."""
    for at in range(len(result)):
        told = module.reasons(*given_to, result, at)
        assert bool(told) != bool(np.isnan(result[at]))
        assert not told or told[-1].result == result[at]
        assert all("{" not in say(reason.text, lang, reason.numbers) for reason in told for lang in LANGUAGES)


@given(tables(NEARLY_LETTERS), st.sampled_from(["pefa_m1", "pefa_m2"]))
def test_letters(table: tuple[Matrix, Matrix], method: str) -> None:
    scores, weights = table
    n = scores.shape[1]
    slowly = {"pefa_m1": weakest_link, "pefa_m2": averaged}[method]
    listed = [[float(f"{score:.11e}") for score, _ in parts_of(scores, weights, at).values()] for at in range(n)]
    expected = [slowly(letters) if letters else math.nan for letters in listed]
    module = methods("aggregate")[method]
    given_to = (scores, weights, module.Parameters(), scene(n, children=CHILDREN[: len(scores)]))
    try:
        found = module.compute(*given_to)
    except Refused as refused:
        (fault,) = refused.faults
        assert fault.units is not None
        assert fault.units.tolist() == [one is None for one in expected]
        return
    assert np.array_equal(found, np.array(expected, dtype=np.float64), equal_nan=True)
    assert_told(module, given_to, found)


@given(tables(POINTS, most=2), st.sampled_from([0.0, 0.3, 1.0]), st.sampled_from([1.0, 100.0]))
def test_a_survey_moves_results(table: tuple[Matrix, Matrix], omega: float, no_change: float) -> None:
    scores, weights = table
    module = methods("aggregate")["outcome"]
    day = datetime.date(2020, 1, 1)
    rule = module.Parameters(results="b", survey="a", omega=omega, no_change=no_change, source="-", date=day)
    given_to = (scores, weights, rule, scene(scores.shape[1], children=CHILDREN[: len(scores)]))
    parts = [parts_of(scores, weights, at) for at in range(scores.shape[1])]
    try:
        found = module.compute(*given_to)
    except Refused as refused:
        if len(scores) == 2:
            (fault,) = refused.faults
            assert fault.units is not None
            assert fault.units.tolist() == [len(one) == 1 for one in parts]
        return
    for one, score in zip(parts, found.tolist(), strict=True):
        if one:
            expected = one["b"][0] + one["b"][0] * omega * (one["a"][0] - no_change) / no_change
            assert math.isclose(score, expected, rel_tol=1e-9, abs_tol=1e-9)
        else:
            assert math.isnan(score)
    assert_told(module, given_to, found)


@given(
    tables(POINTS),
    st.lists(st.integers(0, 1), min_size=7, max_size=7),
    st.sampled_from(["period", "peer_group"]),
    st.sampled_from(["points", "net_wins"]),
)
def test_pairs(
    table: tuple[Matrix, Matrix],
    codes: list[int],
    within: Literal["period", "peer_group"],
    scale: Literal["points", "net_wins"],
) -> None:
    scores, weights = table
    n = scores.shape[1]
    module = methods("aggregate")["copeland"]
    groups = np.array(codes[:n], dtype=np.int32)
    rule = module.Parameters(within=within, scale=scale)
    given_to = (scores, weights, rule, scene(n, groups=groups, children=CHILDREN[: len(scores)]))
    named = {str(at): str(groups[at]) if within == "peer_group" else "all" for at in range(n)}
    net = net_wins({str(at): parts_of(scores, weights, at) for at in range(n)}, named)
    expected = dict(net) if scale == "net_wins" else in_points(net, named, 0, 100)
    try:
        found = module.compute(*given_to)
    except Refused as refused:
        (fault,) = refused.faults
        assert fault.units is not None
        assert [str(at) for at in fault.units.nonzero()[0]] == expected
        return
    assert isinstance(expected, dict)
    for at, score in enumerate(found.tolist()):
        assert agree(None if math.isnan(score) else score, expected.get(str(at)))
    assert_told(module, given_to, found)


@given(
    tables(POINTS),
    st.lists(st.integers(0, 1), min_size=7, max_size=7),
    st.sampled_from(["period", "peer_group"]),
    st.sampled_from([(0.0, 0.0), (0.0, 30.0), (0.3, 0.3), (0.3, 50.0), (5.0, 5.5)]),
)
@example(ON_THE_THRESHOLD, [0] * 7, "period", (0.3, 0.3))
def test_flows(
    table: tuple[Matrix, Matrix],
    codes: list[int],
    within: Literal["period", "peer_group"],
    thresholds: tuple[float, float],
) -> None:
    scores, weights = table
    n = scores.shape[1]
    module = methods("aggregate")["promethee"]
    groups = np.array(codes[:n], dtype=np.int32)
    rule = module.Parameters(
        within=within,
        indifference=thresholds[0],
        preference=thresholds[1],
        scale="net_flow",
        source="-",
        date=datetime.date(2020, 1, 1),
    )
    given_to = (scores, weights, rule, scene(n, groups=groups, children=CHILDREN[: len(scores)]))
    named = {str(at): str(groups[at]) if within == "peer_group" else "all" for at in range(n)}
    expected = net_flows({str(at): parts_of(scores, weights, at) for at in range(n)}, named, *thresholds)
    try:
        found = module.compute(*given_to)
    except Refused as refused:
        (fault,) = refused.faults
        assert fault.units is not None
        assert [str(at) for at in fault.units.nonzero()[0]] == expected
        return
    assert isinstance(expected, dict)
    for at, score in enumerate(found.tolist()):
        assert math.isnan(score) == (str(at) not in expected)
        assert math.isnan(score) or math.isclose(score, expected[str(at)], rel_tol=1e-11, abs_tol=1e-11)
    assert_told(module, given_to, found)
