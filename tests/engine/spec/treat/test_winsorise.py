"""Outliers moved to the next value, as COINr does it."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

RULE = (
    "treat:\n  - {method: winsorise, max_skewness: 2, max_kurtosis: 3.5, max_points: MOST, "
    'source: "Order No. 7, annex 2", date: 2024-01-01}'
)

SPEC = Spec(
    step="treat",
    method="winsorise",
    what="""
A few values far from the others stretch the scale so that all others look the same. Winsorising moves them, one after
the other, to the next value, until the distribution is no longer both lopsided (skewness) and heavy-tailed (kurtosis),
or as many values are moved as the text allows. The value itself stays as observed; only the score is computed from the
moved one, and `tarazy explain` says so of each unit. One limit that is kept is enough, as in COINr. Values that tie are
moved together, so the last move may move more than `max_points`. Fewer than four values, or values that are all the
same, are left as they are. Only values of units to which the indicator applies are looked at.
""",
    formula="""
While |skewness| ≥ max_skewness and kurtosis ≥ max_kurtosis and fewer than max_points values are moved: where skewness
is positive, the greatest values become the next smaller one; where it is negative, the least become the next greater
one. skewness = g1 · √(n (n - 1)) / (n - 2); kurtosis = ((n + 1) (r - 3) + 6) (n - 1) / ((n - 2) (n - 3)); g1 and r are
m3 / m2^1.5 and m4 / m2², m the mean powers of the distance from the mean (type 2, as in Excel). Limits are compared in
12 significant digits.
""",
    parameters={
        "max_skewness": "the limit of the skewness without its sign, above zero; COINr takes 2",
        "max_kurtosis": "the limit of the kurtosis; COINr takes 3.5",
        "max_points": "at most so many values are moved; COINr takes 5",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml=RULE.replace("MOST", "5"),
    examples=[
        Example(
            title="One among five",
            given={"value": [60.0, 10.0, 10.0, 10.0, 10.0, None]},
            gives={"treated": [10.0, 10.0, 10.0, 10.0, 10.0, None]},
            by_hand=(
                "Where all of n values but one are the same, the skewness is √n and the kurtosis is n: √5 = 2.236... "
                "and 5 reach both limits. 60 becomes the next value, 10; now all are the same."
            ),
            says=(
                (
                    "The skewness 2.2360679775 and the kurtosis 5 of the 5 values reach their limits (2 and 3.5), so "
                    "outliers were moved: 1 of at most 5."
                ),
                "The value 60 is an outlier and counts as 10; the values now lie from 10 to 10.",
            ),
        ),
        Example(
            title="Exactly on the limit",
            given={"value": [7.0, 7.0, 7.0, 19.0]},
            gives={"treated": [7.0, 7.0, 7.0, 7.0]},
            by_hand="√4 = 2 is not below 2, and 4 is not below 3.5, whatever a processor makes of the last digit.",
        ),
        Example(
            title="A high outlier, from COINr's tests",
            given={"value": [*(float(value) for value in range(1, 11)), 100.0]},
            gives={"treated": [*(float(value) for value in range(1, 11)), 10.0]},
            by_hand=(
                "COINr's test `treat_num`: 100 becomes 10, the others stay, and now the test is passed. The mean "
                "is 155/11, m2 = 90210/121, m3 = 75694500/1331, m4 = 72622156098/14641."
            ),
            says=(
                (
                    "The skewness 3.25563818406 and the kurtosis 10.7066739064 of the 11 values reach their limits "
                    "(2 and 3.5), so outliers were moved: 1 of at most 5."
                ),
                "The value 1 is not one of them and stays; the values now lie from 1 to 10.",
            ),
        ),
        Example(
            title="A low outlier",
            given={"value": [-100.0, *(float(value) for value in range(-10, 0))]},
            gives={"treated": [-10.0, *(float(value) for value in range(-10, 0))]},
            by_hand="The same with the sign changed: the skewness is negative, so the least value is moved.",
        ),
        Example(
            title="No more than allowed, from COINr's tests",
            instead=RULE.replace("MOST", "1"),
            given={"value": [*(float(value) for value in range(1, 21)), 100.0, 200.0]},
            gives={"treated": [*(float(value) for value in range(1, 21)), 100.0, 100.0]},
            by_hand="COINr's test with winmax = 1: one point is moved, and the test is still not passed.",
        ),
        Example(
            title="Two that tie",
            instead=RULE.replace("MOST", "1"),
            given={"value": [200.0, *(float(value) for value in range(1, 21)), 200.0]},
            gives={"treated": [20.0, *(float(value) for value in range(1, 21)), 20.0]},
            by_hand=(
                "Skewness 3.002 and kurtosis 7.861 reach their limits. Both are the greatest, so both are moved, "
                "though one would be allowed: two that are the same stay the same. COINr does so too."
            ),
        ),
        Example(
            title="Nothing to treat",
            given={"value": [1.0, 2.0, 3.0, 4.0, 5.0]},
            gives={"treated": [1.0, 2.0, 3.0, 4.0, 5.0]},
            by_hand=(
                "The values lie evenly about 3: skewness 0. m2 = 10 / 5 = 2, m4 = 34 / 5 = 6.8, r = 6.8 / 4 = 1.7; "
                "kurtosis (6 · (1.7 - 3) + 6) · 4 / (3 · 2) = -1.2."
            ),
            says=(
                (
                    "The value 1 stays: of the skewness 0 and the kurtosis \N{MINUS SIGN}1.2 at least one lies inside "
                    "its limit (2 and 3.5)."
                ),
            ),
        ),
        Example(
            title="Too few",
            given={"value": [1.0, 1.0, 100.0, None]},
            gives={"treated": [1.0, 1.0, 100.0, None]},
            by_hand="Of three values no kurtosis can be computed: n - 3 = 0.",
            says=("The value 1 stays: 3 values that are too few or all the same have no outliers.",),
        ),
    ],
    source="""
W. Becker, G. Caperna, M. Del Sorbo, H. Norlén, E. Papadimitriou, M. Saisana: COINr: An R package for developing
composite indicators, Journal of Open Source Software 7(78), 4567 (2022): functions `winsorise` and `check_SkewKurt`,
and the package's tests of them. Skewness and kurtosis of type 2 after D. N. Joanes and C. A. Gill, Comparing
measures of sample skewness and kurtosis, The Statistician 47 (1998).
""",
)

test_examples = worked(SPEC)
