"""The value in percent of the one before; after a bad change, the change before that in percent of it."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

UNCONFIRMED = (
    "This rule is unconfirmed: the order says that after a bad change |t - (t-1)| is compared with |(t-1) - (t-2)|, "
    "but its exact formula is not known, and what is computed here is a reading of it."
)
YAML = """
normalise:
  method: ratio_of_changes
  least_percent: 0
  most_percent: 200
  source: "Order of 29.01.2020 No. 20-01-38.3"
  date: 2020-01-29
"""

SPEC = Spec(
    step="normalise",
    method="ratio_of_changes",
    what="""
UNCONFIRMED. The Kazakh order on outcomes compares an indicator with the year before; where its last change was bad, it
compares |t - (t-1)| with |(t-1) - (t-2)|, the last change with the one before it, over three periods. How it does so is
not published: what is computed here is our reading, and no official score may rest on it. A methodology that is in
force (standing: official) is refused as long as `confirmed_by` does not name the act and the point that confirm the
formula; illustrations load, and their pages and every explanation say that the rule is unconfirmed.

The reading: as long as the value has not become worse, its ratio to the period before counts, as in ratio_to_previous.
Where it has, it earns the more the smaller the fall is beside the change of the year before, whichever way that one
went; and never more than 100 percent, which is what standing still earns, so that a small fall is not better than
none. After a year without any change every fall comes to 0 percent. Nobody divides by zero: a fall is never zero. Who
has no value for this period or the one before has no score; after a bad change the period before that is needed too.
Where the value has not become worse, what ratio_to_previous refuses is refused here too: a ratio to zero or less.
""",
    formula="""
not worse: percent = 100 · value / previous, and where a lower value earns more 100 · previous / value, held to
least_percent to most_percent; worse (in 12 significant digits): percent = 100 · |previous - before| / |value -
previous|, before being the value two periods back, held to least_percent to 100; score = points_low + (percent -
least_percent) / (most_percent - least_percent) · (points_high - points_low).
""",
    parameters={
        "least_percent": "a ratio below it counts as this much, and earns the fewest points; below 100",
        "most_percent": "a ratio above it counts as this much, and earns the most points; 100 or more",
        "source": "where the two limits are laid down",
        "date": "the day of that source",
        "confirmed_by": "the act and the point that confirm the formula, once known; without it no official use",
    },
    yaml=YAML,
    examples=[
        Example(
            title="A fall beside the change before it",
            given={
                "value": [10.0, 35.0, 60.0, 45.0, 50.0, 45.0, 45.0, None],
                "value 1 before": [30.0, 40.0, 50.0, 50.0, 50.0, 50.0, None, 50.0],
                "value 2 before": [20.0, 50.0, 70.0, 50.0, None, None, 50.0, 50.0],
            },
            gives={"score": [25.0, 50.0, 60.0, 0.0, 50.0, None, None, None]},
            by_hand=(
                "30 to 10 is a fall of 20, after a rise of 10: 50 %, a quarter of 200. 40 to 35 is a fall of 5 after"
                " one of 10: 200 %, but no more than 100 % after a fall, half of 200. 50 to 60 is no fall: 120 %. 50 to"
                " 45 after no change: 0 %. 50 to 50 is no change: 100 %, and the period before that is not asked for;"
                " for a fall it is."
            ),
            says=(
                UNCONFIRMED,
                (
                    "The value 10 is worse than that of the period before, 30, by 20; the change before that, from 20, "
                    "was 10, which is 50 % of it: 25 points."
                ),
            ),
        ),
        Example(
            title="A small fall",
            given={"value": [49.0], "value 1 before": [50.0], "value 2 before": [45.0]},
            gives={"score": [50.0]},
            by_hand="5 beside 1 is 500 %, and counts as 100 %.",
            says=(
                UNCONFIRMED,
                (
                    "The value 49 is worse than that of the period before, 50, by 1; the change before that, from 45, "
                    "was 5, which is 500 % of it and counts as 100 %: 50 points."
                ),
            ),
        ),
        Example(
            title="Less is better",
            better="lower",
            given={
                "value": [40.0, 28.0, 2.0],
                "value 1 before": [50.0, 20.0, 8.0],
                "value 2 before": [50.0, 26.0, 8.0],
            },
            gives={"score": [62.5, 37.5, 100.0]},
            by_hand=(
                "50 is 125 % of 40. 20 to 28 is worse by 8, after a change of 6: 75 %. 8 is 400 % of 2 and counts as"
                " 200 %."
            ),
            says=(
                UNCONFIRMED,
                "A lower value earns more: the value of the period before, 50, is 125 % of the value 40: 62.5 points.",
            ),
        ),
        Example(
            title="Confirmed",
            instead=YAML + '  confirmed_by: "Order No. 14, point 7"\n',
            given={"value": [10.0], "value 1 before": [30.0], "value 2 before": [20.0]},
            gives={"score": [25.0]},
            by_hand="The same numbers, without the caution. (The order named here is invented.)",
            says=(
                (
                    "The value 10 is worse than that of the period before, 30, by 20; the change before that, from 20, "
                    "was 10, which is 50 % of it: 25 points."
                ),
            ),
        ),
        Example(
            title="Nothing before",
            given={"value": [5.0, -5.0], "value 1 before": [0.0, 0.0], "value 2 before": [1.0, 4.0]},
            by_hand="5 is no fall from 0, and there is no ratio to 0; -5 is a fall of 5 after one of 4.",
            refused="The value of the period before is not above zero.",
            at=(0,),
        ),
    ],
    source="""
Kazakhstan, order of 29.01.2020 No. 20-01-38.3, on the assessment of achieving goals by outcomes: that two changes are
compared where the last was bad. The formula is a reading of it and not confirmed. No published example was found: the
numbers follow by hand from the formula.
""",
)

test_examples = worked(SPEC)
