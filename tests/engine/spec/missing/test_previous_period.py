"""A missing value is replaced by an earlier one."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked


def rule(periods: int) -> str:
    return (
        f"missing: {{method: previous_period, periods: {periods}, "
        'source: "Order No. 20-01-38.3 of 29.01.2020", date: 2020-01-29}'
    )


SPEC = Spec(
    step="missing",
    method="previous_period",
    what="""
Only at an indicator. A missing value takes the unit's own value of the nearest period before that has one, not farther
back than the text allows. The earlier value is the indicator's formula (and denominator) in that period, before what a
rule for missing data made of it then: nothing is imputed from what was imputed. A value that was too far back is not
taken: it stays missing.
""",
    formula="filled = value, or the value of the first of 1, 2, … `periods` periods before that has one.",
    parameters={
        "periods": "how many periods back a value may be taken from, at least 1",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml=rule(1),
    examples=[
        Example(
            title="The period before",
            given={"value": [None, 3.5, None], "value 1 before": [7.0, 9.0, None]},
            gives={"filled": [7.0, 3.5, None]},
            by_hand="The first takes 7. The second has a value of its own. The third has none in either period.",
            says=("There is no value; the value 7 of an earlier period stands for it (periods back: 1).",),
        ),
        Example(
            title="The example of pandas",
            instead=rule(2),
            given={
                "value": [None, None, None],
                "value 1 before": [None, 4.0, 1.0],
                "value 2 before": [3.0, 2.0, 0.0],
            },
            gives={"filled": [3.0, 4.0, 1.0]},
            by_hand="""
The manual of pandas, at `DataFrame.ffill`, fills the last row of column A (missing, 3, missing, missing) with 3, and
the third row of B (2, 4, missing, 3) and of D (0, 1, missing, 4) with 4 and 1.
""",
        ),
        Example(
            title="Up to two periods before",
            instead=rule(2),
            given={
                "value": [None, None, None],
                "value 1 before": [None, 6.0, None],
                "value 2 before": [4.0, 5.0, None],
            },
            gives={"filled": [4.0, 6.0, None]},
            by_hand="The nearest is taken: 6, not 5.",
            says=("There is no value; the value 4 of an earlier period stands for it (periods back: 2).",),
        ),
        Example(
            title="Nothing near enough",
            given={"value": [None, 2.0], "value 1 before": [None, 1.0]},
            gives={"filled": [None, 2.0]},
            by_hand="What is not there cannot be taken.",
            says=("There is no value, and none in the earlier periods that may stand for it (periods back: 1).",),
        ),
    ],
    source="""
Order of 29.01.2020 No. 20-01-38.3 of the Republic of Kazakhstan (outcome assessment of state bodies): a missing value
takes the previous period's value. OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3: cold deck
imputation.
""",
)

test_examples = worked(SPEC)
