"""Rounded half up."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="round",
    method="half_up",
    what="""
The score of a node is rounded to decimals; where it lies just in the middle between two, to the one farther from zero.
The middle is judged on the decimal
digits: what a processor holds as 1.00499999999999989 was written 1.005. Ranks, bands and the parent use the rounded
score.
""",
    formula=(
        "the multiple of 10 ^ -decimals nearest to the score's first 12 significant digits; of two "
        "equally near ones, the one farther from zero"
    ),
    parameters={
        "decimals": "how many digits are kept after the decimal point, 0 to 15",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml='round: {method: half_up, decimals: 3, source: "Technical note 1", date: 2022-09-08}',
    examples=[
        Example(
            title="Three decimals",
            given={"unrounded": [0.8112255908391109, 0.0005, 0.0004999, -0.0005, 0.00049999999999999, None]},
            gives={"score": [0.811, 0.001, 0.0, -0.001, 0.001, None]},
            by_hand=(
                "The first is Kazakhstan's Human Development Index of 2021, published as 0.811. The fifth"
                " is 0.0005 in its first twelve digits."
            ),
            says=("0.811225590839 points, rounded half up to 3 decimals: 0.811 points.",),
        ),
        Example(
            title="The table of Java",
            instead='round: {method: half_up, decimals: 0, source: "Java", date: 2024-01-01}',
            given={"unrounded": [5.5, 2.5, 1.6, 1.1, 1.0, -1.0, -1.1, -1.6, -2.5, -5.5]},
            gives={"score": [6.0, 3.0, 2.0, 1.0, 1.0, -1.0, -1.0, -2.0, -3.0, -6.0]},
            by_hand="The manual of Java, at `java.math.RoundingMode`, column `HALF_UP`.",
        ),
        Example(
            title="Two decimals",
            instead='round: {method: half_up, decimals: 2, source: "Order No. 1", date: 2024-01-01}',
            given={"unrounded": [1.005, 2.675, 0.615, 1.0049, 1e300]},
            gives={"score": [1.01, 2.68, 0.62, 1.0, 1e300]},
            by_hand=(
                "1.005, 2.675 and 0.615 are ties, though none of them can be held exactly. 1e300 has no "
                "decimals to lose."
            ),
        ),
        Example(
            title="No decimals",
            instead='round: {method: half_up, decimals: 0, source: "Order No. 1", date: 2024-01-01}',
            given={"unrounded": [0.5, 1.5, 2.5, -2.5, 2.49999999999, 9007199254740993.0]},
            gives={"score": [1.0, 2.0, 3.0, -3.0, 2.0, 9007199254740992.0]},
            by_hand=(
                "2.49999999999 has twelve digits and is below the middle. Beyond 2^53 every number is "
                "whole; 2^53 + 1 can only be held as 2^53."
            ),
        ),
    ],
    source="IEEE 754-2019, roundTiesToAway, on decimal digits.",
)

test_examples = worked(SPEC)
