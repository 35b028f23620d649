"""Each peer group has weights of its own, which may change with time."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps.weigh.by_peer_group import GroupWeights, Parameters, check, check_children, compute
from tests.engine.scenes import POINTS, scene
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="weigh",
    method="by_peer_group",
    what="""
Every unit's children weigh what the methodology gives them in the unit's peer group, from a day on. Those in force on
the last day of the period count. In every peer group every child must be named, and no other; each weight is above 0,
and those of a group make 1. A unit of a group without weights is refused, also where the dimension does not apply to
it; there is no weight for all the rest. Peer groups are those of the list of units; there are no weights by kind: where
an act weighs towns and villages apart, let each be a peer group.
""",
    formula="weight_i of a unit = w_i of its peer group / (sum of w of its peer group)",
    parameters={
        "dated": (
            "sets of weights with the day from which they hold, each with its source; "
            "`groups` names for every peer group the weight of every child"
        )
    },
    yaml="""
weigh:
  method: by_peer_group
  dated:
    - from: 2020-01-01
      source: "Order No. 5"
      groups:
        town: {roads: 0.4, water: 0.6}
        village: {roads: 0.75, water: 0.25}
    - from: 2024-07-01
      source: "Order No. 9"
      groups:
        town: {roads: 0.5, water: 0.5}
        village: {roads: 0.8, water: 0.2}
""",
    examples=[
        Example(
            title="In 2023",
            period="2023",
            given={"peer_group": ["village", "town", "village"]},
            gives={"roads weight": [0.75, 0.4, 0.75], "water weight": [0.25, 0.6, 0.25]},
            by_hand="On 31 December 2023 the first set is in force.",
            says=(
                "In the peer group village the weight of roads is 0.75, from 2020-01-01 on (Order No. 5).",
                "In the peer group village the weight of water is 0.25, from 2020-01-01 on (Order No. 5).",
            ),
        ),
        Example(
            title="In 2024",
            given={"peer_group": ["village", "town"]},
            gives={"roads weight": [0.8, 0.5], "water weight": [0.2, 0.5]},
            by_hand="On 31 December 2024 the second set is in force.",
        ),
        Example(
            title="A group without weights",
            given={"peer_group": ["village", "steppe", "town", "steppe"]},
            by_hand="The second and the fourth unit belong to the group steppe, which neither set names.",
            refused="The peer group steppe has no weights.",
            at=(1, 3),
        ),
        Example(
            title="Before the first set",
            period="2019",
            given={"peer_group": ["village"]},
            by_hand="No set holds yet.",
            refused="No weights of peer groups are in force on 2019-12-31.",
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, on given weights; that they differ by peer group
is a rule of Tarazy. No published example was found: the results follow by hand from the rule.
""",
)

test_examples = worked(SPEC)

DAY = datetime.date(2020, 1, 1)
CHILDREN = ("roads", "water")


def weights(**groups: dict[str, float]) -> Parameters:
    return Parameters((GroupWeights(DAY, "source", groups),))


def test_no_units_have_weights_of_no_width() -> None:
    rule = weights(town={"roads": 0.5, "water": 0.5})
    assert compute(rule, scene(0, children=CHILDREN)).shape == (2, 0)


def test_every_fault_is_named() -> None:
    groups = np.array([0, 1, 2], dtype=np.int32)
    there = scene(3, children=CHILDREN, groups=groups, group_names=("island", "town", "village"))
    rule = weights(town={"roads": 1.0}, village={"roads": 0.5, "water": 0.25, "wind": 0.25})
    with pytest.raises(Refused) as caught:
        compute(rule, there)
    assert [fault.what.in_language("en") for fault in caught.value.faults] == [
        "The peer group island has no weights.",
        "In the peer group town the child water has no weight.",
        "The peer group village gives a weight to wind, which is not a child of the dimension.",
    ]


def test_what_cannot_stand_in_the_text() -> None:
    rule = weights(town={"roads": 1.5, "water": -0.5}, village={"roads": 0.5, "wind": 0.4})
    twice = Parameters((*rule.dated, GroupWeights(DAY, "source", {})))
    assert [(flaw.what.in_language("en"), flaw.at) for flaw in check(twice, POINTS)] == [
        ("In the peer group town the weight of water is −0.5.", ("dated", 0, "groups", "town", "water")),
        ("The weights of the peer group village sum to 0.9.", ("dated", 0, "groups", "village")),
        ("Two sets of weights of the peer groups begin on the same day: 2020-01-01.", ("dated", 1, "from")),
    ]
    assert [(flaw.what.in_language("en"), flaw.at) for flaw in check_children(rule, CHILDREN)] == [
        ("In the peer group village the child water has no weight.", ("dated", 0, "groups", "village")),
        (
            "The peer group village gives a weight to wind, which is not a child of the dimension.",
            ("dated", 0, "groups", "village", "wind"),
        ),
    ]
