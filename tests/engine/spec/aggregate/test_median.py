"""The weighted median."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.steps import methods
from tests.engine.scenes import scene
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="median",
    what="""
The weighted median of the children's scores: the score up to which half of the weight lies. Neither a very weak nor a
very strong child moves it. With equal weights (`weigh: {method: equal}`) it is the plain median, and with two of them
the mean of both. Points cannot be told apart by child, so there are no contributions.
""",
    formula="""
With the children that count in the order of their scores and W_j = weight_1 + ... + weight_j: score = score_j of the
first j with W_j > 1/2; if W_j = 1/2 for some j, (score_j + score_(j+1)) / 2. W is compared in 12 significant digits.
""",
    parameters={},
    yaml="aggregate: {method: median}",
    examples=[
        Example(
            title="Two children",
            given={
                "roads score": [80.0, 80.0, 80.0, None],
                "roads weight": [0.5, 0.75, 0.25, 0.0],
                "water score": [20.0, 20.0, 20.0, 36.0],
                "water weight": [0.5, 0.25, 0.75, 1.0],
            },
            gives={"score": [50.0, 80.0, 20.0, 36.0]},
            by_hand=(
                "First row: exactly half of the weight lies at 20, half at 80: (20 + 80) / 2. Second row: at 20 "
                "only 0.25 "
                "is reached, so 80. Third row: at 20 it is 0.75, more than a half."
            ),
            says=(
                "roads: 80 points with weight 0.5.",
                "water: 20 points with weight 0.5.",
                (
                    "Weighted median of the children that count (2): exactly half of the weight lies at 20 points and "
                    "below, half at 80 and above; the mean of the two is 50 points."
                ),
            ),
        ),
        Example(
            title="The example of NumPy",
            given={
                "roads score": [10.0, 7.0, 4.0],
                "roads weight": [0.5, 0.5, 0.5],
                "water score": [3.0, 2.0, 1.0],
                "water weight": [0.5, 0.5, 0.5],
            },
            gives={"score": [6.5, 4.5, 2.5]},
            by_hand="The manual of NumPy, at `numpy.median`, along the first axis. Both weigh the same here.",
        ),
        Example(
            title="More than a half",
            given={
                "roads score": [80.0],
                "roads weight": [0.75],
                "water score": [20.0],
                "water weight": [0.25],
            },
            gives={"score": [80.0]},
            by_hand="0.25 of the weight lies at 20; with 80 it is all.",
            says=(
                "roads: 80 points with weight 0.75.",
                "water: 20 points with weight 0.25.",
                (
                    "Weighted median of the children that count (2): in the order of their scores, half of the "
                    "weight is "
                    "reached at 80 points."
                ),
            ),
        ),
    ],
    source=(
        "Cormen, Leiserson, Rivest, Stein, Introduction to Algorithms, problem 9-2 (weighted median); where two scores "
        "satisfy it, their mean, as the R package matrixStats does in weightedMedian(interpolate = "
        'FALSE, ties = "mean").'
    ),
)

test_examples = worked(SPEC)


@pytest.mark.parametrize("k", [1, 2, 3, 4, 5, 6, 7, 10, 12])
def test_with_equal_weights_it_is_the_plain_median_of_numpy(k: int) -> None:
    module = methods("aggregate")["median"]
    scores = np.random.default_rng(k).integers(0, 12, size=(k, 200)) / 3
    found = module.compute(scores, np.full(scores.shape, 1 / k), module.Parameters(), scene(200))
    np.testing.assert_allclose(found, np.median(scores, axis=0), rtol=1e-14)
