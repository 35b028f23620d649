"""The points of the step that a value stands on."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

HYGIENE = """
normalise:
  method: steps_of_points
  on_threshold: lower
  dated:
    - from: 2010-11-30
      source: "Food Standards Agency, Food Hygiene Rating Scheme, guidance for local authorities"
      points_below: 5
      steps:
        - {threshold: 15, points: 4}
        - {threshold: 20, points: 3}
        - {threshold: 30, points: 2}
        - {threshold: 40, points: 1}
        - {threshold: 50, points: 0}
"""

SPEC = Spec(
    step="normalise",
    method="steps_of_points",
    what="""
A value earns the points of the step that it stands on, as acts often say: from 70 percent on 50 points, from 90 on 100.
Between two thresholds nothing changes; whoever wants every percent to count takes goalposts. The points usually rise
or fall with the value; they may also have their best in the middle. Points that only ever move against what the
indicator calls better are refused.
""",
    formula="""
score = points of the last step whose threshold the value has passed, or points_below if it has passed none; passed
means value ≥ threshold (`on_threshold: upper`) or value > threshold (`on_threshold: lower`), in 12 significant digits.
""",
    parameters={
        "on_threshold": (
            "where a value belongs that is exactly a threshold: to the step that begins there (`upper`), "
            "or to the one that ends there (`lower`)"
        ),
        "dated": (
            "steps with the day from which they hold and their source: `points_below`, the points of values below the "
            "first threshold, and `steps`, each with its `threshold` and its `points`, by rising thresholds"
        ),
    },
    yaml="""
normalise:
  method: steps_of_points
  on_threshold: upper
  dated:
    - from: 2023-01-01
      source: "Order No. 12, annex 2"
      points_below: 0
      steps:
        - {threshold: 60, points: 40}
        - {threshold: 80, points: 100}
    - from: 2024-01-01
      source: "Order No. 31, annex 2"
      points_below: 0
      steps:
        - {threshold: 70, points: 50}
        - {threshold: 90, points: 100}
""",
    examples=[
        Example(
            title="A threshold reached",
            given={"value": [89.9, 70.0, 69.9, 90.0, 400.0, 69.99999999999999, None]},
            gives={"score": [50.0, 50.0, 0.0, 100.0, 100.0, 50.0, None]},
            by_hand="70 reaches the first threshold, and so does what is 70 in its first twelve digits; 69.9 does not.",
            says=("The value 89.9 has reached 70 and lies below 90: 50 points.",),
        ),
        Example(
            title="The steps of the year before",
            period="2023",
            given={"value": [70.0, 59.0]},
            gives={"score": [40.0, 0.0]},
            by_hand="On 31 December 2023 the first row is in force: 70 has reached 60.",
        ),
        Example(
            title="Food hygiene ratings in the United Kingdom",
            instead=HYGIENE,
            better="lower",
            given={"value": [15.0, 0.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 55.0]},
            gives={"score": [5.0, 5.0, 4.0, 3.0, 3.0, 2.0, 2.0, 1.0, 1.0, 0.0]},
            by_hand=(
                "The scheme turns the total score of an inspection into a rating: 0 to 15 is 5, 20 is 4, 25 to 30 is 3,"
                " 35 to 40 is 2, 45 to 50 is 1, above 50 is 0. (It also limits each single score, which is a rule of"
                " its own.)"
            ),
            says=("The value 15 is not above 15: 5 points.",),
        ),
        Example(
            title="Above the last threshold",
            instead=HYGIENE,
            better="lower",
            given={"value": [55.0]},
            gives={"score": [0.0]},
            by_hand="55 is above 50.",
            says=("The value 55 is above 50: 0 points.",),
        ),
        Example(
            title="Points against what is better",
            better="lower",
            given={"value": [50.0, 80.0]},
            by_hand="The points rise with the value, and a lower value should earn more.",
            refused="The points of the steps go against what is better.",
        ),
        Example(
            title="No steps yet",
            period="2022",
            given={"value": [50.0]},
            by_hand="The first row holds from 2023.",
            refused="No steps of points are in force on 2022-12-31.",
        ),
    ],
    source="""
Food Standards Agency (United Kingdom), Food Hygiene Rating Scheme, guidance for local authorities: how a total score
becomes a rating.
""",
)

test_examples = worked(SPEC)
