"""The value in percent of the one before."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="normalise",
    method="ratio_to_previous",
    what="""
A value earns points by how it has changed since the period before, in percent; where a lower value is better the
ratio is turned round. A ratio beyond the two limits is moved to them. Who has no value for one of the two periods has
no score. There is no ratio to zero: a unit whose earlier value is zero is refused, and so is one whose value has become
zero where lower is better; such an indicator needs goalposts or a decision that excludes it. The Kazakh order treats
units whose last change was bad in another way, which is not published in full and is not part of this method;
ratio_of_changes is an unconfirmed reading of it.
""",
    formula="""
percent = 100 · value / previous, and where a lower value earns more 100 · previous / value, held to least_percent to
most_percent; score = points_low + (percent - least_percent) / (most_percent - least_percent) · (points_high -
points_low). With points from 0 to 200 and limits of 0 and 200 the score is the percent itself.
""",
    parameters={
        "least_percent": "a ratio below it counts as this much, and earns the fewest points",
        "most_percent": "a ratio above it counts as this much, and earns the most points",
        "source": "where the two limits are laid down",
        "date": "the day of that source",
    },
    yaml="""
normalise:
  method: ratio_to_previous
  least_percent: 0
  most_percent: 200
  source: "Order of 29.01.2020 No. 20-01-38.3"
  date: 2020-01-29
""",
    examples=[
        Example(
            title="Growth",
            given={"value": [60.0, 30.0, 7.0, None, 50.0, 0.0], "value 1 before": [50.0, 10.0, None, 5.0, 50.0, 8.0]},
            gives={"score": [60.0, 100.0, None, None, 50.0, 0.0]},
            by_hand=(
                "60 is 120 % of 50: 120 / 200 = 0.6. 30 is 300 % of 10 and counts as 200 %. No change is 100 %, which"
                " is half of 200."
            ),
            says=("The value 60 is 120 % of that of the period before, 50: 60 points.",),
        ),
        Example(
            title="The example of pandas",
            given={"value": [91.0, 85.0], "value 1 before": [90.0, 91.0]},
            gives={"score": [50.55555, 46.7033]},
            decimals=4,
            by_hand="""
The manual of pandas, at `Series.pct_change`, gives the changes of 90, 91, 85 as 0.011111 and -0.065934: 101.1111 % and
93.4066 % of what was before, of 200 %.
""",
        ),
        Example(
            title="Held to 200 percent",
            given={"value": [30.0], "value 1 before": [10.0]},
            gives={"score": [100.0]},
            by_hand="300 % counts as 200 %.",
            says=("The value 30 is 300 % of that of the period before, 10, and counts as 200 %: 100 points.",),
        ),
        Example(
            title="Less is better",
            better="lower",
            given={"value": [40.0, 50.0, 2.0], "value 1 before": [50.0, 20.0, 8.0]},
            gives={"score": [62.5, 20.0, 100.0]},
            by_hand="50 is 125 % of 40: 125 / 200 = 0.625. 20 is 40 % of 50. 8 is 400 % of 2 and counts as 200 %.",
            says=(
                "A lower value earns more: the value of the period before, 50, is 125 % of the value 40: 62.5 points.",
            ),
        ),
        Example(
            title="Nothing before",
            given={"value": [5.0, 5.0, None, 5.0], "value 1 before": [0.0, 5.0, 0.0, -1.0]},
            by_hand="There is no ratio to 0, and one to -1 says nothing. Where there is no value, nothing is asked.",
            refused="The value of the period before is not above zero.",
            at=(0, 3),
        ),
        Example(
            title="A value below zero",
            given={"value": [5.0, -5.0], "value 1 before": [5.0, 5.0]},
            by_hand="-5 is no part of 5.",
            refused="The value is below zero.",
            at=(1,),
        ),
        Example(
            title="Nothing left, where less is better",
            better="lower",
            given={"value": [0.0, 4.0], "value 1 before": [5.0, 5.0]},
            by_hand="There is no ratio to 0.",
            refused="The value is not above zero.",
            at=(0,),
        ),
    ],
    source="""
Kazakhstan, order of 29.01.2020 No. 20-01-38.3, on the assessment of achieving goals by outcomes: the index of an
indicator compares it with the year before and is held to 0 to 200 percent. The numbers here are worked by hand.
""",
)

test_examples = worked(SPEC)
