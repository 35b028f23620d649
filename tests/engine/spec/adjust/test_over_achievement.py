"""A plan exceeded by far earns less."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

YAML = """
adjust:
  - {method: over_achievement, above: 130, by: 20, source: "Order of 31.12.2015 No. 01-38.49", date: 2015-12-31}
"""

SPEC = Spec(
    step="adjust",
    method="over_achievement",
    what="""
An answer to targets that are set too low on purpose: a degree of achievement that lies far above the plan is reduced.
The score must be a degree of achievement, such as 100 times actual / plan with goalposts 0 and 100 left open (`outside:
leave`). Both numbers are in points of the methodology. Where the plan reached earns all points and no more, what is far
beyond it takes another rule: see [the cookbook](../cookbook.md#all-points-at-the-plan-fewer-far-beyond-it).
""",
    formula="adjusted = score - by where score > above, compared in 12 significant digits; else score",
    parameters={
        "above": "a score above it, in points, is reduced; a score of just so much is not",
        "by": "the points taken off",
        "source": "where the rule is laid down",
        "date": "of which day",
    },
    yaml=YAML,
    examples=[
        Example(
            title="The memorandum rule",
            given={"score": [135.0, 130.0, 130.1, 95.0, None]},
            gives={"adjusted": [115.0, 130.0, 110.1, 95.0, None]},
            by_hand=(
                "1.35 of the plan becomes 1.15, as the order says: 135 - 20 = 115. Exactly 30 % above is not more than "
                "30 % above. 130.1 - 20 = 110.1, less than 130 earns: whoever plans honestly is better off."
            ),
            says=(
                "The score of 135 lies above 130: the plan was too low, 20 points are taken off and 115 remain "
                "(Order of 31.12.2015 No. 01-38.49).",
            ),
        ),
        Example(
            title="The last digit decides nothing",
            instead="""
adjust:
  - {method: over_achievement, above: 0.3, by: 0.2, source: "Order No. 14", date: 2024-01-01}
""",
            given={"score": [0.1 + 0.2, 0.300001]},
            gives={"adjusted": [0.3, 0.100001]},
            by_hand="0.1 + 0.2 is 0.3 in its first twelve digits, which does not lie above 0.3.",
            says=("The score of 0.3 does not lie above 0.3 and stays as it is (Order No. 14).",),
        ),
    ],
    source=(
        "Order of 31.12.2015 No. 01-38.49 (Kazakhstan), memorandum of an oblast: more than 30 % above plan, the degree "
        "of achievement is reduced by 0.2 (1.35 becomes 1.15)."
    ),
)

test_examples = worked(SPEC)
