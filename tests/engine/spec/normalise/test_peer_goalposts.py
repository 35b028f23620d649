"""The distance between the two goalposts of a peer group."""

from __future__ import annotations

import datetime

from tarazy.engine.steps.normalise.peer_goalposts import From, Pair, Parameters, moved
from tests.engine.spec.worked import Example, Spec, worked

INCOME = """
normalise:
  method: peer_goalposts
  scale: log
  outside: leave
  dated:
    - from: 2023-01-01
      source: "Order No. 31, annex 4"
      peer_groups:
        - {peer_group: city, low: 1, high: 100}
        - {peer_group: village, low: 1, high: 10000}
"""

SPEC = Spec(
    step="normalise",
    method="peer_goalposts",
    what="""
As goalposts, but each peer group has a pair of its own: what is much for a village is little for a city. Both goalposts
are laid down beforehand, so that a unit's score depends on nobody else. A unit with a value whose peer group has no
goalposts is refused; a unit without a value needs none.
""",
    formula="""
share = (f(value) - f(low)) / (f(high) - f(low)), and where a lower value earns more (f(high) - f(value)) / (f(high) -
f(low)), with low and high of the unit's peer group; f(x) = x (linear) or ln x (log); score = points_low + share ·
(points_high - points_low).
""",
    parameters={
        "scale": "`linear`, or `log` where each doubling should count the same",
        "outside": (
            "a value beyond a goalpost is moved to it (`cap`), left where it is, with less or more than "
            "the possible points (`leave`), or refused (`refuse`)"
        ),
        "dated": (
            "rows with the day from which they hold and their source: `peer_groups`, each `peer_group` with its `low` "
            "and `high`"
        ),
    },
    yaml="""
normalise:
  method: peer_goalposts
  scale: linear
  outside: cap
  dated:
    - from: 2014-07-24
      source: "UNDP, Human Development Report, Gender Development Index"
      peer_groups:
        - {peer_group: women, low: 22.5, high: 87.5}
        - {peer_group: men, low: 17.5, high: 82.5}
""",
    examples=[
        Example(
            title="Life expectancy of women and men",
            given={
                "value": [70.0, 70.0, 90.0, 10.0, 87.5, 82.5, None],
                "peer_group": ["women", "men", "women", "men", "women", "men", "children"],
            },
            gives={"score": [73.076923077, 80.769230769, 100.0, 0.0, 100.0, 100.0, None]},
            by_hand=(
                "(70 - 22.5) / (87.5 - 22.5) = 47.5 / 65; (70 - 17.5) / (82.5 - 17.5) = 52.5 / 65. 90 counts as 87.5,"
                " 10 as 17.5. The last has no value and needs no goalposts."
            ),
            says=(
                (
                    "In the peer group women the value 70 stands between 22.5 (0 points) and 87.5 (100 points):"
                    " 73.0769230769 points."
                ),
            ),
        ),
        Example(
            title="Less is better",
            better="lower",
            given={"value": [70.0, 10.0], "peer_group": ["women", "men"]},
            gives={"score": [26.923076923, 100.0]},
            by_hand="(87.5 - 70) / 65 = 17.5 / 65; 10 counts as 17.5, which is the best.",
        ),
        Example(
            title="Logarithm, left outside",
            instead=INCOME,
            given={"value": [10.0, 10.0, 1000.0], "peer_group": ["city", "village", "city"]},
            gives={"score": [50.0, 25.0, 150.0]},
            by_hand="log10 of 10 is 1: 1 / 2 in a city, 1 / 4 in a village; 1000: 3 / 2.",
        ),
        Example(
            title="No logarithm",
            instead=INCOME,
            given={"value": [10.0, 0.0], "peer_group": ["city", "village"]},
            by_hand="0 has no logarithm.",
            refused="The value is not above zero, and the scale of the goalposts is logarithmic.",
            at=(1,),
        ),
        Example(
            title="Refused outside",
            instead=INCOME.replace("leave", "refuse"),
            given={"value": [100.0, 101.0, 101.0], "peer_group": ["city", "city", "village"]},
            by_hand="101 lies outside in a city, not in a village.",
            refused="The value lies outside the goalposts of the unit's peer group.",
            at=(1,),
        ),
        Example(
            title="A peer group without goalposts",
            given={"value": [70.0, 70.0], "peer_group": ["women", "children"]},
            by_hand="Nothing is laid down for children.",
            refused="There are no goalposts for the peer group: children.",
            at=(1,),
        ),
        Example(
            title="No goalposts yet",
            period="2013",
            given={"value": [70.0], "peer_group": ["women"]},
            by_hand="The first row holds from 2014.",
            refused="No goalposts are in force on 2013-12-31.",
        ),
    ],
    source="""
UNDP, Human Development Report, Gender Development Index: life expectancy at birth has the goalposts 22.5 and 87.5 years
for women, 17.5 and 82.5 for men. No published example was found: the numbers follow by hand from the formula.
""",
)

test_examples = worked(SPEC)


def test_the_goalposts_of_every_peer_group_move_by_shares_of_their_own_distance() -> None:
    row = From(datetime.date(2024, 1, 1), "-", (Pair("city", 20.0, 80.0), Pair("village", 0.0, 10.0)))
    there = moved(Parameters(scale="linear", outside="cap", dated=(row,)), -0.1, 0.25)
    assert [(one.peer_group, one.low, one.high) for one in there.dated[0].peer_groups] == [
        ("city", 14.0, 95.0),
        ("village", -1.0, 12.5),
    ]
    assert moved(there, 0.0, 0.0) == there
