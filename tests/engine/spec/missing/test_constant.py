"""A missing value is replaced by a given one."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="missing",
    method="constant",
    what="""
Only at an indicator. A missing value counts as a number that the text gives with its source, such as 0 where what is
not reported was not done. The unit is scored, its value stays empty in the results, and the share imputed says how much
of a score rests on such numbers. A unit to which the indicator does not apply, or which a decision excludes, gets none.
""",
    formula="filled = value, or the given number where the value is missing.",
    parameters={
        "value": "what a missing value counts as, in the indicator's unit of measure",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml='missing: {method: constant, value: 12.5, source: "Order No. 7, section 4", date: 2024-01-01}',
    examples=[
        Example(
            title="One gap",
            given={"value": [None, 3.5, 0.0]},
            gives={"filled": [12.5, 3.5, 0.0]},
            by_hand="Only what is missing is replaced; zero is a value.",
            says=("There is no value; the methodology puts 12.5 in its place.",),
        ),
        Example(
            title="An example of pandas",
            instead='missing: {method: constant, value: 1, source: "pandas", date: 2024-01-01}',
            given={"value": [2.0, 4.0, None, 3.0]},
            gives={"filled": [2.0, 4.0, 1.0, 3.0]},
            by_hand="Column B in the manual of pandas, at `DataFrame.fillna`, where 1 fills what is missing in B.",
        ),
    ],
    source=(
        "OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3: single imputation by a value from "
        "outside the data."
    ),
)

test_examples = worked(SPEC)
