"""Standard deviations from the mean."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

RULE = """
normalise:
  method: z_score
  centre: 50
  points_per_deviation: 10
  deviation: population
  within: period
  source: "Invented for the manual"
  date: 2024-01-01
"""
BARE = RULE.replace("centre: 50", "centre: 0").replace("points_per_deviation: 10", "points_per_deviation: 1")

SPEC = Spec(
    step="normalise",
    method="z_score",
    what="""
A value earns points by how many standard deviations it lies from the mean of the units that are compared. Whoever
stands at the mean earns `centre` points, and each deviation brings `points_per_deviation` more or less. Indicators of
any unit of measure weigh alike, and an exceptional value is rewarded: nothing holds the score within the points of the
methodology. Scores of different years cannot be compared, since mean and deviation move; nor does the mean of scores
say whether all have improved.
""",
    formula="""
z = (value - mean) / s, and where a lower value earns more (mean - value) / s; s = √(Σ (value - mean)² / n), of a sample
√(Σ (value - mean)² / (n - 1)); mean, s and n are those of the group; score = centre + z · points_per_deviation.
""",
    parameters={
        "centre": "the points of the mean, within the points of the methodology",
        "points_per_deviation": "what one standard deviation brings, above zero",
        "deviation": (
            "`population`, where all that exist are compared (divided by n), or `sample`, where they stand for more "
            "(divided by n - 1)"
        ),
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
            title="Among all",
            given={"value": [8.0, 2.0, 4.0, 6.0, None, 5.0]},
            gives={"score": [65.0, 35.0, 45.0, 55.0, None, 50.0]},
            by_hand="The mean of 2, 4, 5, 6, 8 is 25 / 5 = 5; s = √((9 + 9 + 1 + 1 + 0) / 5) = 2; (8 - 5) / 2 = 1.5.",
            says=(
                "The value 8 less the mean 5 of the 5 values, divided by their standard deviation 2, is 1.5. The mean "
                "earns 50 points, each deviation 10: 65 points.",
            ),
        ),
        Example(
            title="Less is better, a sample, among peers",
            instead=RULE.replace("population", "sample").replace("within: period", "within: peer_group"),
            better="lower",
            given={"value": [5.0, 10.0, 15.0, 8.0, 20.0, 14.0], "peer_group": ["a", "a", "a", "b", "b", "b"]},
            gives={"score": [60.0, 50.0, 40.0, 60.0, 40.0, 50.0]},
            by_hand="Group a: mean 10, s = √((25 + 0 + 25) / 2) = 5. Group b: mean 14, s = √((36 + 36 + 0) / 2) = 6.",
            says=(
                "The mean 10 of the 3 values less the value 5, divided by their standard deviation 5, is 1. The mean "
                "earns 50 points, each deviation 10: 60 points.",
            ),
        ),
        Example(
            title="SciPy's example",
            instead=BARE,
            given={"value": [0.7972, 0.0767, 0.4383, 0.7866, 0.8091, 0.1954, 0.6307, 0.6599, 0.1065, 0.0508]},
            gives={"score": [1.1273, -1.247, -0.0552, 1.0923, 1.1664, -0.8559, 0.5786, 0.6748, -1.1488, -1.3324]},
            decimals=3,
            by_hand="""
These ten z-scores stand in SciPy's manual, at `scipy.stats.zscore`. They were computed before the values were rounded
to the four decimals printed there, so that three of theirs are sure.
""",
        ),
        Example(
            title="SciPy's example of a sample",
            instead=BARE.replace("population", "sample"),
            given={"value": [0.3148, 0.0478, 0.6243, 0.4608]},
            gives={"score": [-0.19264823, -1.28415119, 1.07259584, 0.40420358]},
            decimals=8,
            by_hand="The first row of the second example at `scipy.stats.zscore`, with `ddof=1`.",
        ),
        Example(
            title="All the same",
            instead=RULE.replace("within: period", "within: peer_group"),
            given={"value": [7.0, 8.0, 0.3, 0.1 + 0.2, None], "peer_group": ["a", "a", "b", "b", "b"]},
            by_hand="In group b nothing deviates: 0.1 + 0.2 is 0.3 in its first twelve digits.",
            refused="All values that are compared are the same.",
            at=(2, 3),
        ),
    ],
    source="OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5.",
)

test_examples = worked(SPEC)
