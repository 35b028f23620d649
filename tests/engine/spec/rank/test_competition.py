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
With `rounded` scores are rounded for their places alone: the score itself keeps all its digits. Where the score is to
be rounded too, the step `round` does it.
""",
    formula="place = 1 + number of units of the peer group with a better score",
    parameters={
        "order": "who is first: `highest_first` or `lowest_first`",
        "rounded": "if the text ranks rounded scores: `mode` (`half_up` or `half_even`), `decimals` (0 to 15), "
        "`source`, `date`; without it scores are ranked as they are",
    },
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
            title="The example of SciPy",
            instead="rank: {method: competition, order: lowest_first}",
            given={"score": [0.0, 2.0, 3.0, 2.0]},
            gives={"rank": [1.0, 2.0, 4.0, 2.0]},
            by_hand="The manual of SciPy, at `scipy.stats.rankdata`, with the method `min`.",
        ),
        Example(
            title="The lowest first, within peer groups",
            instead="rank: {method: competition, order: lowest_first}",
            given={"score": [70.0, 90.0, 70.0, 50.0, 10.0], "peer_group": ["a", "a", "a", "b", "b"]},
            gives={"rank": [1.0, 3.0, 1.0, 2.0, 1.0]},
            by_hand="In group a both 70 are first and 90 comes after two units.",
        ),
        Example(
            title="On scores of two decimals",
            instead="""
rank:
  method: competition
  order: highest_first
  rounded: {mode: half_up, decimals: 2, source: "JRC, Exploring ASEM Sustainable Connectivity (2019)", date: 2019-01-01}
""",
            given={"score": [77.574995, 77.565487, 77.536965, 77.463412]},
            gives={"rank": [1.0, 1.0, 3.0, 4.0]},
            by_hand="Institutional connectivity of Luxembourg, Portugal, Austria and Italy in 2018. Rounded: 77.57, "
            "77.57, 77.54 and 77.46; the source gives these countries the places 3, 3, 5 and 6 of 51.",
            says=(
                "For the place alone 77.574995 is rounded half up to 2 decimals: 77.57.",
                "Place 1 of 4; units before it: 0; units that share the place: 2.",
            ),
        ),
        Example(
            title="Ties to even",
            instead="""
rank:
  method: competition
  order: highest_first
  rounded: {mode: half_even, decimals: 1, source: "An example for the manual", date: 2024-01-01}
""",
            given={"score": [0.25, 0.2, 0.15]},
            gives={"rank": [1.0, 1.0, 1.0]},
            by_hand="All three are rounded to 0.2.",
        ),
    ],
    source="Standard competition ranking; the Human Development Report ranks like this.",
)

test_examples = worked(SPEC)
