"""The mean with a penalty for imbalance."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="mazziotta_pareto",
    what="""
The weighted mean of the children's scores, less (or plus) a penalty for how unlike each other they are: of two units
with the same mean the more balanced one is better. The method asks for scores that a zero means something for; the
authors take values with the mean 100 and the deviation 10. The penalty can exceed the mean, and then the score is below
zero: add `adjust` with a lower limit where that must not be. Better scores of one child can lower the whole when the
others stay behind. Points cannot be told apart by child, so there are no contributions.
""",
    formula="""
M = sum of weight_i · score_i; S = √(sum of weight_i · (score_i - M)²); cv = S / M; score = M - S · cv or M + S · cv,
over the children that count; 0 if all of them are 0
""",
    parameters={
        "penalty": "`minus` where many points are good, `plus` where they are bad (an index of poverty)",
    },
    yaml="aggregate: {method: mazziotta_pareto, penalty: minus}",
    examples=[
        Example(
            title="Two children",
            given={
                "roads score": [110.0, 100.0, 100.0, 0.0, 60.0, None],
                "roads weight": [0.5, 0.5, 0.5, 0.5, 0.8, 0.0],
                "water score": [90.0, 100.0, 0.0, 0.0, 10.0, 36.0],
                "water weight": [0.5, 0.5, 0.5, 0.5, 0.2, 1.0],
            },
            gives={"score": [99.0, 100.0, 0.0, 0.0, 42.0, 36.0]},
            by_hand=(
                "First row: M = 100, S = 10, cv = 0.1, and 100 - 10 · 0.1 = 99; two that are alike lose "
                "nothing. Third row: "
                "M = 50, S = 50, cv = 1, and 50 - 50 = 0. Fifth row: M = 48 + 2 = 50, S² = 0.8 · 100 + 0.2 · "
                "1600 = 400, "
                "S · cv = 400 / 50 = 8, and 50 - 8 = 42."
            ),
            says=(
                "roads: 110 points with weight 0.5.",
                "water: 90 points with weight 0.5.",
                "Mean of the children that count (2): 100 points; standard deviation: 10.",
                (
                    "The penalty for imbalance is 10 times the coefficient of variation 0.1, or 1; the mean 100 "
                    "less the "
                    "penalty is 99 points."
                ),
            ),
        ),
        Example(
            title="Many points are bad",
            instead="aggregate: {method: mazziotta_pareto, penalty: plus}",
            given={
                "roads score": [110.0],
                "roads weight": [0.5],
                "water score": [90.0],
                "water weight": [0.5],
            },
            gives={"score": [101.0]},
            by_hand="100 + 10 · 0.1 = 101.",
            says=(
                "roads: 110 points with weight 0.5.",
                "water: 90 points with weight 0.5.",
                "Mean of the children that count (2): 100 points; standard deviation: 10.",
                (
                    "The penalty for imbalance is 10 times the coefficient of variation 0.1, or 1; the mean 100 "
                    "plus the "
                    "penalty is 101 points."
                ),
            ),
        ),
        Example(
            title="A penalty greater than the mean",
            given={
                "roads score": [0.0],
                "roads weight": [0.9],
                "water score": [100.0],
                "water weight": [0.1],
            },
            gives={"score": [-80.0]},
            by_hand="M = 10, S² = 0.9 · 100 + 0.1 · 8100 = 900, S · cv = 900 / 10 = 90, and 10 - 90 = -80.",
        ),
        Example(
            title="A negative score",
            given={
                "roads score": [-1.0, -5.0],
                "roads weight": [0.5, 0.0],
                "water score": [50.0, 50.0],
                "water weight": [0.5, 1.0],
            },
            by_hand=(
                "S / M says nothing about numbers on both sides of zero. In the second row roads do not count, "
                "so nothing "
                "is at fault."
            ),
            refused="A child has a negative score.",
            at=(0,),
        ),
    ],
    source="""
De Muro, Mazziotta, Pareto, Composite Indices of Development and Poverty: An Application to MDGs, Social Indicators
Research 104 (2011), pages 1 to 18; with weights: Mazziotta, Pareto, Weighting in composite indices construction: the
case of the Mazziotta-Pareto Index, Rivista Italiana di Economia Demografia e Statistica 76 (2022). No published example
was found: the numbers follow by hand from the formula.
""",
)

test_examples = worked(SPEC)
