"""The weighted harmonic mean."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="harmonic",
    what="""
The weighted harmonic mean of the children's scores: a weak child weighs down the whole still more than under a
geometric mean, and a child with no points leaves none. Points cannot be told apart by child, so there are no
contributions.
""",
    formula="score = 1 / sum of (weight_i / score_i) over the children that count; 0 if one of them is 0",
    parameters={},
    yaml="aggregate: {method: harmonic}",
    examples=[
        Example(
            title="Two children",
            given={
                "roads score": [1.0, 60.0, 90.0, None],
                "roads weight": [0.5, 0.75, 0.5, 0.0],
                "water score": [4.0, 20.0, 0.0, 36.0],
                "water weight": [0.5, 0.25, 0.5, 1.0],
            },
            gives={"score": [1.6, 40.0, 0.0, 36.0]},
            by_hand=(
                "First row: the harmonic mean of 1 and 4, 1.6, is the example in the manual of SciPy, "
                "scipy.stats.hmean. "
                "Second row: 0.75 / 60 + 0.25 / 20 = 0.025, and 1 / 0.025 = 40; the arithmetic mean would be 50."
            ),
            says=(
                "roads: 1 points with weight 0.5.",
                "water: 4 points with weight 0.5.",
                (
                    "Weighted harmonic mean of the children that count (2), one divided by the sum of weights divided "
                    "by their scores: 1.6 points."
                ),
            ),
        ),
        Example(
            title="A child with no points",
            given={
                "roads score": [100.0],
                "roads weight": [0.9],
                "water score": [0.0],
                "water weight": [0.1],
            },
            gives={"score": [0.0]},
            by_hand="The closer a score comes to 0, the closer the mean does, however small its weight is.",
            says=(
                "roads: 100 points with weight 0.9.",
                "water: 0 points with weight 0.1.",
                "Weighted harmonic mean of the children that count (2): water has 0 points, hence 0.",
            ),
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
                "Near zero such a mean has no bounds: 0.5 / -1 + 0.5 / 50 = -0.49 would give -2.04, less than both. In "
                "the second row roads do not count, so nothing is at fault."
            ),
            refused="A child has a negative score.",
            at=(0,),
        ),
    ],
    source=(
        "Hardy, Littlewood, Pólya, Inequalities (1934), sections 2.1 and 2.2: the mean of order -1, which is 0 where a "
        "number is 0."
    ),
)

test_examples = worked(SPEC)
