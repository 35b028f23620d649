"""What is missing stays missing."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="missing",
    method="leave",
    what="""
At an indicator: a missing value is not filled in, so there is no score. At a dimension: there is a score only if every
child that should count has one.
A child that does not apply, or that a decision excludes (status X), is not one that should count: its weight goes to
the others.
""",
    formula=(
        "At a dimension: weight_i = w_i / (sum of w over the children with a score), if every child that "
        "should count has a score; else no score, reason `missing`."
    ),
    parameters={},
    yaml="missing: {method: leave}",
    examples=[
        Example(
            title="At an indicator",
            given={"value": [None, 3.5]},
            gives={"filled": [None, 3.5]},
            by_hand="Nothing is filled in.",
            says=("There is no value, and the methodology does not fill it in.",),
        ),
        Example(
            title="No Human Development Index without income",
            given={
                "roads score": [75.942, 81.976],
                "roads weight": [0.5, 0.5],
                "water score": [82.752, None],
                "water weight": [0.5, 0.5],
            },
            gives={
                "roads effective weight": [0.5, 0.0],
                "water effective weight": [0.5, 0.0],
                "reason": ["", "missing"],
            },
            by_hand="""
Health (here roads) and income (water) of Kazakhstan and of the Democratic People's Republic of Korea in 2021. The Human
Development Report 2021/22 knows how long people live there (73.2845 years), not their income, and gives no index.
""",
        ),
        Example(
            title="At a dimension",
            given={
                "roads score": [80.0, 60.0, None],
                "roads weight": [0.75, 0.75, 0.75],
                "roads wanted": ["yes", "yes", "no"],
                "water score": [40.0, None, 50.0],
                "water weight": [0.25, 0.25, 0.25],
            },
            gives={
                "roads effective weight": [0.75, 0.0, 0.0],
                "water effective weight": [0.25, 0.0, 1.0],
                "reason": ["", "missing", ""],
            },
            by_hand=(
                "In the second row the score of water is missing, so there is none. In the third a "
                "decision excludes roads: 0.25 / 0.25 = 1."
            ),
            says=("Every child that should count has a score (2).",),
        ),
    ],
    source="The rule of this system: what is missing stays missing unless the methodology says otherwise.",
)

test_examples = worked(SPEC)
