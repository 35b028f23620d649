"""A missing value is replaced by a regression on other indicators."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="missing",
    method="regression",
    what="""
Only at an indicator. A missing value takes what the unit's values of other indicators lead one to expect: a straight
line (a plane, if several are named) is laid through the units that have all of them, so that the squares of what is
left over are least. Only units count to which the indicator applies and which no decision excludes. The values of the
others are those by their formulas, before what their own rules for missing data make of them: no filled value is
filled from. Who has not all of the others stays missing. Nothing is asked of a group in which nothing is to be filled
in; elsewhere there must be at least two units more than others, and none of the others may follow from the rest. A
value that is filled in lies exactly on the line, where no true one does: the share imputed beside every score says how
much rests on it.
""",
    formula="""
filled = value, or intercept + Σ slope · the unit's value of the other, over the others; the intercept and the slopes
are those with the least Σ (value - fitted)² over the units of the group that have the value and all the others.
""",
    parameters={
        "others": "the ids of the indicators on which the regression is",
        "within": "over whom it is fitted: the period (`period`), each peer group (`peer_group`) or each kind (`kind`)",
    },
    yaml="missing: {method: regression, others: [water], within: period}",
    examples=[
        Example(
            title="Anscombe's first set",
            given={
                "value": [None, 8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68, None],
                "value of water": [20.0, 10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0, None],
            },
            gives={
                "filled": [13.001909090909, 8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68, None]
            },
            by_hand=(
                "Anscombe gives y = 3 + 0.5 x; to more digits Σ (x - 9)(y - ȳ) = 55.01 and Σ (x - 9)² = 110, so the"
                " slope is 0.500090909..., the intercept 7.500909... - 9 · 0.500090909... = 3.000090909..., and at 20"
                " 13.001909090909... The last unit has neither value and stays missing."
            ),
            says=(
                "water brings 10.0018181818: its value 20 times the slope 0.500090909091.",
                (
                    "There is no value; 13.0019090909 stands for it: the intercept 3.00009090909 and what the other "
                    "indicators bring, by the regression over the 11 units that have all of them."
                ),
            ),
        ),
        Example(
            title="On two indicators",
            instead="missing: {method: regression, others: [water, schools], within: period}",
            given={
                "value": [None, 2.0, 2.0, 3.0, 7.0],
                "value of water": [2.0, 0.0, 1.0, 0.0, 1.0],
                "value of schools": [5.0, 0.0, 0.0, 1.0, 1.0],
            },
            gives={"filled": [20.0, 2.0, 2.0, 3.0, 7.0]},
            by_hand=(
                "1 + 2 · water + 3 · schools misses the four by 1, -1, -1, 1, which is even about zero and about both,"
                " so no plane lies nearer. 1 + 2 · 2 + 3 · 5 = 20."
            ),
            says=(
                "water brings 4: its value 2 times the slope 2.",
                "schools brings 15: its value 5 times the slope 3.",
                (
                    "There is no value; 20 stands for it: the intercept 1 and what the other indicators bring, by the "
                    "regression over the 4 units that have all of them."
                ),
            ),
        ),
        Example(
            title="Each group by itself",
            instead="missing: {method: regression, others: [water], within: peer_group}",
            given={
                "value": [None, 1.0, 2.0, 3.0, None, 10.0, 20.0, 30.0, None],
                "value of water": [4.0, 1.0, 2.0, 3.0, 4.0, 1.0, 2.0, 3.0, None],
                "peer_group": ["a", "a", "a", "a", "b", "b", "b", "b", "c"],
            },
            gives={"filled": [4.0, 1.0, 2.0, 3.0, 40.0, 10.0, 20.0, 30.0, None]},
            by_hand=(
                "In a the value is water, in b ten times as much. Of group c, too small for a line, nothing can be"
                " filled in and so nothing is asked."
            ),
        ),
        Example(
            title="Another that is missing",
            given={"value": [None, 1.0, 2.0, 3.0, None], "value of water": [None, 1.0, 2.0, 3.0, 4.0]},
            gives={"filled": [None, 1.0, 2.0, 3.0, 4.0]},
            by_hand="Nothing leads to the first value; the last lies on the line.",
            says=("There is no value, and not all of the other indicators from which it could be told have one.",),
        ),
        Example(
            title="Too few units",
            given={"value": [None, 1.0, 2.0, None], "value of water": [3.0, 1.0, 2.0, None]},
            by_hand="Two points lie on a line whatever they are; with one other indicator there must be three.",
            refused="Fewer than 3 units have a value of this indicator and of all the others that are named.",
            at=(0,),
        ),
        Example(
            title="One that follows from the rest",
            instead="missing: {method: regression, others: [water, schools], within: period}",
            given={
                "value": [None, 2.0, 4.0, 3.0, 7.0],
                "value of water": [2.0, 0.0, 1.0, 3.0, 4.0],
                "value of schools": [5.0, 1.0, 3.0, 7.0, 9.0],
            },
            by_hand="schools = 1 + 2 · water wherever both are known, so no one can say which of the two it is.",
            refused="Among the units that have all values, one of the indicators follows from the others.",
            at=(0,),
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3: regression imputation. The first example:
F. J. Anscombe, Graphs in statistical analysis, The American Statistician 27 (1973). Least squares themselves are held
to the certified values of NIST for Longley's data (Statistical Reference Datasets).
""",
)

test_examples = worked(SPEC)
