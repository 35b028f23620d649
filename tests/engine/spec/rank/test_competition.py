"""Places with gaps after a tie."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="rank",
    method="competition",
    what="""
Units with the same score share the best of their places, and as many places after it stay empty: 1, 2, 2, 4.
Places are counted within the period and the peer group; a unit without a score has no place. Scores that agree in their
first 12 significant digits tie.
""",
    formula="place = 1 + number of units of the peer group with a better score",
    parameters={"order": "who is first: `highest_first` or `lowest_first`"},
    yaml="rank: {method: competition, order: highest_first}",
    examples=[
        Example(
            title="A tie",
            given={"score": [70.0, 90.0, 70.00000000000001, 50.0, None]},
            gives={"rank": [2.0, 1.0, 2.0, 4.0, None]},
            by_hand="Only one unit is better than the two at 70; three are better than 50.",
            says=("Place 2 of 4; units before it: 1; units that share the place: 2.",),
        ),
        Example(
            title="The lowest first, within peer groups",
            instead="rank: {method: competition, order: lowest_first}",
            given={"score": [70.0, 90.0, 70.0, 50.0, 10.0], "peer_group": ["a", "a", "a", "b", "b"]},
            gives={"rank": [1.0, 3.0, 1.0, 2.0, 1.0]},
            by_hand="In group a both 70 are first and 90 comes after two units.",
        ),
    ],
    source="Standard competition ranking; the Human Development Report ranks like this.",
)

test_examples = worked(SPEC)
