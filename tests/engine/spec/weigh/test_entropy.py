"""The less evenly the units' scores are spread out, the more a child weighs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tarazy.engine.steps.weigh.entropy import Parameters, compute
from tests.engine.scenes import scene, seen
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="weigh",
    method="entropy",
    what="""
The scores themselves say what each child weighs. Every unit has its share of the sum of all units' scores of a child;
the less evenly these shares are spread (the lower their Shannon entropy), the more the child tells the units apart and
the more it weighs. Only the units that have a score of every child are looked at; one weight holds for everybody.
Refused where fewer than two units have all scores, where all their scores of a child are the same, or where one is
negative. An only child weighs 1.
""",
    formula="""
p_u = score_u / (sum of scores); entropy = −(sum of p_u × ln p_u) / ln n, with 0 × ln 0 = 0; divergence = 1 − entropy;
weight_i = divergence_i / (sum of divergences), over the n units that have all scores
""",
    parameters={},
    yaml="weigh: {method: entropy}",
    examples=[
        Example(
            title="Four units, and one without water",
            given={
                "roads score": [40.0, 40.0, 0.0, 0.0, 99.0],
                "water score": [80.0, 40.0, 20.0, 20.0, None],
            },
            gives={"child": ["roads", "water"], "weight": [0.8, 0.2]},
            by_hand="""
Roads: shares 1/2, 1/2, 0, 0. In halvings: 1/2 · 1 + 1/2 · 1 = 1 of the 2 of four equal shares: entropy 0.5, divergence
0.5. Water: shares 1/2, 1/4, 1/8, 1/8: 1.75 of 2, entropy 0.875, divergence 0.125. 0.5 / 0.625 and 0.125 / 0.625.
""",
            says=(
                "The scores of roads depart from an even spread over the units (4) by 0.5 (1 minus their entropy), all "
                "children together by 0.625: the weight is 0.8.",
                "The scores of water depart from an even spread over the units (4) by 0.125 (1 minus their entropy), "
                "all children together by 0.625: the weight is 0.2.",
            ),
        ),
        Example(
            title="A negative score",
            given={"roads score": [10.0, -20.0], "water score": [5.0, 10.0]},
            by_hand="A share below zero has no logarithm.",
            refused="A unit has a negative score of roads.",
        ),
        Example(
            title="A child in which nobody differs",
            given={"roads score": [10.0, 20.0], "water score": [0.0, 0.0]},
            by_hand="Its divergence would be 0.",
            refused="All units that have every score have the same score of water.",
        ),
        Example(
            title="Nobody has all scores",
            given={"roads score": [10.0, None], "water score": [None, 60.0]},
            by_hand="There is nobody to look at.",
            refused="The number of units that have a score of every child is 0.",
        ),
    ],
    source="""
Shannon, C. E., A mathematical theory of communication, Bell System Technical Journal 27 (1948); Hwang, C. L., Yoon, K.,
Multiple Attribute Decision Making (1981), chapter 2, entropy method, whose four aircraft the tests compute to the nine
decimals that the program pymcdm gives for them.
""",
)

test_examples = worked(SPEC)


def weights_of(*scores: list[float]) -> list[float]:
    children = tuple(f"n{number}" for number in range(len(scores)))
    there = scene(len(scores[0]), children=children, around=seen(scores=scores))
    found: list[float] = compute(Parameters(), there).tolist()
    return found


def test_the_aircraft_of_hwang_and_yoon() -> None:
    aircraft = [
        [2.0, 1500, 20000, 5.5, 5, 9],
        [2.5, 2700, 18000, 6.5, 3, 5],
        [1.8, 2000, 21000, 4.5, 7, 7],
        [2.2, 1800, 20000, 5.0, 5, 5],
    ]
    weights = weights_of(*(list(column) for column in zip(*aircraft, strict=True)))
    # pymcdm 1.4.0, entropy_weights.
    assert weights == pytest.approx(
        [0.064189735, 0.206088164, 0.013444591, 0.081325629, 0.358680024, 0.276271857], abs=6e-10
    )


def test_scores_that_nearly_agree_keep_their_digits() -> None:
    # For scores a little apart the divergence goes with the square of how far: 1 + e and 1 - e against 1 + 2e and
    # 1 - 2e are as 1 to 4, but for parts of the order of e squared.
    e = 1e-6
    near, far = weights_of([1 + e, 1 - e], [1 + 2 * e, 1 - 2 * e])
    assert math.isclose(far / near, 4, rel_tol=1e-9)


def test_no_units_and_an_only_child() -> None:
    assert compute(Parameters(), scene(0, children=("a", "b"))).shape == (2, 0)
    alone = scene(2, children=("a",), around=seen(scores=[[5.0, 5.0]]))
    assert np.array_equal(compute(Parameters(), alone), [1.0])
