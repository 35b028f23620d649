"""Experts or bodies share out a budget of points among the children; the weights are the means."""

from __future__ import annotations

import datetime

import pytest

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps.weigh.budget_allocation import (
    Allocation,
    Parameters,
    by_expert,
    check,
    check_children,
    compute,
)
from tests.engine.scenes import POINTS, scene
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="weigh",
    method="budget_allocation",
    what="""
Every named expert or body had the same number of points to share out among the children, more for what matters more.
A child's weight is its mean share. Every expert names every child, if only with 0, and no other; the points of each
make the stated total in 12 significant digits; a child that nobody gives any points is refused.
""",
    formula="weight_i = (points of i from all experts) / (number of experts × total)",
    parameters={
        "total": "the points that each had to share out, above 0",
        "experts": "who shared out: `expert`, the name of a person or body, and `points` of each child",
        "source": "the document that holds the points",
        "date": "the day of that document",
    },
    yaml="""
weigh:
  method: budget_allocation
  total: 100
  experts:
    - {expert: "Academy of Sciences", points: {roads: 60, water: 40}}
    - {expert: "Union of Cities", points: {roads: 25, water: 75}}
    - {expert: "Council of Elders", points: {roads: 50, water: 50}}
  source: "Minutes No. 3 of the expert commission"
  date: 2023-11-20
""",
    examples=[
        Example(
            title="Three bodies",
            given={},
            gives={"child": ["roads", "water"], "weight": [0.45, 0.55]},
            by_hand="Roads got 60 + 25 + 50 = 135 of 3 · 100 = 300 points, water 40 + 75 + 50 = 165: 0.45 and 0.55.",
            says=(
                "roads got 135 points from all experts (3), each of whom had 100 to give: the weight is 0.45.",
                "water got 165 points from all experts (3), each of whom had 100 to give: the weight is 0.55.",
            ),
        ),
        Example(
            title="Ten points, and one expert to whom only water matters",
            given={},
            instead="""
weigh:
  method: budget_allocation
  total: 10
  experts:
    - {expert: "First", points: {roads: 0, water: 10}}
    - {expert: "Second", points: {roads: 2.5, water: 7.5}}
  source: "Minutes No. 4"
  date: 2023-11-21
""",
            gives={"child": ["roads", "water"], "weight": [0.125, 0.875]},
            by_hand="2.5 / 20 and 17.5 / 20.",
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, budget allocation process. No published example
was found: the numbers follow by hand from the formula.
""",
)

test_examples = worked(SPEC)

CHILDREN = ("roads", "water")


def rule(*experts: tuple[str, dict[str, float]], total: float = 100) -> Parameters:
    return Parameters(total, tuple(Allocation(*one) for one in experts), "source", datetime.date(2024, 1, 1))


def test_points_must_sum_to_the_total() -> None:
    found = check(rule(("A", {"roads": 60, "water": 39}), ("A", {"roads": 120, "water": -20})), POINTS)
    assert [(flaw.what.in_language("en"), flaw.at) for flaw in found] == [
        ("The points of «A» sum to 99 instead of 100.", ("experts", 0, "points")),
        ("«A» stands in the list of experts twice.", ("experts", 1, "expert")),
        ("«A» gives water −20 points.", ("experts", 1, "points", "water")),
    ]
    tenths = rule(("A", {"roads": 0.1, "water": 0.2}), total=0.3)
    assert list(check(tenths, POINTS)) == []
    assert [flaw.at for flaw in check(rule(("A", {"roads": 0, "water": 0}), total=0), POINTS)] == [("total",)]


def test_points_must_be_those_of_the_children() -> None:
    strange = rule(("A", {"roads": 60, "wind": 40}), ("B", {"roads": 100, "water": 0}))
    told = [
        ("«A» says nothing of the child water.", ("experts", 0, "points")),
        ("«A» gives points to wind, which is not a child of the dimension.", ("experts", 0, "points", "wind")),
    ]
    assert [(flaw.what.in_language("en"), flaw.at) for flaw in check_children(strange, CHILDREN)] == told
    with pytest.raises(Refused) as caught:
        compute(strange, scene(1, children=CHILDREN))
    assert [fault.what.in_language("en") for fault in caught.value.faults] == [what for what, _ in told]
    unwanted = rule(("A", {"roads": 100, "water": 0}))
    (flaw,) = check_children(unwanted, CHILDREN)
    assert flaw.what.in_language("en") == "No expert gives the child water any points."


def test_what_each_expert_alone_would_have_the_children_weigh() -> None:
    there = by_expert(rule(("A", {"roads": 30, "water": 10}), ("B", {"water": 40, "roads": 0}), total=40))
    assert {child: weights.tolist() for child, weights in there.items()} == {"roads": [0.75, 0.0], "water": [0.25, 1.0]}
