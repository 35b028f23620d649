"""A missing value is put on the line between the periods before and after."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked


def rule(periods: int) -> str:
    return f'missing: {{method: interpolation, periods: {periods}, source: "Order No. 7, section 4", date: 2024-01-01}}'


SPEC = Spec(
    step="missing",
    method="interpolation",
    what="""
Only at an indicator, for periods that are assessed when later ones are known. A missing value is put on the straight
line between the unit's nearest value before and its nearest value after, neither farther away than the text allows. The
other values are the indicator's formula (and denominator) in their periods, before what a rule for missing data made of
them. Where one of the two is missing nothing is put: a line is never drawn beyond what was observed.
""",
    formula="""
filled = value, or before + (after - before) · p / (p + q) where the value is missing; before is the nearest earlier
value, p periods back, after the nearest later one, q periods ahead.
""",
    parameters={
        "periods": "how many periods before and after a value may be taken from, at least 1",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml=rule(1),
    examples=[
        Example(
            title="The periods next to it",
            given={
                "value": [None, 3.5, None, None],
                "value 1 before": [10.0, 1.0, None, 8.0],
                "value 1 after": [20.0, 2.0, 5.0, None],
            },
            gives={"filled": [15.0, 3.5, None, None]},
            by_hand="10 + (20 - 10) · 1/2 = 15. The third has nothing before, the fourth nothing after.",
            says=(
                (
                    "There is no value; 15 stands for it, on the line from the earlier value 10 (periods back: 1) to "
                    "the later value 20 (periods ahead: 1)."
                ),
            ),
        ),
        Example(
            title="The example of Polars",
            instead=rule(2),
            given={
                "value": [None, None, None],
                "value 1 before": [1.0, 1.0, None],
                "value 2 before": [None, None, 1.0],
                "value 1 after": [9.0, None, 9.0],
                "value 2 after": [10.0, 9.0, None],
            },
            gives={"filled": [5.0, 3.666667, 6.333333]},
            decimals=6,
            by_hand="""
The manual of Polars, at `DataFrame.interpolate`, fills 1, missing, 9, 10 with 5, and 1, missing, missing, 9 with
3.666667 and 6.333333.
""",
        ),
        Example(
            title="Farther on one side",
            instead=rule(2),
            given={
                "value": [None, None],
                "value 1 before": [10.0, None],
                "value 2 before": [99.0, 80.0],
                "value 1 after": [None, None],
                "value 2 after": [40.0, 40.0],
            },
            gives={"filled": [20.0, 60.0]},
            by_hand="10 + (40 - 10) · 1/3 = 20, the nearer 10 and not 99; 80 + (40 - 80) · 2/4 = 60.",
            says=(
                (
                    "There is no value; 20 stands for it, on the line from the earlier value 10 (periods back: 1) to "
                    "the later value 40 (periods ahead: 2)."
                ),
            ),
        ),
        Example(
            title="Nothing after",
            given={"value": [None], "value 1 before": [10.0], "value 1 after": [None]},
            gives={"filled": [None]},
            by_hand="A line needs two ends.",
            says=(
                (
                    "There is no value, and not both an earlier and a later one between which it could lie (periods on "
                    "each side: 1)."
                ),
            ),
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 (imputation); the straight line through two
points.
""",
)

test_examples = worked(SPEC)
