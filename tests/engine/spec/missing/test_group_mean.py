"""A missing value is replaced by the mean of the group."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="missing",
    method="group_mean",
    what="""
Only at an indicator. A missing value takes the mean of the values of all units of the period, or of its peer
group. Only values that are there make the mean, and only of units to which the indicator applies and which no decision
excludes. Where nobody of the group has a value, it stays missing. A mean makes a unit look average: the share imputed
beside every score says how much rests on it.
""",
    formula="filled = value, or (sum of the group's values) / (their number) where the value is missing.",
    parameters={
        "within": "whose mean: of the whole period (`period`), of its peer group (`peer_group`) or kind (`kind`)"
    },
    yaml="missing: {method: group_mean, within: peer_group}",
    examples=[
        Example(
            title="Among peers",
            given={
                "value": [None, 2.0, 4.5, 7.0, None, 100.0],
                "peer_group": ["a", "a", "a", "b", "b", "b"],
            },
            gives={"filled": [3.25, 2.0, 4.5, 7.0, 53.5, 100.0]},
            by_hand="(2 + 4.5) / 2 = 3.25; (7 + 100) / 2 = 53.5.",
            says=(
                (
                    "There is no value; the mean of the peer group stands for it: 6.5, the sum of its values, divided "
                    "by 2, their number, is 3.25."
                ),
            ),
        ),
        Example(
            title="Asian countries in an index of the European Commission",
            instead="missing: {method: group_mean, within: kind}",
            given={
                "value": [None, 11.1, 7.6, 6.5, 7.2, 20.2, 28.6, 8.9, 14.7, 5.5, 11.8, 20.3, 16.0, 9.5, 14.1],
                "kind": ["asia"] * 14 + ["europe"],
            },
            gives={
                "filled": [
                    *[12.915384615384616, 11.1, 7.6, 6.5, 7.2, 20.2, 28.6, 8.9],
                    *[14.7, 5.5, 11.8, 20.3, 16.0, 9.5, 14.1],
                ]
            },
            decimals=12,
            by_hand="""
Speed of connection in 2018: Kazakhstan's, which is missing, the 13 of Asia that are known, and Austria's. The Joint
Research Centre fills in the mean of the continent; 12.915384615384616 stands in the figures of the R package COINr.
""",
        ),
        Example(
            title="Among all",
            instead="missing: {method: group_mean, within: period}",
            given={"value": [None, 1.0, 2.0, 4.0], "peer_group": ["a", "a", "b", "b"]},
            gives={"filled": [2.333333333333333, 1.0, 2.0, 4.0]},
            by_hand="(1 + 2 + 4) / 3 = 2.333...",
            says=(
                (
                    "There is no value; the mean of all units stands for it: 7, the sum of their values, divided by 3, "
                    "their number, is 2.33333333333."
                ),
            ),
        ),
        Example(
            title="A group without values",
            given={"value": [None, None, 4.0], "peer_group": ["a", "a", "b"]},
            gives={"filled": [None, None, 4.0]},
            by_hand="Nobody of group a has a value.",
            says=("There is no value, and nobody of the peer group has one that could stand for it.",),
        ),
        Example(
            title="Among those of a kind",
            instead="missing: {method: group_mean, within: kind}",
            given={"value": [None, 2.0, 4.0, 90.0, None], "kind": ["city", "city", "city", "oblast", "district"]},
            gives={"filled": [3.0, 2.0, 4.0, 90.0, None]},
            by_hand="(2 + 4) / 2 = 3; no other district has a value.",
            says=(
                (
                    "There is no value; the mean of all units of the same kind stands for it: "
                    "6, the sum of their values, divided by 2, their number, is 3."
                ),
            ),
        ),
        Example(
            title="Nobody of the kind",
            instead="missing: {method: group_mean, within: kind}",
            given={"value": [None, 2.0], "kind": ["city", "oblast"]},
            gives={"filled": [None, 2.0]},
            by_hand="The oblast is of another kind.",
            says=("There is no value, and nobody of the same kind has one that could stand for it.",),
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3: unconditional mean imputation. By groups as
function `i_mean_grp` of COINr, Journal of Open Source Software 7(78), 4567 (2022).
""",
)

test_examples = worked(SPEC)
