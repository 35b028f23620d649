"""Weights that are best for the unit."""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pytest

from tarazy.engine.model.weights import Matrix
from tarazy.engine.steps import methods
from tests.engine.scenes import scene
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="benefit_of_doubt",
    what="""
Every unit is weighed in the way that is best for it: nobody can say that other weights would have done it more justice.
The weights are held by the others: no unit of the group may get more than 1 by them, so 1 means that nobody does better
in the unit's own weighting. A child's share of the unit's own sum can be held near its weight, which the step `weigh`
gives: without such bounds a unit may rest on its best child alone. Only units for which all children count that count
for the unit are its rivals. The weights are per point and do not sum to 1; where several sets are best, an explanation
tells one. The score of a unit changes when others come or go. Refused where a score is negative, and where a score of
0, which brings nothing whatever it weighs, cannot bring the share that the bounds ask of it.
""",
    formula="""
s = the greatest sum of v_i · score_i, with v_i ≥ 0, sum of v_i · score_ij ≤ 1 for every rival j (the unit itself among
them), and least · weight_i ≤ v_i · score_i / s ≤ most · weight_i; score = low + s · (high − low)
""",
    parameters={
        "within": (
            "`period`: the rivals are all units of the period; `peer_group`: those of the unit's peer group; `kind`: "
            "those of its kind"
        ),
        "least": "a child brings at least so many times its weight of the unit's sum, 0 (no bound) to 1",
        "most": "and at most so many times; 1 or more, and no bound where it makes the weight 1",
        "source": "who decided the bounds",
        "date": "and when",
    },
    yaml="""
aggregate: {method: benefit_of_doubt, within: period, least: 0, most: 2, source: "Order No. 7", date: 2024-01-01}
""",
    examples=[
        Example(
            title="Three units, no bounds",
            given={
                "roads score": [60.0, 100.0, 20.0],
                "roads weight": [0.5, 0.5, 0.5],
                "water score": [50.0, 20.0, 100.0],
                "water weight": [0.5, 0.5, 0.5],
            },
            gives={"score": [91.666666667, 100.0, 100.0]},
            by_hand="""
The second takes roads alone (1/100 a point), the third water alone: nobody does better. Either would give the first 60
or 50. Best for it are the weights by which both others reach 1: 100 v + 20 w = 20 v + 100 w = 1, v = w = 1/120, and
110/120 = 0.916667. Of half the weight, twice is the whole: no bound.
""",
            says=(
                "roads: 60 points times 0.00833333333333 make 0.5; that is 0.545454545455 of the unit's sum, and the "
                "weight 0.5 allows 0 to 1.",
                "water: 50 points times 0.00833333333333 make 0.416666666667; that is 0.454545454545 of the unit's "
                "sum, and the weight 0.5 allows 0 to 1.",
                "By these weights 1, which nobody exceeds, is reached by (2): U001, U002.",
                "No weights within these bounds bring the unit more than 0.916666666667 without bringing one of the "
                "units compared (3) more than 1. On the scale from 0 to 100: 91.6666666667 points.",
            ),
        ),
        Example(
            title="The same units, every child between 0.8 and 1.2 times its weight",
            instead="""
aggregate: {method: benefit_of_doubt, within: period, least: 0.8, most: 1.2, source: "Order No. 7", date: 2024-01-01}
""",
            given={
                "roads score": [60.0, 100.0, 20.0],
                "roads weight": [0.5, 0.5, 0.5],
                "water score": [50.0, 20.0, 100.0],
                "water weight": [0.5, 0.5, 0.5],
            },
            gives={"score": [91.666666667, 47.169811321, 47.169811321]},
            by_hand="""
Now each child brings 0.4 to 0.6 of the sum. The first keeps its weights (shares 60/110 and 50/110). The second would
rest on roads and may do so to 0.6: v = 0.6 s / 100, w = 0.4 s / 20. The third then gets 20 v + 100 w = 2.12 s, which is
1 at s = 1/2.12 = 0.471698. The third is its mirror image.
""",
        ),
        Example(
            title="Another child is missing to whom",
            given={
                "roads score": [60.0, 100.0, None, 30.0],
                "roads weight": [0.5, 0.5, 0.0, 1.0],
                "water score": [50.0, 20.0, 100.0, None],
                "water weight": [0.5, 0.5, 1.0, 0.0],
            },
            gives={"score": [100.0, 100.0, 100.0, 30.0]},
            by_hand="""
Only the second is a rival of the first, which has the best water of the two. For the third only water counts, and
nobody has more. For the fourth only roads count: 30 of the second's 100.
""",
        ),
        Example(
            title="A score of 0 and a least share",
            instead="""
aggregate: {method: benefit_of_doubt, within: period, least: 0.1, most: 2, source: "Order No. 7", date: 2024-01-01}
""",
            given={
                "roads score": [60.0, 0.0, 0.0],
                "roads weight": [0.5, 0.5, 0.5],
                "water score": [50.0, 20.0, 0.0],
                "water weight": [0.5, 0.5, 0.5],
            },
            by_hand="""
Roads would have to bring the second at least a twentieth of its sum, and 0 points bring nothing. The third has nothing
to share out: it would get 0 by all weights.
""",
            refused="A score of 0 keeps the unit from weights within the bounds.",
            at=(1,),
        ),
        Example(
            title="A negative score",
            given={
                "roads score": [60.0, -1.0],
                "roads weight": [0.5, 0.5],
                "water score": [50.0, 20.0],
                "water weight": [0.5, 0.5],
            },
            by_hand="Weights are per point from zero on.",
            refused="A child has a negative score.",
            at=(1,),
        ),
    ],
    source="""
Cherchye, L., Moesen, W., Rogge, N., Van Puyenbroeck, T., An introduction to ‘benefit of the doubt’ composite
indicators, Social Indicators Research 82 (2007), pages 111 to 145, with pie-share restrictions; Melyn, W., Moesen, W.,
Towards a synthetic indicator of macroeconomic performance, Public Economics Research Paper 17, Leuven (1991). No
published example was found: the numbers follow by hand from the formula.
""",
)

test_examples = worked(SPEC)

METHOD = methods("aggregate")["benefit_of_doubt"]


def rule(least: float = 0.0, most: float = 100.0, within: str = "period") -> object:
    return METHOD.Parameters(within=within, least=least, most=most, source="-", date=date(2024, 1, 1))


def made(n: int, k: int) -> tuple[Matrix, Matrix]:
    chance = np.random.default_rng(7)
    weights = np.repeat(chance.dirichlet(np.ones(k))[:, np.newaxis], n, axis=1)
    return chance.uniform(1, 100, (k, n)), weights


def test_with_shares_equal_to_the_weights_one_rival_makes_it_a_harmonic_mean() -> None:
    """By a rival with 100 everywhere, s = 1 / (sum of 100 * share / score)."""
    scores, weights = made(6, 3)
    scores[:, 0] = 100
    found = METHOD.compute(scores, weights, rule(1, 1), scene(6))
    assert found == pytest.approx(1 / (weights / scores).sum(axis=0), rel=1e-12)


def test_units_of_measure_of_a_child_do_not_matter() -> None:
    scores, weights = made(300, 4)
    times = np.array([[1.0], [1e-3], [50.0], [7.0]])
    for least, most in ((0.0, 100.0), (0.5, 1.5)):
        one = METHOD.compute(scores, weights, rule(least, most), scene(300))
        assert METHOD.compute(scores * times, weights, rule(least, most), scene(300)) == pytest.approx(one, rel=1e-10)


def test_by_the_weights_found_nobody_exceeds_one_and_the_shares_keep_their_bounds() -> None:
    """More units than the first batch holds, so that rivals are found that were not known from the start."""
    scores, weights = made(400, 5)
    found = METHOD.compute(scores, weights, rule(0.3, 2), scene(400))
    there = scene(400, children=tuple("abcde"))
    for at in range(0, 400, 37):
        told = METHOD.reasons(scores, weights, rule(0.3, 2), there, found, at)
        times = np.array([reason.numbers["times"] for reason in told[:-2]])
        reached = (times[:, np.newaxis] * scores).sum(axis=0)
        assert reached.max() <= 1 + 1e-9
        assert found[at] == pytest.approx(100 * reached[at], rel=1e-9)
        shares = times * scores[:, at] / reached[at]
        assert (shares >= 0.3 * weights[:, at] - 1e-9).all()
        assert (shares <= np.minimum(2 * weights[:, at], 1) + 1e-9).all()


def test_more_freedom_never_lowers_a_score_and_more_rivals_never_raise_one() -> None:
    scores, weights = made(200, 4)
    tight, loose, free = (
        METHOD.compute(scores, weights, rule(*bounds), scene(200)) for bounds in ((0.8, 1.2), (0.2, 3), (0, 99))
    )
    assert (tight <= loose + 1e-8).all()
    assert (loose <= free + 1e-8).all()
    few = METHOD.compute(scores[:, :100], weights[:, :100], rule(0.2, 3), scene(100))
    assert (loose[:100] <= few + 1e-8).all()


def test_groups_hold_their_own() -> None:
    scores, weights = made(40, 3)
    groups = np.array([0, 1] * 20, dtype=np.int32)
    there = scene(40, groups=groups, group_names=("one", "two"))
    found = METHOD.compute(scores, weights, rule(0.5, 2, "peer_group"), there)
    for group in (0, 1):
        mine = groups == group
        alone = METHOD.compute(scores[:, mine], weights[:, mine], rule(0.5, 2), scene(20))
        assert found[mine] == pytest.approx(alone, rel=1e-12)
    kinds = dataclasses.replace(there.units, kinds=np.array(["city", "oblast"] * 20))
    by_kind = METHOD.compute(scores, weights, rule(0.5, 2, "kind"), dataclasses.replace(there, units=kinds))
    assert by_kind == pytest.approx(found, rel=1e-12)


def test_nobody() -> None:
    assert np.isnan(METHOD.compute(np.full((2, 3), np.nan), np.zeros((2, 3)), rule(), scene(3))).all()
    assert METHOD.compute(np.empty((2, 0)), np.empty((2, 0)), rule(), scene(0)).shape == (0,)
