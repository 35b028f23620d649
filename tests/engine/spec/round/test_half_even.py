"""Rounded half to even."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="round",
    method="half_even",
    what="""
The score of a node is rounded to decimals; where it lies just in the middle between two, to the one whose last digit is
even, so that ties go up as
often as down. The middle is judged on the decimal digits, as in `half_up`.
""",
    formula=(
        "the multiple of 10 ^ -decimals nearest to the score's first 12 significant digits; of two "
        "equally near ones, the even one"
    ),
    parameters={
        "decimals": "how many digits are kept after the decimal point, 0 to 15",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml='round: {method: half_even, decimals: 3, source: "Order No. 1", date: 2024-01-01}',
    examples=[
        Example(
            title="Three decimals",
            given={"unrounded": [0.6125, 0.0005, 0.0015, -0.0015, 0.0005000001, None]},
            gives={"score": [0.612, 0.0, 0.002, -0.002, 0.001, None]},
            by_hand="0.6125 lies between 0.612 and 0.613, and 2 is even; 0.0015 between 0.001 and 0.002.",
            says=("0.6125 points, rounded half to even to 3 decimals: 0.612 points.",),
        ),
        Example(
            title="The table of Java",
            instead='round: {method: half_even, decimals: 0, source: "Java", date: 2024-01-01}',
            given={"unrounded": [5.5, 2.5, 1.6, 1.1, 1.0, -1.0, -1.1, -1.6, -2.5, -5.5]},
            gives={"score": [6.0, 2.0, 2.0, 1.0, 1.0, -1.0, -1.0, -2.0, -2.0, -6.0]},
            by_hand="The manual of Java, at `java.math.RoundingMode`, column `HALF_EVEN`.",
        ),
        Example(
            title="Two decimals",
            instead='round: {method: half_even, decimals: 2, source: "Order No. 1", date: 2024-01-01}',
            given={"unrounded": [1.005, 2.675, 0.615]},
            gives={"score": [1.0, 2.68, 0.62]},
            by_hand="1.005 goes to 1.00; 2.675 to 2.68; 0.615 to 0.62.",
        ),
        Example(
            title="No decimals",
            instead='round: {method: half_even, decimals: 0, source: "Order No. 1", date: 2024-01-01}',
            given={"unrounded": [0.5, 1.5, 2.5, -2.5, 2.50000000000001]},
            gives={"score": [0.0, 2.0, 2.0, -2.0, 2.0]},
            by_hand="The last is 2.5 in its first twelve digits.",
        ),
    ],
    source="IEEE 754-2019, roundTiesToEven, on decimal digits.",
)

test_examples = worked(SPEC)
