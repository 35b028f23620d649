"""The weighted arithmetic mean."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="arithmetic",
    what=(
        "The weighted mean of the children's scores. Strong children make up for weak ones, and what each"
        " child brings can be said in points."
    ),
    formula="score = sum of weight_i · score_i over the children that count",
    parameters={},
    yaml="aggregate: {method: arithmetic}",
    examples=[
        Example(
            title="Two children",
            given={
                "roads score": [80.0, 60.0, None],
                "roads weight": [0.75, 1.0, 0.0],
                "water score": [20.0, None, None],
                "water weight": [0.25, 0.0, 0.0],
            },
            gives={"score": [65.0, 60.0, None]},
            by_hand="0.75 · 80 + 0.25 · 20 = 60 + 5. In the second row only roads count.",
            says=(
                "roads: 80 points with weight 0.75 bring 60.",
                "water: 20 points with weight 0.25 bring 5.",
                "Weighted arithmetic mean of the children that count (2): 65 points.",
            ),
        ),
        Example(
            title="The example of NumPy",
            given={
                "roads score": [0.0, 2.0, 4.0],
                "roads weight": [0.25, 0.25, 0.25],
                "water score": [1.0, 3.0, 5.0],
                "water weight": [0.75, 0.75, 0.75],
            },
            gives={"score": [0.75, 2.75, 4.75]},
            by_hand="The manual of NumPy, at `numpy.average`, with the weights 1/4 and 3/4.",
        ),
    ],
    source="OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7.",
)

test_examples = worked(SPEC)
