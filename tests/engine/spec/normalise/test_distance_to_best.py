"""The share of the best value that is reached."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps import methods
from tests.engine.scenes import scene
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="normalise",
    method="distance_to_best",
    what="""
A value earns points by the share of the best value that it reaches; whoever leads has all points. Unlike from the least
to the greatest value, the last is not pressed down to zero: half as good earns half. So the values need a natural zero,
as counts, lengths and times have, and temperatures and balances have not. One exceptional leader presses all others
down. Where a lower value earns more, twice the best earns half, and zero cannot be scored.
""",
    formula="""
share = value / best, and where a lower value earns more best / value; the best is the greatest value of the group, or
the least; score = points_low + share · (points_high - points_low).
""",
    parameters={"within": ("whose best counts: the period (`period`), its peer group (`peer_group`) or kind (`kind`)")},
    yaml="normalise: {method: distance_to_best, within: period}",
    examples=[
        Example(
            title="Among all",
            given={"value": [9.0, 12.0, 3.0, 0.0, None]},
            gives={"score": [75.0, 100.0, 25.0, 0.0, None]},
            by_hand="9 / 12 = 0.75. COINr's `n_fracmax`, whose test asks for x / max(x), gives the same shares.",
            says=(
                "The value 9, divided by the best value 12, gives 0.75. The best earns 100 points, zero would earn 0: "
                "75 points.",
            ),
        ),
        Example(
            title="The example of scikit-learn",
            given={"value": [1.0, 2.0, 0.0]},
            gives={"score": [50.0, 100.0, 0.0]},
            by_hand="""
The manual of scikit-learn, at `MaxAbsScaler`, scales the column 1, 2, 0 to 0.5, 1, 0; here the best earns 100.
""",
        ),
        Example(
            title="Less is better, among peers",
            instead="normalise: {method: distance_to_best, within: peer_group}",
            better="lower",
            given={"value": [8.0, 4.0, 16.0, 0.5, 0.4], "peer_group": ["a", "a", "a", "b", "b"]},
            gives={"score": [50.0, 100.0, 25.0, 80.0, 100.0]},
            by_hand="4 / 8 = 0.5; in group b 0.4 / 0.5 = 0.8.",
            says=(
                "The best value 4, divided by the value 8, gives 0.5. The best earns 100 points, and the greater a "
                "value, the nearer it comes to 0: 50 points.",
            ),
        ),
        Example(
            title="Below zero",
            given={"value": [9.0, -12.0, 3.0]},
            by_hand="-12 / 9 is no share.",
            refused="The value is below zero.",
            at=(1,),
        ),
        Example(
            title="Zero where less is better",
            better="lower",
            given={"value": [9.0, 0.0, None]},
            by_hand="Against a best of zero everybody would have nothing, and the best itself would be 0 / 0.",
            refused="The value is not above zero, and the score divides by it.",
            at=(1,),
        ),
        Example(
            title="A best of zero",
            instead="normalise: {method: distance_to_best, within: peer_group}",
            given={"value": [9.0, 12.0, 0.0, 0.0, None], "peer_group": ["a", "a", "b", "b", "b"]},
            by_hand="In group b nobody has anything: 0 / 0.",
            refused="The best of the values that are compared is zero.",
            at=(2, 3),
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5: distance to a reference, which here is the
leader.
""",
)

test_examples = worked(SPEC)


def test_all_faults_are_told_at_once() -> None:
    method = methods("normalise")["distance_to_best"]
    groups = np.array([0, 0, 1, 1], dtype=np.int32)
    with pytest.raises(Refused) as refused:
        method.compute(np.array([5.0, -1.0, 0.0, 0.0]), method.Parameters(within="peer_group"), scene(4, groups=groups))
    assert [fault.units.tolist() for fault in refused.value.faults if fault.units is not None] == [
        [False, True, False, False],
        [False, False, True, True],
    ]
