"""Weights by which children are as important as wanted."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps.weigh.optimised import Parameters, Wanted, check_children, compute
from tests.engine.scenes import scene, seen
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="weigh",
    method="optimised",
    what="""
A weight is not an importance: by equal weights a child that varies more, or that others follow, decides more. Here the
methodology says how important each child is to be, and the weights follow. Importance is the correlation of the child's
scores with the weighted sum of all, or the square of it, as a share of that of all children. Only the units that have a
score of every child are looked at; one weight holds for everybody. The importance is that within an arithmetic mean of
these children; by another aggregation, or where children are missing, it is another. Refused where no weights above
zero give what is wanted (then it says what each child would have to weigh), where a child's scores follow from those of
others or are all the same, and where fewer than two units have all scores. An only child weighs 1.
""",
    formula="""
R · u = s, weight_i = (u_i / σ_i) / (sum of these), with the correlations R and the standard deviations σ of the
children's scores, and s_i = t_i (`correlation`) or √t_i (`squared_correlation`), where t_i is the wanted share
""",
    parameters={
        "measure": (
            "what importance is: `correlation`, that with the weighted sum; `squared_correlation`, the square of it"
        ),
        "wanted": (
            "`importance`: the share of all importance that each child is to have; above 0, together 1; `source` and "
            "`date`: who decided it, and when"
        ),
    },
    yaml="""
weigh:
  method: optimised
  measure: correlation
  wanted: {importance: {roads: 0.56, water: 0.44}, source: "Order No. 9", date: 2024-01-01}
""",
    examples=[
        Example(
            title="Two children that follow each other, and a unit without water",
            given={
                "roads score": [55.0, 55.0, 45.0, 45.0, 10.0],
                "water score": [57.0, 49.0, 51.0, 43.0, None],
            },
            gives={"child": ["roads", "water"], "weight": [0.74, 0.26]},
            by_hand="""
Both have σ = 5, and r = (35 − 5 − 5 + 35) / 100 = 0.6. u + 0.6 v = 0.56 and 0.6 u + v = 0.44 give u = (0.56 − 0.264) /
0.64, v = (0.44 − 0.336) / 0.64, which is 0.74 to 0.26. Then roads have the covariance 0.74 + 0.6 · 0.26 = 0.896 with
the sum and water 0.6 · 0.74 + 0.26 = 0.704 (times 25): 0.56 to 0.44. The sum has σ = √0.84608 (times 5).
""",
            says=(
                "roads is to have the share 0.56 of the importance. By the weight 0.74 its correlation with the "
                "weighted sum over the units (4) is 0.974097200243, the share 0.56 of the sum of all 1.73945928615.",
                "water is to have the share 0.44 of the importance. By the weight 0.26 its correlation with the "
                "weighted sum over the units (4) is 0.765362085905, the share 0.44 of the sum of all 1.73945928615.",
            ),
        ),
        Example(
            title="Squares, of children that have nothing in common",
            instead="""
weigh:
  method: optimised
  measure: squared_correlation
  wanted: {importance: {roads: 0.8, water: 0.2}, source: "Order No. 9", date: 2024-01-01}
""",
            given={"roads score": [11.0, 11.0, 9.0, 9.0], "water score": [12.0, 8.0, 12.0, 8.0]},
            gives={"child": ["roads", "water"], "weight": [0.8, 0.2]},
            by_hand="""
r = 0, so u is √0.8 to √0.2, or 2 to 1; σ is 1 and 2: 2/1 to 1/2 is 0.8 to 0.2. The sum then varies by 0.64 + 0.04 · 4 =
0.8, of which roads make 0.64 and water 0.16: 0.8 and 0.2.
""",
        ),
        Example(
            title="An importance that no weights give",
            instead="""
weigh:
  method: optimised
  measure: correlation
  wanted: {importance: {roads: 0.8, water: 0.2}, source: "Order No. 9", date: 2024-01-01}
""",
            given={"roads score": [55.0, 55.0, 45.0, 45.0], "water score": [57.0, 49.0, 51.0, 43.0]},
            by_hand="""
Even by roads alone water has 0.6 of roads' correlation, 0.375 of both. u is 0.8 − 0.12 to 0.2 − 0.48, or 0.68 to −0.28,
which is 1.7 to −0.7.
""",
            refused="To be as important as wanted, water would have to weigh \N{MINUS SIGN}0.7.",
        ),
        Example(
            title="Two children that say the same",
            given={"roads score": [10.0, 20.0, 40.0], "water score": [5.0, 10.0, 20.0]},
            by_hand="Water is half of roads everywhere.",
            refused="The scores of water follow from those of the children before it.",
        ),
    ],
    source="""
Becker, W., Saisana, M., Paruolo, P., Vandecasteele, I., Weights and importance in composite indicators: Closing the
gap, Ecological Indicators 80 (2017), pages 12 to 22; COINr, get_opt_weights, whose measure is `correlation`. Both look
for the weights step by step; of a weighted sum they follow from one system of equations. No published example was
found: the numbers follow by hand from the formula.
""",
)

test_examples = worked(SPEC)


def rule(importance: dict[str, float], measure: str = "squared_correlation") -> Parameters:
    return Parameters(measure=measure, wanted=Wanted(importance, "-", date(2024, 1, 1)))  # type: ignore[arg-type]


def weights_of(scores: Any, parameters: Parameters) -> Any:
    children = tuple(parameters.wanted.importance)
    return compute(parameters, scene(len(scores[0]), children=children, around=seen(scores=scores)))


@pytest.mark.parametrize("measure", ["correlation", "squared_correlation"])
def test_the_weighted_sum_has_the_correlations_that_were_wanted(measure: str) -> None:
    """By NumPy's own correlations of the weighted sum."""
    chance = np.random.default_rng(11)
    common = chance.normal(50, 10, 200)
    scores = np.array([common + chance.normal(0, spread, 200) for spread in (8, 10, 12, 14)])
    wanted = {"a": 0.3, "b": 0.25, "c": 0.25, "d": 0.2}
    weights = weights_of(scores.tolist(), rule(wanted, measure))
    found = np.corrcoef(np.vstack([(weights[:, None] * scores).sum(axis=0), scores]))[0, 1:]
    importance = found**2 if measure == "squared_correlation" else found
    assert importance / importance.sum() == pytest.approx(list(wanted.values()), rel=1e-10)
    assert weights.sum() == pytest.approx(1, rel=1e-14)
    assert (weights > 0).all()


def test_as_important_as_by_equal_weights_is_equal_weights() -> None:
    scores = np.random.default_rng(12).normal(50, 10, (3, 50))
    found = np.corrcoef(np.vstack([scores.sum(axis=0), scores]))[0, 1:]
    shares = dict(zip("abc", (found / found.sum()).tolist(), strict=True))
    assert weights_of(scores.tolist(), rule(shares, "correlation")) == pytest.approx([1 / 3] * 3, rel=1e-10)


def test_every_child_out_of_reach_is_named() -> None:
    """The second and the third are the first with little of their own, and are to be of no importance."""
    own = [[1.0, 1, -1, -1, 1, 1, -1, -1], [1.0, -1, 1, -1, 1, -1, 1, -1], [1.0, -1, -1, 1, -1, 1, 1, -1]]
    scores = [
        own[0],
        [a + b / 2 for a, b in zip(own[0], own[1], strict=True)],
        [a + c / 2 for a, c in zip(own[0], own[2], strict=True)],
    ]
    with pytest.raises(Refused) as caught:
        weights_of(scores, rule({"a": 0.9, "b": 0.05, "c": 0.05}))
    assert [fault.what.said["child"] for fault in caught.value.faults] == ["b", "c"]


def test_importance_is_that_of_the_children() -> None:
    flaws = list(check_children(rule({"a": 0.5, "c": 0.5}), ("a", "b")))
    assert [flaw.at for flaw in flaws] == [("wanted", "importance"), ("wanted", "importance", "c")]
    with pytest.raises(Refused) as caught:
        compute(rule({"a": 0.5, "c": 0.5}), scene(2, children=("a", "b")))
    for lang in ("kk", "ru"):
        told = [part.in_language(lang) for fault in caught.value.faults for part in (fault.what, fault.why, fault.mend)]
        assert not set(told) & {part.in_language("en") for flaw in flaws for part in (flaw.what, flaw.why, flaw.mend)}


def test_no_units_and_an_only_child() -> None:
    assert compute(rule({"a": 0.5, "b": 0.5}), scene(0, children=("a", "b"))).shape == (2, 0)
    alone = scene(2, children=("a",), around=seen(scores=[[5.0, 5.0]]))
    assert np.array_equal(compute(rule({"a": 1.0}), alone), [1.0])
