"""A child weighs more, the more it tells units apart and the less its scores follow those of the others."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.steps.weigh.critic import Parameters, compute
from tests.engine.scenes import scene, seen
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="weigh",
    method="critic",
    what="""
The scores themselves say what each child weighs: more, the farther the units lie apart in it (contrast), and more, the
less its scores follow those of the other children (conflict). Only the units that have a score of every child are
looked at; one weight holds for everybody. The scores are taken as they are; with min_max at the indicators the method
is that of the paper to the letter. Refused where fewer than two units have all scores, where all their scores of a
child are the same, or where all children rise and fall as one. An only child weighs 1.
""",
    formula="""
C_i = σ_i × (sum over j of (1 − r_ij)); weight_i = C_i / (sum of C), with the standard deviation σ and the coefficient
of correlation r (Pearson) over the units
""",
    parameters={},
    yaml="weigh: {method: critic}",
    examples=[
        Example(
            title="Three units, and one without water",
            given={"roads score": [10.0, 20.0, 30.0, 99.0], "water score": [80.0, 20.0, 50.0, None]},
            gives={"child": ["roads", "water"], "weight": [0.25, 0.75]},
            by_hand="""
Of two children both have the conflict 1 − r, so only the contrast decides. Roads lie −10, 0, 10 from their mean, σ =
√(200 / 3); water 30, −30, 0, σ = √(1800 / 3), three times as much. r = −300 / √(200 · 1800) = −0.5.
""",
            says=(
                "Over the units (3) the scores of roads have the standard deviation 8.16496580928 and the conflict 1.5 "
                "with the other children; their product, divided by the sum of all products 48.9897948557, is the "
                "weight 0.25.",
                "Over the units (3) the scores of water have the standard deviation 24.4948974278 and the conflict 1.5 "
                "with the other children; their product, divided by the sum of all products 48.9897948557, is the "
                "weight 0.75.",
            ),
        ),
        Example(
            title="Two children that say the same",
            given={"roads score": [10.0, 20.0, 40.0], "water score": [5.0, 10.0, 20.0]},
            by_hand="Water is half of roads everywhere: r = 1, and nothing is in conflict.",
            refused="The scores of all children rise and fall as one.",
        ),
        Example(
            title="A child in which nobody differs",
            given={"roads score": [10.0, 20.0, 40.0], "water score": [50.0, 50.0, 50.0]},
            by_hand="Water has no spread, so it has no correlation either.",
            refused="All units that have every score have the same score of water.",
        ),
        Example(
            title="Only one unit with all scores",
            given={"roads score": [10.0, None], "water score": [50.0, 60.0]},
            by_hand="One unit differs from nobody.",
            refused="The number of units that have a score of every child is 1.",
        ),
    ],
    source="""
Diakoulaki, D., Mavrotas, G., Papayannakis, L., Determining objective weights in multiple criteria problems: the CRITIC
method, Computers & Operations Research 22 (1995), pages 763 to 770, whose eight firms the tests compute to the eight
decimals that the programs scikit-criteria and pymcdm give for them.
""",
)

test_examples = worked(SPEC)


def weights_of(*scores: list[float]) -> list[float]:
    around = seen(scores=scores)
    children = tuple(f"n{number}" for number in range(len(scores)))
    found: list[float] = compute(Parameters(), scene(len(scores[0]), children=children, around=around)).tolist()
    return found


def test_the_firms_of_diakoulaki() -> None:
    profit = [61, 20.7, 16.3, 9, 5.4, 4, -6.1, -34.6]
    share = [1.08, 0.26, 1.98, 3.29, 2.77, 4.12, 3.52, 3.31]
    productivity = [4.33, 4.34, 2.53, 1.65, 2.33, 1.21, 2.10, 0.98]
    stretched = [
        [100 * (one - min(column)) / (max(column) - min(column)) for one in column]
        for column in (profit, share, productivity)
    ]
    assert weights_of(*stretched) == pytest.approx([0.20222554, 0.48090173, 0.31687273], abs=5e-9)


def test_neither_the_order_of_units_nor_that_of_children_matters() -> None:
    first, second, third = [3.0, 1.0, 4.0, 1.5], [9.0, 2.0, 6.0, 5.0], [3.0, 5.0, 8.0, 9.0]
    one, two, three = weights_of(first, second, third)
    assert weights_of(third, first, second) == pytest.approx([three, one, two], abs=1e-15)
    assert weights_of(first[::-1], second[::-1], third[::-1]) == [one, two, three]


def test_no_units_and_an_only_child() -> None:
    assert compute(Parameters(), scene(0, children=("a", "b"))).shape == (2, 0)
    alone = scene(2, children=("a",), around=seen(scores=[[5.0, 5.0]]))
    assert np.array_equal(compute(Parameters(), alone), [1.0])
