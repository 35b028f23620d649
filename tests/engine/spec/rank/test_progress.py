"""Places by progress."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="rank",
    method="progress",
    what="""
Units are ranked by how their score has changed since some periods before, not by what it is: the last may be first. The
earlier score is that of the same methodology from the same data, so the data must hold the earlier period, too.
A unit without a score in one of the two periods has no place, and its explanation says so. Nobody has one where the
earlier period lies before `assessed_periods: from`, or nothing is known of it. What the methodology refuses in the
earlier period is refused by name.
Changes are counted within the period and the peer group. They tie where they agree in the digits that 12 significant
digits of the scores leave them, or with `rounded` in so many decimals.
""",
    formula="change = score now - score then; place = 1 + number of units of the peer group with a greater change",
    parameters={
        "periods": "how many periods before the earlier score lies, 1 or more",
        "order": "who is first: `highest_first`, the greatest rise, or `lowest_first`, the greatest fall",
        "ties": "equal changes take the `lowest` of their places (1 2 2 4), the `average` (1 2.5 2.5 4), the `highest` "
        "(1 3 3 4), or share one without a gap after it, `dense` (1 2 2 3)",
        "rounded": "if the text ranks rounded changes: `mode` (`half_up` or `half_even`), `decimals` (0 to 15), "
        "`source`, `date`; without it changes are ranked as they are",
        "source": "where it is written",
        "date": "since when",
    },
    yaml="""
rank:
  method: progress
  periods: 2
  order: highest_first
  ties: lowest
  source: "NITI Aayog, Aspirational Districts, First Delta Ranking"
  date: 2018-06-29
""",
    examples=[
        Example(
            title="The greatest rise is first",
            given={
                "score": [14.7, 19.8, 18.9, 55.0, 60.0],
                "score 2 before": [0.0, 0.0, 0.0, 55.5, None],
            },
            gives={"rank": [3.0, 1.0, 2.0, 4.0, None]},
            by_hand="The first three changes are those published for Bijapur, Dahod and West Sikkim from March to May "
            "2018, with the places 6, 1 and 2 of 108; for their levels, which are not known to us, 0 stands. The "
            "fourth has a high score and lost 0.5 points; the last had no score before.",
            says=("From 0 in 2022 to 14.7: a change of 14.7. By the change place 3 of 4; units before it: 2.",),
        ),
        Example(
            title="No score before",
            given={"score": [60.0, 40.0], "score 2 before": [None, 39.0]},
            gives={"rank": [None, 1.0]},
            by_hand="There is nothing to compare the 60 points with.",
            says=("No place: there is no score of 2022 with which the score of 60 could be compared.",),
        ),
        Example(
            title="Equal changes, within peer groups",
            instead="""
rank:
  method: progress
  periods: 1
  order: lowest_first
  ties: average
  rounded: {mode: half_up, decimals: 0, source: "An example for the manual", date: 2024-01-01}
  source: "An example for the manual"
  date: 2024-01-01
""",
            given={
                "score": [70.1, 49.9, 30.0, 12.0],
                "score 1 before": [72.0, 52.0, 31.0, 10.0],
                "peer_group": ["a", "a", "a", "b"],
            },
            gives={"rank": [1.5, 1.5, 3.0, 1.0]},
            by_hand="In group a the changes -1.9 and -2.1 both count as -2 and take the places 1 and 2, on "
            "average 1.5.",
            says=(
                "For the place alone \N{MINUS SIGN}1.9 is rounded half up to 0 decimals: \N{MINUS SIGN}2.",
                "From 72 in 2023 to 70.1: a change of \N{MINUS SIGN}1.9. By the change place 1.5 of 3; "
                "units before it: 0; units with the same change: 2.",
            ),
        ),
    ],
    source="India: NITI Aayog ranks the Aspirational Districts by the change of their composite score (First Delta "
    "Ranking, 29 June 2018: changes from 31 March to 31 May 2018).",
)

test_examples = worked(SPEC)
