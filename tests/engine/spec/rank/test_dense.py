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
With `rounded` scores are rounded for their places alone: the score itself keeps all its digits. Where the score is to
be rounded too, the step `round` does it.
""",
    formula="place = 1 + number of different better scores in the peer group",
    parameters={
        "order": "who is first: `highest_first` or `lowest_first`",
        "rounded": "if the text ranks rounded scores: `mode` (`half_up` or `half_even`), `decimals` (0 to 15), "
        "`source`, `date`; without it scores are ranked as they are",
    },
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
            title="The example of SciPy",
            instead="rank: {method: dense, order: lowest_first}",
            given={"score": [0.0, 2.0, 3.0, 2.0]},
            gives={"rank": [1.0, 2.0, 3.0, 2.0]},
            by_hand="The manual of SciPy, at `scipy.stats.rankdata`, with the method `dense`.",
        ),
        Example(
            title="The lowest first, within peer groups",
            instead="rank: {method: dense, order: lowest_first}",
            given={"score": [70.0, 90.0, 70.0, 50.0, 10.0], "peer_group": ["a", "a", "a", "b", "b"]},
            gives={"rank": [1.0, 2.0, 1.0, 2.0, 1.0]},
            by_hand="In group a 90 comes after one other score.",
        ),
        Example(
            title="On scores of two decimals",
            instead="""
rank:
  method: dense
  order: highest_first
  rounded: {mode: half_up, decimals: 2, source: "JRC, Exploring ASEM Sustainable Connectivity (2019)", date: 2019-01-01}
""",
            given={"score": [77.574995, 77.565487, 77.536965, 77.463412]},
            gives={"rank": [1.0, 1.0, 2.0, 3.0]},
            by_hand="Institutional connectivity of Luxembourg, Portugal, Austria and Italy in 2018. Rounded: 77.57, "
            "77.57, 77.54 and 77.46, three different scores.",
            says=(
                "For the place alone 77.574995 is rounded half up to 2 decimals: 77.57.",
                "Place 1; different scores before it: 0; units: 4.",
            ),
        ),
        Example(
            title="Ties to even",
            instead="""
rank:
  method: dense
  order: highest_first
  rounded: {mode: half_even, decimals: 1, source: "An example for the manual", date: 2024-01-01}
""",
            given={"score": [0.25, 0.2, 0.15]},
            gives={"rank": [1.0, 1.0, 1.0]},
            by_hand="All three are rounded to 0.2.",
        ),
    ],
    source="Dense ranking.",
)

test_examples = worked(SPEC)
