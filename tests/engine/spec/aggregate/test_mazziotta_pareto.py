"""The mean with a penalty for imbalance."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.steps.aggregate.mazziotta_pareto import Parameters, compute
from tests.engine.scenes import scene
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
case of the Mazziotta-Pareto Index, Rivista Italiana di Economia Demografia e Statistica 76 (2022). The tests compute
the development index of Croatia of 2017 for seven cities and municipalities, to its three decimals, from the figures in
the R package crodi; the numbers above follow by hand from the formula.
""",
)

test_examples = worked(SPEC)

# The package crodi: income and budget per head, unemployed, educated, change of the population, index of ageing, and
# the published development index of 2017.
CROATIA = {
    "Andrijaševci": ([20543.29764, 1102.24191, 0.22059, 0.0723192, 96.8401, 59.5], 97.701),
    "Antunovac": ([25823.70058, 1238.66227, 0.19779, 0.0872981, 102.318, 80.0], 100.35),
    "Babina Greda": ([12956.53143, 752.04115, 0.32602, 0.0421775, 90.0334, 74.1], 91.256),
    "Ervenik": ([14498.8482, 589.56985, 0.46094, 0.132597, 50.0371, 779.8], 60.358),
    "Zagreb": ([44733.20881, 6232.49034, 0.10065, 0.393528, 103.095, 118.9], 116.56),
    "Osijek": ([33322.87656, 2493.58767, 0.17404, 0.283891, 94.8891, 120.1], 106.211),
    "Split": ([33308.77732, 3402.41112, 0.19475, 0.353921, 94.2394, 113.4], 107.784),
}
# Mean and standard deviation of the same figures over all 556 of Croatia; of the third and the sixth less is better.
MEANS = [24362.0348511, 2379.21648457, 0.178307482014, 0.125078902698, 93.0462492806, 135.013309353]
DEVIATIONS = [6406.69000466, 1965.69880112, 0.0978819951668, 0.0693056440079, 12.1893874586, 75.9069363651]
BETTER = [1, 1, -1, 1, 1, -1]


def test_the_development_index_of_croatia() -> None:
    """Standardised to mean 100 and deviation 10, as its method lays down."""
    figures = np.array([of for of, _ in CROATIA.values()])
    scores = (100 + 10 * np.array(BETTER) * (figures - MEANS) / DEVIATIONS).T
    found = compute(scores, np.full(scores.shape, 1 / 6), Parameters("minus"), scene(len(CROATIA)))
    assert found.tolist() == pytest.approx([index for _, index in CROATIA.values()], abs=0.00051)
