"""The ends of the scale for yes and no."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="normalise",
    method="yes_no",
    what="""
A requirement is met or it is not: 1 in the data is yes, 0 is no, and anything else is refused with the units that gave
it. Yes earns the most points of the scale and no the fewest; where a lower value is better (a roof that leaks) it is
the other way round. A question that was not answered is missing, not no.
""",
    formula="""
score = points_high where the value is 1 and points_low where it is 0; where a lower value earns more, points_low where
it is 1 and points_high where it is 0.
""",
    parameters={},
    yaml="normalise: {method: yes_no}",
    examples=[
        Example(
            title="Yes is good",
            given={"value": [1.0, 0.0, None]},
            gives={"score": [100.0, 0.0, None]},
            by_hand="1 has all points, 0 has none.",
            says=("The value 1 means yes: 100 points.",),
        ),
        Example(
            title="Yes is bad",
            better="lower",
            given={"value": [0.0, 1.0]},
            gives={"score": [100.0, 0.0]},
            by_hand="0 has all points, 1 has none.",
            says=("The value 0 means no: 100 points.",),
        ),
        Example(
            title="Neither yes nor no",
            given={"value": [1.0, 2.0, 0.5, None, -1.0, 0.0]},
            by_hand="2, 0.5 and -1 are no answers.",
            refused="The value is neither 0 nor 1.",
            at=(1, 2, 4),
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5, categorical scale: a category such as “fully
achieved” or “not achieved” is given its score. No published example was found: the results follow by hand from the
rule.
""",
)

test_examples = worked(SPEC)
