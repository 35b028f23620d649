"""The average place of a tie."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="rank",
    method="average",
    what="""
Units with the same score share the average of the places that they take together: 1, 2.5, 2.5, 4. The sum of all places
is then the same with and without ties.
Places are counted within the period and the peer group; a unit without a score has no place. Scores that agree in their
first 12 significant digits tie.
With `rounded` scores are rounded for their places alone: the score itself keeps all its digits. Where the score is to
be rounded too, the step `round` does it.
""",
    formula="place = 1 + number of units of the peer group with a better score + (number with the same score - 1) / 2",
    parameters={
        "order": "who is first: `highest_first` or `lowest_first`",
        "rounded": "if the text ranks rounded scores: `mode` (`half_up` or `half_even`), `decimals` (0 to 15), "
        "`source`, `date`; without it scores are ranked as they are",
    },
    yaml="rank: {method: average, order: highest_first}",
    examples=[
        Example(
            title="A tie",
            given={"score": [70.0, 90.0, 70.00000000000001, 50.0, None]},
            gives={"rank": [2.5, 1.0, 2.5, 4.0, None]},
            by_hand="The two at 70 take the places 2 and 3, on average 2.5.",
            says=(
                "Place 2.5 of 4, the average of the places that 2 units with the same score take; "
                "units before them: 1.",
            ),
        ),
        Example(
            title="The example of SciPy",
            instead="rank: {method: average, order: lowest_first}",
            given={"score": [0.0, 2.0, 3.0, 2.0]},
            gives={"rank": [1.0, 2.5, 4.0, 2.5]},
            by_hand="The manual of SciPy, at `scipy.stats.rankdata`, with the method `average`.",
        ),
        Example(
            title="The lowest first, within peer groups",
            instead="rank: {method: average, order: lowest_first}",
            given={"score": [70.0, 90.0, 70.0, 50.0, 10.0], "peer_group": ["a", "a", "a", "b", "b"]},
            gives={"rank": [1.5, 3.0, 1.5, 2.0, 1.0]},
            by_hand="In group a the two 70 take the places 1 and 2.",
        ),
        Example(
            title="On scores of two decimals",
            instead="""
rank:
  method: average
  order: highest_first
  rounded: {mode: half_up, decimals: 2, source: "JRC, Exploring ASEM Sustainable Connectivity (2019)", date: 2019-01-01}
""",
            given={"score": [77.574995, 77.565487, 77.536965, 77.463412]},
            gives={"rank": [1.5, 1.5, 3.0, 4.0]},
            by_hand="Institutional connectivity of Luxembourg, Portugal, Austria and Italy in 2018. Rounded: 77.57, "
            "77.57, 77.54 and 77.46; the first two take the places 1 and 2, on average 1.5.",
            says=(
                "For the place alone 77.574995 is rounded half up to 2 decimals: 77.57.",
                "Place 1.5 of 4, the average of the places that 2 units with the same score take; "
                "units before them: 0.",
            ),
        ),
        Example(
            title="Ties to even",
            instead="""
rank:
  method: average
  order: highest_first
  rounded: {mode: half_even, decimals: 1, source: "An example for the manual", date: 2024-01-01}
""",
            given={"score": [0.25, 0.2, 0.15]},
            gives={"rank": [2.0, 2.0, 2.0]},
            by_hand="All three are rounded to 0.2.",
        ),
    ],
    source="Fractional ranking, as rank statistics use it.",
)

test_examples = worked(SPEC)
