"""The weighted geometric mean."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="geometric",
    what="""
The weighted geometric mean of the children's scores: a weak child weighs down the whole, and a child with no points
leaves none. Points cannot be
told apart by child, so there are no contributions.
""",
    formula="score = product of score_i ^ weight_i over the children that count; 0 if one of them is 0",
    parameters={},
    yaml="aggregate: {method: geometric}",
    examples=[
        Example(
            title="Two children",
            given={
                "roads score": [81.0, 40.0, 90.0, None],
                "roads weight": [0.75, 0.5, 0.5, 0.0],
                "water score": [25.0, 90.0, 0.0, 36.0],
                "water weight": [0.25, 0.5, 0.5, 1.0],
            },
            gives={"score": [60.373835392, 60.0, 0.0, 36.0]},
            by_hand=(
                "81 ^ 0.75 = 27 and 25 ^ 0.25 = 2.236068, together 60.373835. √(40 · 90) = 60; the "
                "arithmetic mean would be 65."
            ),
            says=(
                "roads: 81 points to the power of its weight 0.75 give the factor 27.",
                "water: 25 points to the power of its weight 0.25 give the factor 2.2360679775.",
                "Weighted geometric mean, the product of the factors (2): 60.3738353925 points.",
            ),
        ),
        Example(
            title="The example of SciPy",
            given={
                "roads score": [1.0],
                "roads weight": [0.5],
                "water score": [4.0],
                "water weight": [0.5],
            },
            gives={"score": [2.0]},
            by_hand="The manual of SciPy, at `scipy.stats.gmean`: of 1 and 4 it is 2.",
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
                "A root of a negative number is not real. In the second row roads do not count, so nothing is at fault."
            ),
            refused="A child has a negative score.",
            at=(0,),
        ),
    ],
    source=(
        "UNDP, Human Development Report 2021/22, technical note 1; OECD/JRC, Handbook on Constructing "
        "Composite Indicators (2008), step 7."
    ),
)

test_examples = worked(SPEC)
