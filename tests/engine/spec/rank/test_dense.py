"""Places without gaps."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="rank",
    method="dense",
    what="""
Units with the same score share a place, and the next score has the next place: 1, 2, 2, 3.
Places are counted within the period and the peer group; a unit without a score has no place. Scores that agree in their
first 12 significant digits tie.
""",
    formula="place = 1 + number of different better scores in the peer group",
    parameters={"order": "who is first: `highest_first` or `lowest_first`"},
    yaml="rank: {method: dense, order: highest_first}",
    examples=[
        Example(
            title="A tie",
            given={"score": [70.0, 90.0, 70.00000000000001, 50.0, None]},
            gives={"rank": [2.0, 1.0, 2.0, 3.0, None]},
            by_hand="Better than 50 are two different scores, 90 and 70.",
            says=("Place 2; different scores before it: 1; units: 4.",),
        ),
        Example(
            title="The lowest first, within peer groups",
            instead="rank: {method: dense, order: lowest_first}",
            given={"score": [70.0, 90.0, 70.0, 50.0, 10.0], "peer_group": ["a", "a", "a", "b", "b"]},
            gives={"rank": [1.0, 2.0, 1.0, 2.0, 1.0]},
            by_hand="In group a 90 comes after one other score.",
        ),
    ],
    source="Dense ranking.",
)

test_examples = worked(SPEC)
