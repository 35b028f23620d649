"""A power of the value."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked


def estimated(least: int, most: int, decimals: int, within: str = "period") -> str:
    return f"""
treat:
  - method: box_cox
    estimated: {{within: {within}, least: {least}, most: {most}, decimals: {decimals}}}
    shift: 0
    source: "Order No. 7"
    date: 2024-01-01
"""


def given(exponent: str, shift: int) -> str:
    return f"""
treat:
  - {{method: box_cox, lambda: {exponent}, shift: {shift}, source: "Order No. 7", date: 2024-01-01}}
"""


# Johnson and Wichern, table 4.1: radiation of 42 microwave ovens, their doors closed.
RADIATION = [
    0.15, 0.09, 0.18, 0.10, 0.05, 0.12, 0.08, 0.05, 0.08, 0.10, 0.07, 0.02, 0.01, 0.10, 0.10, 0.10, 0.02, 0.10, 0.01,
    0.40, 0.10, 0.05, 0.03, 0.05, 0.15, 0.10, 0.15, 0.09, 0.08, 0.18, 0.10, 0.20, 0.11, 0.30, 0.02, 0.20, 0.20, 0.30,
    0.30, 0.40, 0.30, 0.05,
]  # fmt: skip
# (x ** 0.28 - 1) / 0.28, with the lambda that the book gives.
POWERED = {
    0.01: -2.587775463, 0.02: -2.377081999, 0.03: -2.233490783, 0.05: -2.027761750, 0.07: -1.875258406,
    0.08: -1.810640185, 0.09: -1.751602547, 0.10: -1.697116213, 0.11: -1.646423312, 0.12: -1.598948076,
    0.15: -1.471775599, 0.18: -1.361805122, 0.20: -1.295648095, 0.30: -1.022040673, 0.40: -0.808187558,
}  # fmt: skip

SPEC = Spec(
    step="treat",
    method="box_cox",
    what="""
A logarithm takes the long tail off a lopsided distribution, and often too much of it. A power between 1 (the values as
they are) and 0 (their logarithm) takes less, one below 0 takes more. Lambda stands in the text, or it is found from the
values themselves: the one under which they look most like a normal distribution. A lambda that is found is rounded, so
that everybody computes with the same number; another year's values give another lambda, and scores of two years are
then not on one scale. Who had more before has more after. Where zero or negative values are possible, a shift is added
first, only if the text says so. Goalposts and thresholds that come afterwards are in powers of the unit of measure: a
goalpost of 25 is, with a lambda of 0.5, written as 2 · (√25 - 1) = 8; with a lambda that is found from the values only
methods that compare units, such as min_max, make sense.
""",
    formula="""
((value + shift) ^ lambda - 1) / lambda, or ln(value + shift) where lambda is 0. An estimated lambda is the number from
`least` to `most` for which (lambda - 1) · Σ ln x - n / 2 · ln(variance of the results, divided by n) is greatest, over
the n values x = value + shift that are there, rounded to `decimals`.
""",
    parameters={
        "lambda": "the exponent; or",
        "estimated": (
            "how it is found: `within`, from the values of the period (`period`), of each peer group (`peer_group`) or"
            " of each kind (`kind`); `least` and `most`, the least and the greatest lambda that is tried; `decimals`,"
            " to how many it is rounded, 0 to 4"
        ),
        "shift": "what is added to every value first; 0 for nothing",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml=estimated(-2, 2, 2),
    examples=[
        Example(
            title="Radiation of ovens",
            given={"value": RADIATION},
            gives={"treated": [POWERED[value] for value in RADIATION]},
            by_hand=(
                "Johnson and Wichern print the likelihood for lambdas from -1 to 1.5 (for instance 97.10 at 1, 104.83"
                " at 0, 106.39 at 0.2, 106.51 at 0.3, 106.20 at 0.4) and find it greatest at 0.28. Of the first:"
                " (0.15 ^ 0.28 - 1) / 0.28 = -1.4718."
            ),
            says=(
                (
                    "Of all lambdas from −2 to 2 the likeliest is 0.28, rounded to 2 decimals: it brings the 42 values "
                    "nearest to a normal distribution."
                ),
                "The value 0.15 to the power 0.28, less 1 and divided by 0.28, is −1.47177559859.",
            ),
        ),
        Example(
            title="Square roots",
            instead=given("0.5", 0),
            given={"value": [9.0, 1.0, 0.25, 16.0, None]},
            gives={"treated": [4.0, 0.0, -1.0, 6.0, None]},
            by_hand="2 · (3 - 1) = 4; 2 · (1 - 1) = 0; 2 · (0.5 - 1) = -1; 2 · (4 - 1) = 6.",
            says=("The value 9 to the power 0.5, less 1 and divided by 0.5, is 4.",),
        ),
        Example(
            title="A lambda below zero, and a shift",
            instead=given("-1", 1),
            given={"value": [0.0, 1.0, 3.0]},
            gives={"treated": [0.0, 0.5, 0.75]},
            by_hand="1 - 1 / 1 = 0; 1 - 1 / 2 = 0.5; 1 - 1 / 4 = 0.75.",
            says=("The value 0, shifted by 1, to the power −1, less 1 and divided by −1, is 0.",),
        ),
        Example(
            title="A lambda of zero is the logarithm",
            instead=given("0", 1),
            given={"value": [1.0, 0.0]},
            gives={"treated": [0.693147180559945, 0.0]},
            by_hand="ln 2 = 0.693147180559945..., ln 1 = 0.",
            says=("The natural logarithm of the value 1, shifted by 1, is 0.69314718056.",),
        ),
        Example(
            title="Each group by itself",
            instead=estimated(-2, 2, 3, "peer_group"),
            given={
                "value": [10.0, 1.0, 100.0, 4.0, None, 2.0, 8.0],
                "peer_group": ["a", "a", "a", "b", "b", "b", "b"],
            },
            gives={
                "treated": [
                    2.302585092994046,
                    0.0,
                    4.605170185988092,
                    1.386294361119891,
                    None,
                    0.693147180559945,
                    2.079441541679836,
                ],
            },
            by_hand=(
                "The logarithms of 1, 10, 100 lie evenly about their mean, and so do those of 2, 4, 8: the likelihood"
                " is greatest at 0 in both groups."
            ),
            says=(
                (
                    "Of all lambdas from −2 to 2 the likeliest is 0, rounded to 3 decimals: it brings the 3 values "
                    "nearest to a normal distribution."
                ),
                "The natural logarithm of the value 10 is 2.30258509299.",
            ),
        ),
        Example(
            title="Held to the numbers that are tried",
            instead=estimated(1, 2, 3),
            given={"value": [10.0, 1.0, 100.0]},
            gives={"treated": [9.0, 0.0, 99.0]},
            by_hand="The likeliest lambda is 0, and of 1 to 2 it is 1: each value less 1.",
            says=(
                ("Of all lambdas from 1 to 2 the last, 1, brings the 3 values nearest to a normal distribution."),
                "The value 10 to the power 1, less 1 and divided by 1, is 9.",
            ),
        ),
        Example(
            title="No power",
            instead=given("0.5", 0),
            given={"value": [10.0, 0.0, -5.0, None]},
            by_hand="-5 has no square root; a missing value is no fault.",
            refused="The value plus 0 is not above zero, and a power of it is to be taken.",
            at=(1, 2),
        ),
        Example(
            title="Too few values",
            given={"value": [3.0, 5.0, 5.0, None]},
            by_hand="Two different values lie evenly about their middle whatever lambda is.",
            refused="A lambda is to be estimated from fewer than three different values.",
            at=(0, 1, 2),
        ),
        Example(
            title="Too great a power",
            instead=given("300", 0),
            given={"value": [10.0, 100.0]},
            by_hand="100 ^ 300 has 601 digits; a number of a computer has at most 309.",
            refused="The power of the value is too great to be computed.",
            at=(1,),
        ),
    ],
    source="""
G. E. P. Box and D. R. Cox, An analysis of transformations, Journal of the Royal Statistical Society B 26 (1964), pages
211 to 252. The ovens: R. A. Johnson and D. W. Wichern, Applied Multivariate Statistical Analysis, sixth edition (2007),
table 4.1 and example 4.16. That the likelihood has one peak: A. Kouider and H. Chen, Concavity of Box-Cox
log-likelihood function, Statistics & Probability Letters 25 (1995). In composite indicators: OECD/JRC, Handbook on
Constructing Composite Indicators (2008), step 5.
""",
)

test_examples = worked(SPEC)
