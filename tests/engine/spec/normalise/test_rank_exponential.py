"""The place, stretched exponentially."""

from __future__ import annotations

from tests.engine.spec.calls import take
from tests.engine.spec.worked import Example, Spec, assert_same, worked
from tests.engine.spec.written import parameters

RULE = """
normalise:
  method: rank_exponential
  scale: 23
  fraction: n_minus_r_plus_1
  ties: lowest
  within: period
  source: "Welsh Index of Multiple Deprivation 2019: technical report"
  date: 2019-11-27
"""

SPEC = Spec(
    step="normalise",
    method="rank_exponential",
    what="""
A value earns points by its place among the units, stretched so that the first places stand far apart and the last close
together: in an index of
deprivation, the most deprived tenth gets half of the points. Being first in one thing is not cancelled by being last in
another.
""",
    formula="""
R = (n - r + 1) / n, or (n - r) / n; X = -scale · ln(1 - R · (1 - exp(-100 / scale))), from 0 to 100;
score = points_low + X / 100 · (points_high - points_low). n is the number of values in the group, r the place, 1 for
the value that earns the most.
""",
    parameters={
        "scale": "how strongly the places are stretched; 23 in the deprivation indices",
        "fraction": (
            "`n_minus_r_plus_1`: the first has 100 and the last a little; `n_minus_r`: the first has a "
            "little less than 100 and the last 0"
        ),
        "ties": "which of their places equal values take: the `lowest` number, the `average`, the `highest`",
        "within": "places in the period (`period`), its peer group (`peer_group`) or kind (`kind`)",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml=RULE,
    examples=[
        Example(
            title="Four units",
            given={"value": [7.0, 9.0, 3.0, 1.0, None]},
            gives={"score": [31.009143533, 100.0, 15.646790073, 6.517733264, None]},
            by_hand="""
e = exp(-100/23) = 0.012932. Place 2 of 4: R = 3/4, X = -23 · ln(1 - 0.75 · (1 - e)) = -23 · ln 0.259699 = 31.009144.
Place 1: R = 1, X = -23 · ln e = 100.
""",
            says=("The value 7 takes place 2 of 4; stretched exponentially on the scale 23: 31.0091435328 points.",),
        ),
        Example(
            title="Ties at their average place",
            instead=RULE.replace("lowest", "average"),
            given={"value": [3.0, 9.0, 3.0, 1.0]},
            gives={"score": [22.068504018, 100.0, 22.068504018, 6.517733264]},
            by_hand="The two threes would take places 2 and 3, so each takes 2.5: R = 2.5 / 4.",
        ),
        Example(
            title="Ties at their highest place, less is better, (n - r) / n",
            instead=RULE.replace("lowest", "highest").replace("n_minus_r_plus_1", "n_minus_r"),
            better="lower",
            given={"value": [3.0, 9.0, 3.0, 1.0]},
            gives={"score": [6.517733264, 0.0, 6.517733264, 31.009143533]},
            by_hand="1 is first: R = 3/4. The threes take place 3: R = 1/4. 9 is last: R = 0.",
        ),
    ],
    source="""
Ministry of Housing, Communities and Local Government, The English Indices of Deprivation 2019: technical report,
appendix E; Welsh Government, Welsh Index of Multiple Deprivation 2019: technical report.
The tests also compute 17.03819751, the published income score of the area of Wales that is 898th of 1,909.
""",
)

test_examples = worked(SPEC)


def test_an_area_of_wales() -> None:
    """Area W01000001 is place 898 of 1,909 in income; its domain score is published as 17.03819751."""
    places = [898.0, *(float(place) for place in range(1, 1910) if place != 898)]
    area = Example(title="Wales", given={"value": places}, better="lower", by_hand="")
    scores = take("normalise", "rank_exponential", parameters("normalise", RULE), area).columns["score"]
    assert_same(scores[0], 17.03819751, 8, "score")
