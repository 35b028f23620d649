"""The lowest score of the children that count."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="minimum",
    what="""
The lowest score of the children that count: nothing makes up for the weakest. Weights only say which children count,
not how much: a child counts if its weight is above 0. In a methodology where fewer points are better this is the
best child, not the weakest. Points cannot be told apart by child, so there are no contributions.
""",
    formula="score = min of score_i over the children that count",
    parameters={},
    yaml="aggregate: {method: minimum}",
    examples=[
        Example(
            title="Two children",
            given={
                "roads score": [80.0, 0.0, -5.0, None],
                "roads weight": [0.9, 0.5, 0.5, 0.0],
                "water score": [20.0, 90.0, 50.0, 36.0],
                "water weight": [0.1, 0.5, 0.5, 1.0],
            },
            gives={"score": [20.0, 0.0, -5.0, 36.0]},
            by_hand="First row: 20 is less than 80, although water weighs a tenth. Last row: roads do not count.",
            says=(
                "roads: 80 points.",
                "water: 20 points.",
                "The weakest of the children that count (2) is water: 20 points.",
            ),
        ),
        Example(
            title="The example of NumPy",
            given={
                "roads score": [2.0, 3.0, 4.0],
                "roads weight": [0.5, 0.5, 0.5],
                "water score": [1.0, 5.0, 2.0],
                "water weight": [0.5, 0.5, 0.5],
            },
            gives={"score": [1.0, 3.0, 2.0]},
            by_hand="The manual of NumPy, at `numpy.minimum`.",
        ),
        Example(
            title="Both as weak",
            given={
                "roads score": [0.1 + 0.2],
                "roads weight": [0.5],
                "water score": [0.3],
                "water weight": [0.5],
            },
            gives={"score": [0.3]},
            by_hand="0.1 + 0.2 differs from 0.3 in the seventeenth digit only; twelve digits decide which are one.",
            says=(
                "roads: 0.3 points.",
                "water: 0.3 points.",
                "The weakest of the children that count (2) are 2 with the same score: 0.3 points.",
            ),
        ),
    ],
    source=(
        "Hardy, Littlewood, Pólya, Inequalities (1934), section 2.3: the limit of the means whose order falls without "
        "end."
    ),
)

test_examples = worked(SPEC)
