"""The share of the target that is reached."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

LEFT = """
normalise: {method: target, target: target, outside: leave}
"""

SPEC = Spec(
    step="normalise",
    method="target",
    what="""
A value earns points by how much of the unit's own target it has reached, in percent; where a lower value is better (a
wait of at most ten days) the ratio is turned round. The target is a variable of the methodology, so that each target
has its observation, its ground and its source. The target reached earns all points of the scale. What is reached beyond
it may be held to limits (`cap`) or left, with more than all points (`leave`); a rule that takes something off for too
easy targets is an adjustment of the score. A unit without a target has no score.
""",
    formula="""
percent = 100 · value / target, and where a lower value earns more 100 · target / value, held to the cap if there is
one; score = points_low + percent / 100 · (points_high - points_low).
""",
    parameters={
        "target": "the variable that holds each unit's target, in the unit of measure of the indicator",
        "outside": (
            "an achievement beyond the limits of `cap` is moved to them (`cap`), or every achievement is left as it "
            "is (`leave`)"
        ),
        "cap": "`least_percent` and `most_percent` of the target, with source and date; only with `outside: cap`",
    },
    yaml="""
normalise:
  method: target
  target: target
  outside: cap
  cap: {least_percent: 0, most_percent: 120, source: "Order No. 12, annex 3", date: 2024-01-01}
""",
    examples=[
        Example(
            title="Reached in part, in full and beyond",
            given={
                "value": [60.0, 80.0, 88.0, 160.0, 7.0, None],
                "variable target": [80.0, 80.0, 80.0, 80.0, None, 5.0],
            },
            gives={"score": [75.0, 100.0, 110.0, 120.0, None, None]},
            by_hand="60 / 80 = 75 %; 80 / 80 = 100 %; 88 / 80 = 110 %; 160 / 80 = 200 %, which counts as 120 %.",
            says=("The value 60 is 75 % of the target 80: 75 points.",),
        ),
        Example(
            title="Capped",
            given={"value": [160.0], "variable target": [80.0]},
            gives={"score": [120.0]},
            by_hand="200 % counts as 120 %.",
            says=("The value 160 is 200 % of the target 80 and counts as 120 %: 120 points.",),
        ),
        Example(
            title="The degree of achievement of a memorandum",
            instead=LEFT,
            given={"value": [135.0, 90.0], "variable target": [100.0, 100.0]},
            gives={"score": [135.0, 90.0]},
            by_hand=(
                "1.35 of the plan, left as it is. The 0.2 that the order takes off beyond 1.3 is an adjustment of its"
                " own."
            ),
        ),
        Example(
            title="Less is better",
            better="lower",
            given={"value": [20.0, 8.0, 5.0], "variable target": [10.0, 10.0, 10.0]},
            gives={"score": [50.0, 120.0, 120.0]},
            by_hand="10 / 20 = 50 %; 10 / 8 = 125 %, which counts as 120 %.",
            says=("A lower value earns more: the target 10 is 50 % of the value 20: 50 points.",),
        ),
        Example(
            title="No share of such a target",
            given={"value": [5.0, 5.0, None, 5.0], "variable target": [0.0, 5.0, 0.0, -2.0]},
            by_hand="There is no share of 0 or of -2. Where there is no value, nothing is asked.",
            refused="The target is not above zero.",
            at=(0, 3),
        ),
        Example(
            title="A value below zero",
            given={"value": [5.0, -5.0], "variable target": [5.0, 5.0]},
            by_hand="-5 is no part of 5.",
            refused="The value is below zero.",
            at=(1,),
        ),
        Example(
            title="Nothing left, where less is better",
            better="lower",
            given={"value": [0.0, 4.0], "variable target": [5.0, 5.0]},
            by_hand="There is no ratio to 0.",
            refused="The value is not above zero.",
            at=(0,),
        ),
    ],
    source="""
Kazakhstan, order of 31.12.2015 No. 01-38.49: the score of a memorandum is the mean of actual / plan. Of published
numbers there is only the degree of 1.35 that the order names; no other was found.
""",
)

test_examples = worked(SPEC)
