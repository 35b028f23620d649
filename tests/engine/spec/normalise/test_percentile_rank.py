"""The share of the units that stand below."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="normalise",
    method="percentile_rank",
    what="""
A value earns points by the share of the compared units that it leaves behind. An exceptional value counts no more than
any other first place, and the scores of every indicator spread alike, whatever its distribution; how far apart two
neighbours lie is lost. Equal values count by half, its own among them, so that the scores of a group always have the
middle of the scale as their mean, and nobody has quite all points or none.
""",
    formula="""
share = (L + E / 2) / n: n values in the group, of which L earn less and E as much, the value itself among them;
score = points_low + share · (points_high - points_low).
""",
    parameters={
        "within": (
            "among whom is counted: all units of the period (`period`), or those of the unit's peer group "
            "(`peer_group`) or kind (`kind`)"
        )
    },
    yaml="normalise: {method: percentile_rank, within: period}",
    examples=[
        Example(
            title="SciPy's examples",
            given={"value": [3.0, 1.0, 2.0, 3.0, 4.0, None]},
            gives={"score": [60.0, 10.0, 30.0, 60.0, 90.0, None]},
            by_hand="""
The manual of SciPy gives `percentileofscore([1, 2, 3, 3, 4], 3, kind='mean')` as 60: two of five earn less, two are
equal, (2 + 2/2) / 5 = 0.6. Of 4: (4 + 1/2) / 5 = 0.9.
""",
            says=(
                "Of the 5 values, 2 earn less than the value 3 and 2 as much, itself among them; these count by half: "
                "60 points.",
            ),
        ),
        Example(
            title="Less is better, among peers",
            instead="normalise: {method: percentile_rank, within: peer_group}",
            better="lower",
            given={"value": [7.0, 9.0, 8.0, 0.3, 0.1 + 0.2], "peer_group": ["a", "a", "a", "b", "b"]},
            gives={"score": [83.333333333, 16.666666667, 50.0, 50.0, 50.0]},
            by_hand="""
In group a, two earn less than 7: (2 + 1/2) / 3. In group b both are equal in their first twelve digits: (0 + 2/2) / 2.
""",
        ),
        Example(
            title="Alone",
            given={"value": [7.0]},
            gives={"score": [50.0]},
            by_hand="Nobody earns less, one is equal, itself: (0 + 1/2) / 1.",
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5; the counting of equal values as in SciPy's
`scipy.stats.percentileofscore`, kind `mean`.
""",
)

test_examples = worked(SPEC)
