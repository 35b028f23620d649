"""Median absolute deviations from the median."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

RULE = """
normalise:
  method: mad
  centre: 50
  points_per_deviation: 10
  within: peer_group
  source: "Invented for the manual"
  date: 2024-01-01
"""
BARE = (
    RULE.replace("centre: 50", "centre: 0")
    .replace("points_per_deviation: 10", "points_per_deviation: 1")
    .replace("peer_group", "period")
)

SPEC = Spec(
    step="normalise",
    method="mad",
    what="""
A value earns points by how many median absolute deviations it lies from the median of the units that are compared: a
z-score that a few exceptional values cannot bend. Whoever stands at the median earns `centre` points, and each
deviation brings `points_per_deviation` more or less; nothing holds the score within the points of the methodology, so
that an exceptional value goes far beyond. The deviation is taken as it is: who wants the factor 1.4826, which makes it
comparable with a standard deviation, divides `points_per_deviation` by it. Where more than half of the values are the
same, or only one unit of a group has a value, there is no deviation, and the method refuses the whole run. To hold the
points to limits, take [cap_score](cap_score.md). A value that a rule for missing data has filled in is compared like
any other.
""",
    formula="""
d = (value - median) / MAD, and where a lower value earns more (median - value) / MAD; MAD = median of |value - median|;
score = centre + d · points_per_deviation. The median of an even number of values is the mean of the two in the middle.
""",
    parameters={
        "centre": "the points of the median, within the points of the methodology",
        "points_per_deviation": "what one median absolute deviation brings, above zero",
        "within": (
            "whose values are compared: all units of the period (`period`), or those of the unit's peer "
            "group (`peer_group`) or kind (`kind`)"
        ),
        "source": "where these numbers are laid down",
        "date": "of which day",
    },
    yaml=RULE,
    examples=[
        Example(
            title="Among neighbours",
            given={
                "value": [9.0, 1.0, 2.0, 1.0, 2.0, 4.0, 6.0, 10.0, 30.0, None],
                "peer_group": ["a", "a", "a", "a", "a", "a", "a", "b", "b", "b"],
            },
            gives={"score": [120.0, 40.0, 50.0, 40.0, 50.0, 70.0, 90.0, 40.0, 60.0, None]},
            by_hand="""
Group a, in order 1, 1, 2, 2, 4, 6, 9: the median is 2; the distances from it, in order, are 0, 0, 1, 1, 2, 4, 7, so MAD
= 1; (9 - 2) / 1 = 7. Group b: the median is (10 + 30) / 2 = 20, both lie 10 from it.
""",
            says=(
                "The value 9 less the median 2 of the 7 values, divided by their median absolute deviation 1, is 7. "
                "The median earns 50 points, each deviation 10: 120 points.",
            ),
        ),
        Example(
            title="R's example",
            instead=BARE,
            given={"value": [100.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]},
            gives={"score": [47.5, 1.5, 1.0, 0.5, 0.0, -0.5, -1.0, -1.5, -2.0]},
            by_hand="""
The manual of R, at `stats::mad`, gives `mad(c(1:8, 100), constant = 1)` as 2, as it does for `1:9`: one exceptional
value changes nothing. (100 - 5) / 2 = 47.5.
""",
        ),
        Example(
            title="Less is better",
            instead=BARE,
            better="lower",
            given={"value": [1.0, 2.0, 3.0, 5.0, 7.0, 8.0]},
            gives={"score": [1.2, 0.8, 0.4, -0.4, -1.2, -1.6]},
            by_hand="""
Another example of R's: of 1, 2, 3, 5, 7, 8 the median is 4, the distances in order 1, 1, 2, 3, 3, 4, so MAD = 2.5;
(4 - 1) / 2.5 = 1.2.
""",
            says=(
                "The median 4 of the 6 values less the value 1, divided by their median absolute deviation 2.5, is "
                "1.2. The median earns 0 points, each deviation 1: 1.2 points.",
            ),
        ),
        Example(
            title="More than half the same",
            given={"value": [1.0, 2.0, 4.0, 0.3, 0.1 + 0.2, 9.0, None], "peer_group": ["a"] * 3 + ["b"] * 4},
            by_hand="In group b the distances from 0.3 are 0, 0 and 8.7: their median is 0.",
            refused="More than half of the values that are compared are the same.",
            at=(3, 4, 5),
        ),
    ],
    source="""
F. R. Hampel, The influence curve and its role in robust estimation, Journal of the American Statistical Association 69
(1974). The United Kingdom's Office for Local Government compares councils with their nearest neighbours in this way.
""",
)

test_examples = worked(SPEC)
