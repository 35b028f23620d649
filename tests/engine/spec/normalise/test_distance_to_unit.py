"""The share of the value of a named unit that is reached."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

RULE = """
normalise:
  method: distance_to_unit
  unit: KZ-75
  points: 50
  source: "Invented for the manual"
  date: 2024-01-01
"""
FOUR = ["KZ-11", "KZ-47", "KZ-62", "KZ-75"]

SPEC = Spec(
    step="normalise",
    method="distance_to_unit",
    what="""
A value earns points by the share of a named unit's value that it reaches: the capital, the neighbour, the whole country
where that is assessed too. The reference unit itself earns `points`; who does better earns more, and nothing holds the
score within the points of the methodology. The values need a natural zero, as counts, lengths and times have. The
reference unit must be assessed in the period and have a value above zero, else nothing is scored; when it grows better,
everybody else falls.
""",
    formula="""
share = value / reference, and where a lower value earns more reference / value; score = points_low + share · (points -
points_low).
""",
    parameters={
        "unit": "the id of the unit whose value is the reference",
        "points": "what the reference unit earns, within the points of the methodology",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml=RULE,
    examples=[
        Example(
            title="Measured by KZ-75",
            given={"value": [9.0, 15.0, None, 12.0], "unit": FOUR},
            gives={"score": [37.5, 62.5, None, 50.0]},
            by_hand="9 / 12 = 0.75, of 50 points 37.5; 15 / 12 = 1.25.",
            says=(
                "The value 9, divided by the value 12 of the reference unit KZ-75, gives 0.75. The reference earns 50 "
                "points, zero would earn 0: 37.5 points.",
            ),
        ),
        Example(
            title="Less is better",
            better="lower",
            given={"value": [20.0, 8.0, 40.0, 10.0], "unit": FOUR},
            gives={"score": [25.0, 62.5, 12.5, 50.0]},
            by_hand="10 / 20 = 0.5; 10 / 8 = 1.25; 10 / 40 = 0.25.",
            says=(
                "The value 10 of the reference unit KZ-75, divided by the value 20, gives 0.5. The reference earns 50 "
                "points, and the greater a value, the nearer it comes to 0: 25 points.",
            ),
        ),
        Example(
            title="The reference unit is not there",
            given={"value": [9.0, 15.0], "unit": FOUR[:2]},
            by_hand="KZ-75 is not among the units of the period, or is of a kind that is not assessed.",
            refused="The reference unit KZ-75 is not assessed in this period.",
        ),
        Example(
            title="The reference unit has no value",
            given={"value": [9.0, 15.0, 3.0, None], "unit": FOUR},
            by_hand="What is missing is no yardstick.",
            refused="The reference unit KZ-75 has no value above zero.",
        ),
        Example(
            title="Nobody has a value",
            given={"value": [None, None], "unit": FOUR[:2]},
            gives={"score": [None, None]},
            by_hand="There is nothing to be measured, so no yardstick is asked for.",
        ),
        Example(
            title="A reference of zero",
            given={"value": [9.0, 15.0, 3.0, 0.0], "unit": FOUR},
            by_hand="9 / 0 is no share.",
            refused="The reference unit KZ-75 has no value above zero.",
        ),
        Example(
            title="A value below zero",
            given={"value": [9.0, -15.0, 0.0, 12.0], "unit": FOUR},
            by_hand="-15 / 12 is no share; 0 / 12 would be.",
            refused="The value is below zero.",
            at=(1,),
        ),
        Example(
            title="Zero where less is better",
            better="lower",
            given={"value": [9.0, -15.0, 0.0, 12.0], "unit": FOUR},
            by_hand="12 / 0 is no share.",
            refused="The value is not above zero, and the score divides by it.",
            at=(1, 2),
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5: distance to a reference. No published example
was found: the numbers follow by hand from the formula.
""",
)

test_examples = worked(SPEC)
