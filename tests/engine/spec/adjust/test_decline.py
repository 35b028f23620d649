"""A lasting decline costs points."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

YAML = """
adjust:
  - {method: decline, periods: 2, points: 10, missing: pass, source: "Order No. 14, section 7", date: 2024-01-01}
"""
COLUMNS = ("value 0 before", "value 1 before", "value 2 before")

SPEC = Spec(
    step="adjust",
    method="decline",
    what="""
Takes points off the score of an indicator whose own value has declined so many periods running. The value is what the
formula gives in each period, before any rule for missing data. A value declines where it moves towards what earns fewer
points; standing still is no decline. Data must reach so many periods back: what is missing passes for no decline, or
counts as one, as `missing` says. No score falls below the least points of the scale. Only at an indicator.
""",
    formula="""
adjusted = max(score - points, points_low) where the value of this period and of each of the periods - 1 before it is
worse than the one before it, compared in 12 significant digits; else score
""",
    parameters={
        "periods": "how many times running the value must have declined, 1 to 10",
        "points": "the points that this costs",
        "missing": "a value that is not known passes for no decline (`pass`) or counts as one (`fail`)",
        "source": "where the rule is laid down",
        "date": "of which day",
    },
    yaml=YAML,
    examples=[
        Example(
            title="Two years running",
            given={
                "score": [80.0, 80.0, 80.0, 80.0, 4.0, 80.0, None],
                COLUMNS[0]: [5.0, 5.0, 5.0, 0.3, 5.0, 5.0, 5.0],
                COLUMNS[1]: [6.0, 4.0, 6.0, 0.1 + 0.2, 6.0, 6.0, 6.0],
                COLUMNS[2]: [7.0, 7.0, 6.0, 0.5, 7.0, None, 7.0],
            },
            gives={"adjusted": [70.0, 80.0, 80.0, 80.0, 0.0, 80.0, None]},
            by_hand=(
                "7, 6, 5 declines twice: 80 - 10 = 70. 7, 4, 5 rises again; 6, 6, 5 stood still once; so did the "
                "fourth, since 0.1 + 0.2 is 0.3 in its first twelve digits. 4 - 10 lies below 0. Of the sixth the "
                "first year is missing, which passes."
            ),
            says=(
                "Periods running in which the value declined: 2. That costs 10 points: the score of 80 becomes 70 "
                "(Order No. 14, section 7).",
            ),
        ),
        Example(
            title="A lower value is better",
            better="lower",
            given={"score": [80.0, 80.0], COLUMNS[0]: [7.0, 5.0], COLUMNS[1]: [6.0, 6.0], COLUMNS[2]: [5.0, 7.0]},
            gives={"adjusted": [70.0, 80.0]},
            by_hand="5, 6, 7 grows worse twice; 7, 6, 5 grows better.",
        ),
        Example(
            title="Missing counts as a decline",
            instead=YAML.replace("pass", "fail"),
            given={"score": [80.0, 80.0], COLUMNS[0]: [5.0, 7.0], COLUMNS[1]: [6.0, 6.0], COLUMNS[2]: [None, None]},
            gives={"adjusted": [70.0, 80.0]},
            by_hand="The step from the missing year counts as a decline; the second has risen since.",
            says=(
                "Periods running in which the value declined or is not known: 2. That costs 10 points: the score of 80 "
                "becomes 70 (Order No. 14, section 7).",
            ),
        ),
        Example(
            title="One year is enough",
            instead="""
adjust:
  - {method: decline, periods: 1, points: 2.5, missing: pass, source: "Order No. 14, section 8", date: 2024-01-01}
""",
            given={"score": [80.0, 80.0], COLUMNS[0]: [6.0, 5.0], COLUMNS[1]: [6.0, 6.0]},
            gives={"adjusted": [80.0, 77.5]},
            by_hand="6, 6 stands still; 6, 5 declines: 80 - 2.5 = 77.5.",
            says=("The value did not decline in each of so many periods running: 1. The score stays 80.",),
        ),
    ],
    source="""
A decline two years running has consequences in the assessment of Kazakh state bodies (Decree of the President No. 954
of 19.03.2010); that it costs points, and how many, is the methodology's to say. No published example was found: the
numbers follow by hand from the formula.
""",
)

test_examples = worked(SPEC)
