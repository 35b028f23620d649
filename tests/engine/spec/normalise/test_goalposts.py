"""The distance between two goalposts."""

from __future__ import annotations

import datetime

import pytest

from tarazy.engine.steps.normalise.goalposts import Fixed, From, Parameters, moved
from tests.engine.spec.worked import Example, Spec, worked

HDI = """
normalise:
  method: goalposts
  scale: log
  outside: cap
  fixed: {low: 100, high: 75000, source: "UNDP, Human Development Report 2021/22, technical note 1", date: 2022-09-08}
"""

SPEC = Spec(
    step="normalise",
    method="goalposts",
    what="""
A value earns points by where it stands between two goalposts that are laid down beforehand. A unit's score depends on
nobody else, and scores of
different years can be compared as long as the goalposts stay. The goalposts may change with time (`dated`: those in
force on the last day of the
period count) or hold for every period (`fixed`).
""",
    formula="""
share = (f(value) - f(low)) / (f(high) - f(low)), and where a lower value earns more (f(high) - f(value)) / (f(high) -
f(low));
f(x) = x (linear) or ln x (log); score = points_low + share · (points_high - points_low).
""",
    parameters={
        "scale": "`linear`, or `log` where each doubling should count the same",
        "outside": (
            "a value beyond a goalpost is moved to it (`cap`), left where it is, with less or more than "
            "the possible points (`leave`), or refused (`refuse`)"
        ),
        "dated": "goalposts with the day from which they hold, each with its source",
        "fixed": "one pair of goalposts for every period, with source and date; either `dated` or `fixed`",
    },
    yaml="""
normalise:
  method: goalposts
  scale: linear
  outside: cap
  dated:
    - {from: 2023-01-01, low: 20, high: 80, source: "Order No. 12, annex 1"}
    - {from: 2024-01-01, low: 20, high: 100, source: "Order No. 31, annex 1"}
""",
    examples=[
        Example(
            title="Linear, capped",
            given={"value": [50.0, 20.0, 110.0, 5.0, None]},
            gives={"score": [37.5, 0.0, 100.0, 0.0, None]},
            by_hand="(50 - 20) / (100 - 20) = 0.375. 110 counts as 100, 5 as 20.",
            says=("The value 50 stands between 20 (0 points) and 100 (100 points): 37.5 points.",),
        ),
        Example(
            title="The goalposts of the year before",
            period="2023",
            given={"value": [50.0]},
            gives={"score": [50.0]},
            by_hand="On 31 December 2023 the first row is in force: (50 - 20) / (80 - 20) = 0.5.",
        ),
        Example(
            title="Less is better",
            better="lower",
            given={"value": [50.0, 5.0]},
            gives={"score": [62.5, 100.0]},
            by_hand="(100 - 50) / (100 - 20) = 0.625. 5 counts as 20.",
            says=("The value 50 stands between 20 (100 points) and 100 (0 points): 62.5 points.",),
        ),
        Example(
            title="Income in the Human Development Index",
            instead=HDI,
            given={"value": [23942.81837, 80.0]},
            gives={"score": [82.752159103, 0.0]},
            by_hand=(
                "Kazakhstan 2021: (ln 23942.81837 - ln 100) / (ln 75000 - ln 100) = 5.478271 / 6.620073 = 0.827522."
            ),
        ),
        Example(
            title="Left outside",
            instead=HDI.replace("log", "linear").replace("cap", "leave"),
            given={"value": [112450.0, 100.0]},
            gives={"score": [150.0, 0.0]},
            by_hand="(112450 - 100) / 74900 = 1.5.",
        ),
        Example(
            title="Refused outside",
            instead=HDI.replace("cap", "refuse"),
            given={"value": [100.0, 75000.1, 99.0, None]},
            by_hand="The first stands on the goalpost; 75000.1 and 99 lie outside.",
            refused="The value lies outside the goalposts 100 and 75000.",
            at=(1, 2),
        ),
        Example(
            title="No goalposts yet",
            period="2022",
            given={"value": [50.0]},
            by_hand="The first pair holds from 2023.",
            refused="No goalposts are in force on 2022-12-31.",
        ),
    ],
    source="UNDP, Human Development Report 2021/22, technical note 1.",
)

test_examples = worked(SPEC)

DAY = datetime.date(2024, 1, 1)


def test_both_goalposts_move_by_shares_of_their_distance() -> None:
    rows = (From(DAY, "-", 20.0, 80.0), From(datetime.date(2025, 1, 1), "-", 0.0, 10.0))
    there = moved(Parameters(scale="linear", outside="cap", dated=rows), -0.1, 0.25)
    assert [(row.low, row.high) for row in there.dated] == [(14.0, 95.0), (-1.0, 12.5)]
    assert [row.from_ for row in there.dated] == [row.from_ for row in rows]
    assert (there.scale, there.outside, there.fixed) == ("linear", "cap", None)


def test_on_the_logarithmic_scale_the_distance_is_that_of_the_logarithms() -> None:
    rule = Parameters(scale="log", outside="cap", fixed=Fixed(100.0, 10_000.0, "-", DAY))
    there = moved(rule, -0.25, 0.5)
    assert there.fixed is not None
    assert there.fixed.low == pytest.approx(100 / 100**0.25, rel=1e-15)
    assert there.fixed.high == pytest.approx(100_000, rel=1e-15)


def test_moved_by_nothing_they_stay() -> None:
    rule = Parameters(scale="linear", outside="leave", fixed=Fixed(20.0, 80.0, "-", DAY))
    assert moved(rule, 0.0, 0.0) == rule
