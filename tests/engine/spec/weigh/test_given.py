"""The weights are given, and may change with time."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="weigh",
    method="given",
    what="""
Every child has the weight that the methodology gives it, from a day on. Those in force on the last day of the period
count. Every child must be named,
and no other; each weight is above 0, and together they make 1.
""",
    formula="weight_i = w_i / (sum of w), which is w_i itself where they make 1 exactly",
    parameters={"dated": "sets of weights with the day from which they hold, each with its source"},
    yaml="""
weigh:
  method: given
  dated:
    - {from: 2020-01-01, weights: {roads: 0.75, water: 0.25}, source: "Order No. 5"}
    - {from: 2024-07-01, weights: {roads: 0.4, water: 0.6}, source: "Order No. 9"}
""",
    examples=[
        Example(
            title="In 2023",
            period="2023",
            given={},
            gives={"child": ["roads", "water"], "weight": [0.75, 0.25]},
            by_hand="On 31 December 2023 the first set is in force.",
            says=(
                "The weight of roads is 0.75, from 2020-01-01 on (Order No. 5).",
                "The weight of water is 0.25, from 2020-01-01 on (Order No. 5).",
            ),
        ),
        Example(
            title="In 2024",
            given={},
            gives={"child": ["roads", "water"], "weight": [0.4, 0.6]},
            by_hand="On 31 December 2024 the second set is in force.",
        ),
        Example(
            title="Before the first set",
            period="2019",
            given={},
            by_hand="No set holds yet.",
            refused="No weights are in force on 2019-12-31.",
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6. No published example was found: the results
follow by hand from the rule.
""",
)

test_examples = worked(SPEC)
