"""Wins over the other units."""

from __future__ import annotations

import numpy as np

from tarazy.engine.steps import methods
from tests.engine.scenes import scene
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="copeland",
    what="""
Every unit is compared with every other, child by child: who is better on more weight wins the pair. The score is wins
less losses, so nothing depends on how far ahead somebody is, and no child makes up for another by its size. Scores are
compared in their first 12 significant digits; who is equal on a child shares it. A child counts in a pair if it counts
for both, with the mean of its two weights; units that have no child in common leave their pair undecided. The score of
a unit changes when others come or go.
""",
    formula="""
net = number of pairs won - number of pairs lost, over the m - 1 others; score = net (`net_wins`), or
low + (net + m - 1) / (2 · (m - 1)) · (high - low) (`points`). a wins over b if the sum of
(w_ia + w_ib) / 2 · sign(s_ia - s_ib) is above 0
""",
    parameters={
        "within": "`period`: compared with all units of the period; `peer_group`: with those of the unit's peer group",
        "scale": "`points`: spread over the scale of points; `net_wins`: wins less losses as they are",
    },
    yaml="aggregate: {method: copeland, within: period, scale: points}",
    examples=[
        Example(
            title="Four units",
            given={
                "roads score": [90.0, 50.0, 50.0, None],
                "roads weight": [0.6, 0.6, 0.6, 0.0],
                "water score": [20.0, 30.0, 60.0, 40.0],
                "water weight": [0.4, 0.4, 0.4, 1.0],
            },
            gives={"score": [66.666666667, 0.0, 66.666666667, 66.666666667]},
            by_hand=(
                "The first wins over the second and the third by roads (0.6 against 0.4) and loses to the fourth by "
                "water, the only child that both have. The third is equal to the second on roads and better on water. "
                "The fourth wins over the second (40 > 30) and loses to the third (40 < 60). Wins less losses: "
                "2 - 1 = 1, 0 - 3 = -3, 2 - 1 = 1, 2 - 1 = 1; in points (1 + 3) / 6 · 100 = 66.67 and 0."
            ),
            says=(
                "roads: 90 points with weight 0.6.",
                "water: 20 points with weight 0.4.",
                "Pairs with the other units: 3. Won: 2. Lost: 1. Undecided: 0.",
                (
                    "Wins less losses: 1. On the scale from 0 (all pairs lost) to 100 (all pairs won): "
                    "66.6666666667 points."
                ),
            ),
        ),
        Example(
            title="Two units, each better on one half",
            instead="aggregate: {method: copeland, within: period, scale: net_wins}",
            given={
                "roads score": [1.0, 2.0],
                "roads weight": [0.5, 0.5],
                "water score": [2.0, 1.0],
                "water weight": [0.5, 0.5],
            },
            gives={"score": [0.0, 0.0]},
            by_hand="Half of the weight each: nobody wins. COINr's own test expects the same, 0 and 0.",
            says=(
                "roads: 1 points with weight 0.5.",
                "water: 2 points with weight 0.5.",
                "Pairs with the other units: 1. Won: 0. Lost: 0. Undecided: 1.",
                "Wins less losses, 0 - 0: 0 points.",
            ),
        ),
        Example(
            title="Within peer groups",
            instead="aggregate: {method: copeland, within: peer_group, scale: points}",
            given={
                "peer_group": ["city", "oblast", "city", "oblast", "oblast"],
                "roads score": [10.0, 90.0, 20.0, 80.0, None],
                "roads weight": [0.5, 0.5, 0.5, 0.5, 0.0],
                "water score": [10.0, 90.0, 20.0, 95.0, None],
                "water weight": [0.5, 0.5, 0.5, 0.5, 0.0],
            },
            gives={"score": [0.0, 50.0, 100.0, 50.0, None]},
            by_hand="The second city wins; the oblasts have one half each. The last unit has no score and no rival.",
        ),
        Example(
            title="Alone in its peer group",
            instead="aggregate: {method: copeland, within: peer_group, scale: points}",
            given={
                "peer_group": ["city", "oblast", "oblast"],
                "roads score": [10.0, 90.0, 20.0],
                "roads weight": [0.5, 0.5, 0.5],
                "water score": [10.0, 90.0, 20.0],
                "water weight": [0.5, 0.5, 0.5],
            },
            by_hand="The city has no pair to win.",
            refused="There is nobody to compare with.",
            at=(0,),
        ),
    ],
    source=(
        "A. H. Copeland, A reasonable social welfare function (1951); OECD/JRC, Handbook on Constructing Composite "
        "Indicators (2008), step 7; COINr 1.1.14, outrankMatrix and a_copeland."
    ),
)

test_examples = worked(SPEC)

COPELAND = methods("aggregate")["copeland"]


def test_the_example_of_coinr() -> None:
    """COINr's test of outrankMatrix: of four units the second outranks the first by 2/3, the third by 1/3, and the
    fourth outranks all three (three pairs of dominance).
    """
    scores = np.array([[1.0, 2.0, 3.0, 4.0], [3.0, 2.0, 1.0, 5.0], [2.0, 3.0, 1.0, 4.0]])
    rule = COPELAND.Parameters(within="period", scale="net_wins")
    # The third is better than the second on the first indicator only, so it loses that pair too.
    assert COPELAND.compute(scores, np.full((3, 4), 1 / 3), rule, scene(4)).tolist() == [-1, 1, -3, 3]


def test_the_last_bits_of_weights_decide_no_pair() -> None:
    """0.1 + 0.2 is a bit more than 0.3 in doubles; by what is meant, nobody has more weight."""
    scores, weights = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), np.array([[0.1] * 2, [0.2] * 2, [0.3] * 2]) / 0.6
    rule = COPELAND.Parameters(within="period", scale="net_wins")
    assert COPELAND.compute(scores, weights, rule, scene(2)).tolist() == [0, 0]


def test_blocks_of_units_make_no_difference() -> None:
    """More units than a block has rows, against the definition."""
    chance = np.random.default_rng(5)
    scores = chance.integers(0, 9, (3, 700)).astype(float)
    weights = np.repeat(np.array([[0.5], [0.3], [0.2]]), 700, axis=1)
    rule = COPELAND.Parameters(within="period", scale="net_wins")
    margin = (np.sign(scores[:, :, None] - scores[:, None, :]) * weights[:, :1, None]).sum(axis=0)
    expected = np.where(abs(margin) < 1e-9, 0, np.sign(margin)).sum(axis=1)
    assert COPELAND.compute(scores, weights, rule, scene(700)).tolist() == expected.tolist()
