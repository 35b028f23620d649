"""Outliers moved to the next value, or a logarithm where that is not enough: both stages of COINr."""

from __future__ import annotations

import math

from tests.engine.spec.worked import Example, Spec, worked

RULE = """
treat:
  - method: winsorise_or_log
    max_skewness: 2
    max_kurtosis: 3.5
    max_points: MOST
    shift_share: 0.01
    left_tail: from_least
    source: "Order No. 7, annex 2"
    date: 2024-01-01
"""
ONE = RULE.replace("MOST", "1")
MIRRORED = ONE.replace("from_least", "from_greatest")

SPEC = Spec(
    step="treat",
    method="winsorise_or_log",
    what="""
Moving a few values to the next one does not mend a distribution whose tail is long and full: where many values lie far
out, a logarithm brings all of them nearer. This method does what [winsorise](winsorise.md) does, and looks once more.
Where skewness and kurtosis both still reach their limits, no value is moved; instead a logarithm is taken of all values
*as they were*, so that those far out still differ from each other. COINr does the same unless it is told to combine the
two (`combine_treat`). The logarithm is taken of the distance from the least value, moved by a share of the span so that
the least value has one too. With a tail on the left that makes the tail longer; COINr's `log_CT` does it nevertheless,
and `from_least` follows it. `from_greatest` takes the distance from the greatest value instead and changes the sign, as
COINr's `log_CT_plus`. Either way who had more before never has less after.

Which of the two happens depends on everybody's values, so another year's may turn it over, and the treated values are
then in other units: only methods that compare units, such as min_max, make sense afterwards, not goalposts. Whoever
wants a rule that stays writes [log](log.md) or [winsorise](winsorise.md) alone. `tarazy explain` says of each unit
which of the two it was. Fewer than four values, or values that are all the same, are left as they are.
""",
    formula="""
While |skewness| ≥ max_skewness and kurtosis ≥ max_kurtosis and fewer than max_points values are moved, values are moved
as by winsorise. If |skewness| ≥ max_skewness and kurtosis ≥ max_kurtosis even then: ln(value - least + shift_share ·
(greatest - least)) of every value as it was; or, where the skewness of the values as they were is negative and
left_tail is from_greatest, -ln(greatest - value + shift_share · (greatest - least)). Limits are compared in 12
significant digits.
""",
    parameters={
        "max_skewness": "the limit of the skewness without its sign, above zero; COINr takes 2",
        "max_kurtosis": "the limit of the kurtosis; COINr takes 3.5",
        "max_points": "at most so many values are moved before a logarithm is taken; COINr takes 5",
        "shift_share": "the share of the span that is added before the logarithm, above zero; COINr takes 0.01",
        "left_tail": (
            "with a tail on the left the logarithm is taken `from_least`, as always (COINr's `log_CT`, which it takes"
            " if nothing is said), or `from_greatest`, with the sign changed (`log_CT_plus`)"
        ),
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml=RULE.replace("MOST", "5"),
    examples=[
        Example(
            title="Moving is enough",
            given={"value": [60.0, 10.0, 10.0, 10.0, 10.0, None]},
            gives={"treated": [10.0, 10.0, 10.0, 10.0, 10.0, None]},
            by_hand="As by winsorise: √5 = 2.236... and 5 reach both limits, 60 becomes 10, and now all are the same.",
            says=(
                (
                    "The skewness 2.2360679775 and the kurtosis 5 of the 5 values reach their limits (2 and 3.5), so "
                    "outliers were moved: 1 of at most 5."
                ),
                "The value 60 is an outlier and counts as 10; the values now lie from 10 to 10.",
            ),
        ),
        Example(
            title="Moving is not enough",
            instead=ONE,
            given={"value": [99.0, 100.0, *[0.0] * 18, None]},
            gives={"treated": [math.log(100), math.log(101), *[0.0] * 18, None]},
            by_hand=(
                "100 becomes 99: now two of twenty lie apart, p = 0.1. g1 = 0.8 / 0.3 = 2.667, skewness 2.667 · √380 /"
                " 18 = 2.888; r = (1 - 0.27) / 0.09 = 8.111, kurtosis (21 · 5.111 + 6) · 19 / (18 · 17) = 7.037. Both"
                " reach their limits and no more may be moved. The span is 100, a hundredth of it 1: ln(0 + 1) = 0,"
                " ln(99 + 1) = 4.605, ln(100 + 1) = 4.615. 99 and 100 are again different."
            ),
            says=(
                (
                    "The skewness 2.88809098687 and the kurtosis 7.03841906062 of the 20 values reach their limits (2 "
                    "and 3.5), and with outliers moved (1 of at most 1) 2.88793906513 and 7.03703703704 still do: "
                    "instead a logarithm is taken of all values as they were."
                ),
                (
                    "The value 99 less the least value 0, plus 0.01 of the span from 0 to 100: its natural logarithm "
                    "is 4.60517018599."
                ),
            ),
        ),
        Example(
            title="Two may be moved",
            instead=RULE.replace("MOST", "2"),
            given={"value": [99.0, 100.0, *[0.0] * 18]},
            gives={"treated": [0.0] * 20},
            by_hand="100 becomes 99, both 99 become 0: all are the same, and nothing is left to take a logarithm of.",
        ),
        Example(
            title="A tail on the left, from the least value",
            instead=ONE,
            given={"value": [1.0, 0.0, *[100.0] * 18]},
            gives={"treated": [math.log(2), 0.0, *[math.log(101)] * 18]},
            by_hand=(
                "The same with the sign changed: the skewness is negative. As COINr's log_CT: ln(1 - 0 + 1) = 0.693,"
                " ln(0 + 1) = 0, ln(100 + 1) = 4.615."
            ),
        ),
        Example(
            title="A tail on the left, from the greatest value",
            instead=MIRRORED,
            given={"value": [1.0, 0.0, *[100.0] * 18]},
            gives={"treated": [-math.log(100), -math.log(101), *[0.0] * 18]},
            by_hand=(
                "As COINr's log_CT_plus: -ln(100 - 1 + 1) = -4.605, -ln(100 - 0 + 1) = -4.615, -ln(100 - 100 + 1) = 0."
            ),
            says=(
                (
                    "The skewness \N{MINUS SIGN}2.88809098687 and the kurtosis 7.03841906062 of the 20 values reach "
                    "their limits (2 and 3.5), and with outliers moved (1 of at most 1) \N{MINUS SIGN}2.88793906513 "
                    "and 7.03703703704 still do: instead a logarithm is taken of all values as they were."
                ),
                (
                    "The greatest value 100 less the value 1, plus 0.01 of the span from 0 to 100: its natural "
                    "logarithm with the sign changed is \N{MINUS SIGN}4.60517018599."
                ),
            ),
        ),
        Example(
            title="A tail on the right goes from the least value in any case",
            instead=MIRRORED,
            given={"value": [99.0, 100.0, *[0.0] * 18]},
            gives={"treated": [math.log(100), math.log(101), *[0.0] * 18]},
            by_hand="The skewness is positive, so `left_tail` says nothing about it.",
        ),
        Example(
            title="Nothing to treat",
            given={"value": [1.0, 2.0, 3.0, 4.0, 5.0]},
            gives={"treated": [1.0, 2.0, 3.0, 4.0, 5.0]},
            by_hand="The values lie evenly about 3: skewness 0.",
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
composite indicators, Journal of Open Source Software 7(78), 4567 (2022): function `Treat` with its own two stages
`winsorise` and `log_CT`, the test `check_SkewKurt`, and `log_CT_plus`. Skewness and kurtosis of type 2 after D. N.
Joanes and C. A. Gill, Comparing measures of sample skewness and kurtosis, The Statistician 47 (1998).
""",
)

test_examples = worked(SPEC)
