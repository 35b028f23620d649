"""The highest score of the children that count."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="maximum",
    what="""
The highest score of the children that count: "this, or that". Where one child is an award and the other a dimension
in which all must pass, the node passes by either. Weights only say which children count, not how much. Whether a child
that is not known may be left out is said by `missing`: under `leave` there is no score, though another child may be
enough. In a methodology where fewer points are better this is the worst child, not the best. Points cannot be told
apart by child, so there are no contributions.
""",
    formula="score = max of score_i over the children that count",
    parameters={},
    yaml="aggregate: {method: maximum}",
    examples=[
        Example(
            title="Two children",
            given={
                "roads score": [80.0, 0.0, -5.0, 100.0, None],
                "roads weight": [0.1, 0.5, 0.5, 0.0, 0.0],
                "water score": [20.0, 0.0, -50.0, 36.0, None],
                "water weight": [0.9, 0.5, 0.5, 1.0, 0.0],
            },
            gives={"score": [80.0, 0.0, -5.0, 36.0, None]},
            by_hand="First row: 80 is more than 20, although roads weigh a tenth. Fourth row: roads do not count.",
            says=(
                "roads: 80 points.",
                "water: 20 points.",
                "The strongest of the children that count (2) is roads: 80 points.",
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
            gives={"score": [2.0, 5.0, 4.0]},
            by_hand="The manual of NumPy, at `numpy.maximum`.",
        ),
        Example(
            title="Both as strong",
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
                "The strongest of the children that count (2) are 2 with the same score: 0.3 points.",
            ),
        ),
    ],
    source=(
        "Philippines, Seal of Good Local Governance, criteria of 2019, 2.1: the national award, or all of what "
        "follows. Numbers without another source are worked by hand."
    ),
)

test_examples = worked(SPEC)
