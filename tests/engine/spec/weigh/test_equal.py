"""Every child weighs the same."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="weigh",
    method="equal",
    what=(
        "Every child of a dimension weighs the same. How many indicators a theme is split into then "
        "decides how much each weighs."
    ),
    formula="weight = 1 / number of children",
    parameters={},
    yaml="weigh: {method: equal}",
    examples=[
        Example(
            title="Two children",
            given={},
            gives={"child": ["roads", "water"], "weight": [0.5, 0.5]},
            by_hand="""
1 / 2. So in the ASEM index of the Joint Research Centre of the European Commission: Kazakhstan's connectivity of
31.26665889 and sustainability of 46.78589621 are published with the index 39.02627755, half of the one and half of the
other.
""",
            says=("Each of the children (2) weighs the same: 0.5.",),
        ),
    ],
    source="OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6.",
)

test_examples = worked(SPEC)
