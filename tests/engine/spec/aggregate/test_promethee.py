"""Net flow of preference."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tarazy.engine.steps import methods
from tests.engine.scenes import scene
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="promethee",
    what="""
Every unit is compared with every other, child by child. A small lead counts for nothing, a large one as a whole one
however large it is, and between the two thresholds it grows in a straight line; so a child makes up for another, but
not without end. The flow of a unit is the mean of its leads over the others less the mean of its lags, from −1
(everywhere behind) to 1 (everywhere ahead). Scores are compared in their first 12 significant digits. A child counts in
a pair if it counts for both, with the mean of its two weights. The score of a unit changes when others come or go.
Refused where a unit has nobody to be compared with.
""",
    formula="""
flow of a = (sum over the others b and the children i of (w_ia + w_ib) / 2 · (P(s_ia − s_ib) − P(s_ib − s_ia))) /
(m − 1), with P(d) = 0 up to `indifference`, (d − indifference) / (preference − indifference) up to `preference`, 1
above; score = flow (`net_flow`), or low + (flow + 1) / 2 · (high − low) (`points`)
""",
    parameters={
        "within": (
            "`period`: compared with all units of the period; `peer_group`: with those of the unit's peer group; "
            "`kind`: with those of its kind"
        ),
        "indifference": "a lead of so many points is none; 0 or more, the same for all children",
        "preference": "a lead of more points is a whole one; with both at 0 every lead is",
        "scale": "`points`: spread over the scale of points; `net_flow`: the flow as it is",
        "source": "who decided the thresholds",
        "date": "and when",
    },
    yaml="""
aggregate:
  method: promethee
  within: period
  indifference: 10
  preference: 50
  scale: points
  source: "Order No. 10"
  date: 2024-01-01
""",
    examples=[
        Example(
            title="Three units, and one of which nothing is known",
            given={
                "roads score": [90.0, 50.0, 10.0, None],
                "roads weight": [0.5, 0.5, 0.5, 0.0],
                "water score": [20.0, 25.0, 70.0, None],
                "water weight": [0.5, 0.5, 0.5, 0.0],
            },
            gives={"score": [59.375, 39.0625, 51.5625, None]},
            by_hand="""
Roads: the first leads the second by 40, (40 − 10) / 40 = 0.75, and the third by 80, a whole lead; the second leads the
third by 40, 0.75. Water: the third leads the first by 50, (50 − 10) / 40 = 1, and the second by 45, 0.875; 5 points
between the first two are none. Half of that each, over two pairs: 0.4375 − 0.25 = 0.1875; 0 − 0.21875; −0.4375 +
0.46875 = 0.03125. In points 50 · (1 + 0.1875) and so on.
""",
            says=(
                "roads: 90 points with weight 0.5 lead by 0.4375 and lag by 0 in the mean of the pairs with the other "
                "units (2); up to 10 points are no lead, more than 50 a whole one.",
                "water: 20 points with weight 0.5 lead by 0 and lag by 0.25 in the mean of the pairs with the other "
                "units (2); up to 10 points are no lead, more than 50 a whole one.",
                "All leads 0.4375 less all lags 0.25: 0.1875. On the scale from 0 (everywhere behind) to 100 "
                "(everywhere ahead): 59.375 points.",
            ),
        ),
        Example(
            title="A lead exactly on the threshold, where there is only a step",
            instead="""
aggregate:
  method: promethee
  within: period
  indifference: 0.2
  preference: 0.2
  scale: net_flow
  source: "Order No. 10"
  date: 2024-01-01
""",
            given={
                "roads score": [0.3, 0.1, 0.0],
                "roads weight": [1.0, 1.0, 1.0],
                "water score": [None, None, None],
                "water weight": [0.0, 0.0, 0.0],
            },
            gives={"score": [0.5, 0.0, -0.5]},
            by_hand="0.3 − 0.1 is 0.2 and no lead, though doubles make it a bit less; 0.3 − 0 is one; 0.1 − 0 is none.",
        ),
        Example(
            title="Alone in its peer group",
            instead="""
aggregate:
  method: promethee
  within: peer_group
  indifference: 0
  preference: 0
  scale: points
  source: "Order No. 10"
  date: 2024-01-01
""",
            given={
                "peer_group": ["city", "oblast", "oblast"],
                "roads score": [10.0, 90.0, 20.0],
                "roads weight": [0.5, 0.5, 0.5],
                "water score": [10.0, 90.0, 20.0],
                "water weight": [0.5, 0.5, 0.5],
            },
            by_hand="The city has nobody to lead.",
            refused="There is nobody to compare with.",
            at=(0,),
        ),
    ],
    source="""
Brans, J. P., Vincke, P., A preference ranking organisation method, Management Science 31 (1985), pages 647 to 656:
PROMETHEE II with the usual criterion (both thresholds 0), the quasi-criterion (both the same) and criteria with linear
preference. The tests compute the flows that the program pymcdm 1.4.0 gives for six units by each of them.
""",
)

test_examples = worked(SPEC)

METHOD = methods("aggregate")["promethee"]
SIX = np.array(
    [[80.0, 65.0, 83.0, 40.0, 52.0, 94.0], [90.0, 58.0, 60.0, 80.0, 72.0, 96.0], [60.0, 20.0, 40.0, 100.0, 60.0, 70.0]]
)


@pytest.mark.parametrize(
    ("indifference", "preference", "flows"),
    [
        (0, 0, [0.28, -0.6, 0.0, -0.24, -0.36, 0.92]),
        (10, 10, [0.42, -0.54, -0.16, -0.24, -0.26, 0.78]),
        (5, 30, [0.3728, -0.4424, -0.0488, -0.1624, -0.3256, 0.6064]),
        (
            0,
            30,
            [
                0.364,
                -0.4626666666666667,
                -0.05333333333333333,
                -0.17533333333333333,
                -0.33133333333333333,
                0.6586666666666666,
            ],
        ),
    ],
    ids=["usual", "quasi", "linear with indifference", "linear"],
)
def test_as_pymcdm(indifference: float, preference: float, flows: list[float]) -> None:
    """pymcdm 1.4.0, PROMETHEE_II with usual, ushape, vshape_2 and vshape."""
    rule = METHOD.Parameters(
        within="period",
        indifference=indifference,
        preference=preference,
        scale="net_flow",
        source="-",
        date=date(2024, 1, 1),
    )
    weights = np.repeat(np.array([[0.5], [0.3], [0.2]]), 6, axis=1)
    assert METHOD.compute(SIX, weights, rule, scene(6)) == pytest.approx(flows, abs=1e-14)


def test_nobody() -> None:
    rule = METHOD.Parameters(
        within="period", indifference=0, preference=0, scale="points", source="-", date=date(2024, 1, 1)
    )
    assert np.isnan(METHOD.compute(np.full((2, 3), np.nan), np.zeros((2, 3)), rule, scene(3))).all()
    assert METHOD.compute(np.empty((2, 0)), np.empty((2, 0)), rule, scene(0)).shape == (0,)
