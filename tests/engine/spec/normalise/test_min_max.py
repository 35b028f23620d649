"""From the least to the greatest value."""

from __future__ import annotations

import datetime

import pytest

from tarazy.engine.model.methodology import Points
from tarazy.engine.steps.normalise.min_max import Parameters, check
from tests.engine.spec.worked import Example, Spec, worked

POINTS = Points(low=0, high=100, decimals=1, source="-", date=datetime.date(2024, 1, 1))

SPEC = Spec(
    step="normalise",
    method="min_max",
    what="""
A value earns points by where it stands between the least and the greatest value of the units that are compared. The
best has the most points and
the worst the fewest, however little they differ: for an indicator that hardly discriminates, goalposts are the better
choice. Scores of
different years cannot be compared, since the ends move. Only values of units to which the indicator applies are
compared.
""",
    formula="""
share = (value - low) / (high - low), and where a lower value earns more (high - value) / (high - low); low and high are
the least and the greatest
value of the group; score = least + share · (points_high - least), where least is `least_points`, or points_low where
none are given.
""",
    parameters={
        "within": (
            "whose values are compared: all units of the period (`period`), or those of the unit's peer "
            "group (`peer_group`) or kind (`kind`)"
        ),
        "least_points": (
            "the points of the worst value, where a product or a logarithm of the scores follows and 0 would rule "
            "everything; without it, the lowest of the scale"
        ),
    },
    yaml="normalise: {method: min_max, within: period}",
    examples=[
        Example(
            title="Among all",
            given={"value": [14.0, 10.0, 20.0, None]},
            gives={"score": [40.0, 0.0, 100.0, None]},
            by_hand="(14 - 10) / (20 - 10) = 0.4.",
            says=(
                (
                    "The value 14 stands between the least value 10 (0 points) and the greatest value 20 "
                    "(100 points): 40 points."
                ),
            ),
        ),
        Example(
            title="The example of scikit-learn",
            given={"value": [-1.0, -0.5, 0.0, 1.0]},
            gives={"score": [0.0, 25.0, 50.0, 100.0]},
            by_hand="""
The manual of scikit-learn, at `MinMaxScaler`, scales the column -1, -0.5, 0, 1 to 0, 0.25, 0.5, 1; here the best earns
100.
""",
        ),
        Example(
            title="Less is better, among peers",
            instead="normalise: {method: min_max, within: peer_group}",
            better="lower",
            given={"value": [14.0, 10.0, 20.0, 1.0, 5.0], "peer_group": ["a", "a", "a", "b", "b"]},
            gives={"score": [60.0, 100.0, 0.0, 100.0, 0.0]},
            by_hand="(20 - 14) / (20 - 10) = 0.6; the two of group b are each other's ends.",
        ),
        Example(
            title="The worst value earns 1 point",
            instead="normalise: {method: min_max, within: period, least_points: 1}",
            given={"value": [14.0, 10.0, 20.0, None]},
            gives={"score": [40.6, 1.0, 100.0, None]},
            by_hand="1 + 0.4 · (100 - 1) = 40.6. COINr's example of ASEM scales to 1 to 100 before geometric means.",
            says=(
                "The value 14 stands between the least value 10 (1 points) and the greatest value 20 "
                "(100 points): 40.6 points.",
            ),
        ),
        Example(
            title="All the same",
            instead="normalise: {method: min_max, within: peer_group}",
            given={"value": [7.0, 8.0, 0.3, 0.1 + 0.2, None], "peer_group": ["a", "a", "b", "b", "b"]},
            by_hand=(
                "In group b there is no distance: 0.1 + 0.2 is 0.3 in its first twelve digits, whatever a"
                " processor makes of the last."
            ),
            refused="All values that are compared are the same.",
            at=(2, 3),
        ),
    ],
    source="OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5.",
)

test_examples = worked(SPEC)


@pytest.mark.parametrize(
    ("least", "says"),
    [(-1.0, "The worst value earns −1 points."), (100.0, "The worst value earns 100 points.")],
)
def test_the_worst_value_earns_points_of_the_scale_and_fewer_than_the_best(least: float, says: str) -> None:
    (flaw,) = check(Parameters(within="period", least_points=least), POINTS)
    assert flaw.at == ("least_points",)
    assert flaw.what.in_language("en") == says


@pytest.mark.parametrize("least", [None, 0.0, 99.0])
def test_other_points_of_the_scale_may_be_the_least(least: float | None) -> None:
    assert list(check(Parameters(within="period", least_points=least), POINTS)) == []
