"""Points by place."""

from __future__ import annotations

from tests.engine.spec.calls import take
from tests.engine.spec.worked import Example, Spec, worked
from tests.engine.spec.written import parameters

RULE = """
normalise:
  method: borda
  points_per_place: 1
  ties: highest
  within: period
  source: "Invented for the manual"
  date: 2024-01-01
"""

SPEC = Spec(
    step="normalise",
    method="borda",
    what="""
A value earns points for each unit that it leaves behind, as in the election rule of J.-C. de Borda. An exceptional
value counts no more than any other first place; how far apart two neighbours lie is lost. The first of many earns more
than the first of few: where an indicator has many gaps, or within small peer groups, there are fewer points to win.
Nothing holds the score within the points of the methodology, so choose these with the number of units in mind.
""",
    formula="""
score = points_low + (n - r) · points_per_place. n is the number of values in the group, r the place, 1 for the value
that earns the most.
""",
    parameters={
        "points_per_place": "what each place above the last brings, above zero; Borda's count takes 1",
        "ties": (
            "which of their places equal values take: the `lowest` number, the `average`, the `highest` as COINr does"
        ),
        "within": "places in the period (`period`), its peer group (`peer_group`) or kind (`kind`)",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml=RULE,
    examples=[
        Example(
            title="As COINr does",
            given={"value": [7.0, 9.0, 3.0, 7.0, None]},
            gives={"score": [1.0, 3.0, 0.0, 1.0, None]},
            by_hand="""
COINr's `n_borda` ranks from the least, equal values at their least rank, and takes 1 away: 2, 4, 1, 2 become 1, 3, 0,
1.
Counted from the best, the two sevens stand at places 2 and 3 and take the higher number: 4 - 3 = 1.
""",
            says=("The value 7 takes place 3 of 4. The last place earns 0 points, each above it 1 more: 1 points.",),
        ),
        Example(
            title="Less is better, ties at their average place, among peers",
            instead=RULE.replace("highest", "average").replace("period", "peer_group").replace("place: 1", "place: 10"),
            better="lower",
            given={"value": [7.0, 9.0, 7.0, 0.3, 0.1 + 0.2], "peer_group": ["a", "a", "a", "b", "b"]},
            gives={"score": [15.0, 0.0, 15.0, 5.0, 5.0]},
            by_hand="""
In group a the sevens share the places 1 and 2: (3 - 1.5) · 10. In group b both are equal in their first twelve digits:
(2 - 1.5) · 10.
""",
        ),
        Example(
            title="Ties at their lowest place",
            instead=RULE.replace("highest", "lowest"),
            given={"value": [7.0, 9.0, 3.0, 7.0]},
            gives={"score": [2.0, 3.0, 0.0, 2.0]},
            by_hand="The two sevens take place 2: 4 - 2.",
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7; W. Becker and others, COINr: an R package for
developing composite indicators, Journal of Open Source Software 7 (2022), function `n_borda`.
""",
)

test_examples = worked(SPEC)


def test_ten_units_have_the_points_of_coinr() -> None:
    """COINr's own test: ten different values earn 0 to 9."""
    values = [0.61, 0.02, 0.97, 0.33, 0.5, 0.08, 0.74, 0.19, 0.86, 0.45]
    ten = Example(title="COINr", given={"value": values}, by_hand="")
    scores = take("normalise", "borda", parameters("normalise", RULE), ten).columns["score"]
    assert [score for _, score in sorted(zip(values, scores, strict=True))] == [float(place) for place in range(10)]
