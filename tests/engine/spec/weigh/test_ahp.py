"""Weights from comparing the children in pairs: the analytic hierarchy process."""

from __future__ import annotations

import datetime

import pytest

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps.weigh.ahp import Comparison, Parameters, check, check_children, compute, reasons
from tests.engine.scenes import POINTS, scene
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="weigh",
    method="ahp",
    what="""
Those who know say of every pair of children how many times as much the one matters as the other, from 1 (as much) to 9
(extremely more). The weights are the principal eigenvector of the table of these comparisons, found by power iteration
in a fixed order. The consistency ratio tells how far the comparisons contradict each other; above the limit in the text
the methodology is refused. Saaty's random indices of 1980 are taken: 0.58 for 3 children, then 0.90, 1.12, 1.24, 1.32,
1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59 for 15, which is the most that a dimension may have here.
""",
    formula="""
A w = λ w with the greatest λ, sum of w = 1, where A_ij says how many times as much i matters as j and A_ji = 1 / A_ij;
consistency ratio = ((λ − k) / (k − 1)) / random index of k, 0 for one or two children
""",
    parameters={
        "comparisons": "every pair of children once: `child` matters `times` (1 to 9) as much as `over`",
        "consistency_limit": "the highest consistency ratio allowed; Saaty allows 0.1",
        "source": "the document that holds the comparisons",
        "date": "the day of that document",
    },
    yaml="""
weigh:
  method: ahp
  comparisons:
    - {child: water, over: roads, times: 3}
  consistency_limit: 0.1
  source: "Minutes No. 7 of the expert commission"
  date: 2023-10-02
""",
    examples=[
        Example(
            title="Two children",
            given={},
            gives={"child": ["roads", "water"], "weight": [0.25, 0.75]},
            by_hand=(
                "Water matters 3 times as much: 1/4 and 3/4. Indeed the table [[1, 1/3], [3, 1]] turns (1/4, 3/4) into "
                "(1/2, 3/2), twice as much: λ = 2 = k, so the comparisons agree."
            ),
            says=(
                "water matters 3 times as much as roads (Minutes No. 7 of the expert commission).",
                "The consistency ratio of the comparisons is 0, within the limit 0.1.",
                "From all comparisons the weight of roads is 0.25.",
                "From all comparisons the weight of water is 0.75.",
            ),
        ),
    ],
    source="""
Saaty, T. L., The Analytic Hierarchy Process (1980); Saaty, T. L., Decision making with the analytic hierarchy process,
International Journal of Services Sciences 1 (2008), whose seven drinks the tests compute to the published digits (the
table, the weights and the ratio were compared with those that the tests of the program AHPy quote from the paper);
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6.
""",
)

test_examples = worked(SPEC)

DRINKS = ("coffee", "wine", "tea", "beer", "sodas", "milk", "water")
# Saaty 2008: which drink is consumed more in the United States; of each pair the greater first.
CONSUMED = """
coffee wine 9, coffee tea 5, coffee beer 2, coffee sodas 1, coffee milk 1, water coffee 2, tea wine 3, beer wine 9,
sodas wine 9, milk wine 9, water wine 9, beer tea 3, sodas tea 4, milk tea 3, water tea 9, sodas beer 2, milk beer 1,
water beer 3, sodas milk 2, water sodas 2, water milk 3
"""


def rule(text: str, limit: float = 0.1) -> Parameters:
    compared = [one.split() for one in text.split(",")]
    return Parameters(
        comparisons=tuple(Comparison(child, over, float(times)) for child, over, times in compared),
        consistency_limit=limit,
        source="source",
        date=datetime.date(2024, 1, 1),
    )


def test_the_drinks_of_saaty() -> None:
    there = scene(1, children=DRINKS)
    weights = compute(rule(CONSUMED), there)
    # Published: coffee .177, wine .019, tea .042, beer .116, sodas .190, milk .129, water .327, consistency ratio .022.
    assert weights.tolist() == pytest.approx([0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], abs=0.00051)
    assert weights.sum() == pytest.approx(1, abs=1e-15)
    told = reasons(rule(CONSUMED), there, weights, 0)
    assert told[len(told) - len(DRINKS) - 1].numbers["ratio"] == pytest.approx(0.022, abs=0.0005)


def test_comparisons_that_agree_give_their_ratios() -> None:
    # a : b : c = 6 : 3 : 1.5 = 4/7 : 2/7 : 1/7
    weights = compute(rule("a b 2, b c 2, a c 4", limit=0), scene(1, children=("c", "a", "b")))
    assert weights.tolist() == pytest.approx([1 / 7, 4 / 7, 2 / 7], abs=1e-15)


def test_comparisons_that_contradict_each_other_are_refused() -> None:
    # In a circle every child is as good as any: w = 1/3 each, and A w = (1 + 2 + 1/2) w, so the ratio is
    # ((3.5 - 3) / 2) / 0.58 = 0.25 / 0.58.
    circle = "a b 2, b c 2, c a 2"
    with pytest.raises(
        Refused, match=r"The consistency ratio of the comparisons is 0\.431034482759, above the limit 0"
    ):
        compute(rule(circle), scene(1, children=("a", "b", "c")))
    (flaw,) = check_children(rule(circle), ("a", "b", "c"))
    assert flaw.at == ("comparisons",)
    allowed = compute(rule(circle, limit=0.25 / 0.58), scene(1, children=("a", "b", "c")))
    assert allowed.tolist() == pytest.approx([1 / 3] * 3, abs=1e-15)


def test_an_only_child_needs_no_comparison() -> None:
    alone = Parameters(comparisons=(), consistency_limit=0.1, source="-", date=datetime.date(2024, 1, 1))
    assert compute(alone, scene(1, children=("a",))).tolist() == [1.0]


def test_what_cannot_stand_in_the_text() -> None:
    wrong = rule("a b 0.5, b a 10, a a 1, a d 2", limit=-1)
    assert [(flaw.what.in_language("en"), flaw.at) for flaw in check(wrong, POINTS)] == [
        ("The limit of the consistency ratio is −1.", ("consistency_limit",)),
        ("a is said to matter 0.5 times as much as b.", ("comparisons", 0, "times")),
        ("b is said to matter 10 times as much as a.", ("comparisons", 1, "times")),
    ]
    assert [(flaw.what.in_language("en"), flaw.at) for flaw in check_children(wrong, ("a", "b", "c"))] == [
        ("b and a are compared more than once.", ("comparisons", 1)),
        ("a is compared with itself.", ("comparisons", 2)),
        ("The comparisons name d, which is not a child of the dimension.", ("comparisons", 3, "over")),
        ("a and c are not compared.", ("comparisons",)),
        ("b and c are not compared.", ("comparisons",)),
    ]
    many = tuple(f"n{number}" for number in range(16))
    (flaw,) = check_children(wrong, many)
    assert flaw.what.in_language("en") == "The dimension has 16 children."
