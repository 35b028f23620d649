"""A missing value is replaced by the median of the group."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="missing",
    method="group_median",
    what="""
Only at an indicator. A missing value takes the median of the values of all units of the period, or of its peer
group: unlike the mean, it does not follow an outlier. Only values that are there count, and only of units to which the
indicator applies and which no decision excludes. Where nobody of the group has a value, it stays missing.
""",
    formula="""
filled = value, or (lower + upper) / 2 where the value is missing; lower and upper are the two middle ones of the
group's values in their order, or twice the middle one where their number is odd.
""",
    parameters={
        "within": "whose median: of the whole period (`period`), of its peer group (`peer_group`) or kind (`kind`)"
    },
    yaml="missing: {method: group_median, within: period}",
    examples=[
        Example(
            title="From COINr's tests",
            given={"value": [None, *(float(value) for value in (1, 2, 4, 5, 6, 7, 8, 9, 10))]},
            gives={"filled": [6.0, *(float(value) for value in (1, 2, 4, 5, 6, 7, 8, 9, 10))]},
            by_hand="The numbers 1 to 10 without 3, as in COINr's test `Impute.numeric`: of nine the fifth, 6.",
            says=(
                (
                    "There is no value; the median of all units stands for it: of their 9 values the middle ones are "
                    "6 and 6, half of their sum is 6."
                ),
            ),
        ),
        Example(
            title="Among peers, an even number",
            instead="missing: {method: group_median, within: peer_group}",
            given={
                "value": [None, 90.0, 2.0, 3.0, 4.0, None, 1.0],
                "peer_group": ["a", "a", "a", "a", "a", "b", "b"],
            },
            gives={"filled": [3.5, 90.0, 2.0, 3.0, 4.0, 1.0, 1.0]},
            by_hand="In order 2, 3, 4, 90: (3 + 4) / 2 = 3.5, however great the greatest is.",
            says=(
                (
                    "There is no value; the median of the peer group stands for it: of its 4 values the middle ones "
                    "are 3 and 4, half of their sum is 3.5."
                ),
            ),
        ),
        Example(
            title="Nobody has a value",
            given={"value": [None, None]},
            gives={"filled": [None, None]},
            by_hand="There is nothing to take a median of.",
            says=("There is no value, and no unit has one that could stand for it.",),
        ),
        Example(
            title="Among those of a kind",
            instead="missing: {method: group_median, within: kind}",
            given={"value": [None, 2.0, 4.0, 90.0, None], "kind": ["city", "city", "city", "oblast", "district"]},
            gives={"filled": [3.0, 2.0, 4.0, 90.0, None]},
            by_hand="(2 + 4) / 2 = 3; no other district has a value.",
            says=(
                (
                    "There is no value; the median of all units of the same kind stands for it: "
                    "of their 2 values the middle ones are 2 and 4, half of their sum is 3."
                ),
            ),
        ),
        Example(
            title="Nobody of the kind",
            instead="missing: {method: group_median, within: kind}",
            given={"value": [None, 2.0], "kind": ["city", "oblast"]},
            gives={"filled": [None, 2.0]},
            by_hand="The oblast is of another kind.",
            says=("There is no value, and nobody of the same kind has one that could stand for it.",),
        ),
    ],
    source="""
OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3: unconditional median imputation. By groups as
function `i_median_grp` of COINr, Journal of Open Source Software 7(78), 4567 (2022), and its tests.
""",
)

test_examples = worked(SPEC)
