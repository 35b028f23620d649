"""A ranking by progress scores the earlier period, too: which periods, in which order, and what the hash covers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from msgspec import structs

from tarazy.engine import Scores, load_methodology, score
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import AssessedPeriods, Methodology
from tarazy.engine.run import Witnessed, run
from tarazy.engine.words import ProblemsFound
from tests.engine.outland.test_outland import HERE, table
from tests.engine.unit.run.small import DAY, LEAVES, cells, indicator, inputs, method, methodology, units

COUNT = 3
ROADS = {"2022": [10, 20, 30], "2023": [30, 20, 30], "2024": [40, 50, None]}


def by_progress(*changed: Any, periods: int = 1, **rest: Any) -> Methodology:
    rank = method("rank", "progress", periods=periods, order="highest_first", ties="lowest", source="source", date=DAY)
    return structs.replace(methodology(*changed), methods={"rank": rank}, **rest)


def observed(roads: dict[str, list[Any]] | None = None) -> Inputs:
    columns = {}
    for period, cells_of_roads in (roads or ROADS).items():
        columns |= inputs(COUNT, {"roads": cells_of_roads}, period).columns
    return Inputs(COUNT, columns)


def ranks(text: Methodology, periods: list[str], seen: Inputs | None = None) -> list[list[float | None]]:
    found = run(text, seen or observed(), units(COUNT), periods)
    assert [one.period for one in found.periods] == periods
    return [cells(one.nodes["roads"].rank) for one in found.periods]


def test_the_earlier_period_is_scored_whether_it_is_asked_for_or_not() -> None:
    both = [[1, 2, 2], [2, 1, None]]
    assert ranks(by_progress(), ["2024"]) == both[1:]
    assert ranks(by_progress(), ["2023", "2024"]) == both
    assert ranks(by_progress(), ["2024", "2023"]) == both[::-1]
    assert ranks(by_progress(periods=2), ["2024"]) == [[1, 1, None]]


def test_before_the_first_assessed_period_and_without_data_nobody_has_a_place() -> None:
    late = by_progress(assessed_periods=AssessedPeriods(from_="2023"))
    assert ranks(late, ["2023", "2024"]) == [[None, None, None], [2, 1, None]]
    # A value must be there of everybody, and of 2021 nothing is: nobody has a score in it, and that is no error.
    strict = by_progress(indicator("roads", missing=method("missing", "fail")))
    assert ranks(strict, ["2022"]) == [[None, None, None]]


def test_what_is_refused_in_the_earlier_period_is_told_with_that_period_and_once() -> None:
    strict = by_progress(indicator("roads", missing=method("missing", "fail")))
    gap = observed({"2023": [1, None, 3], "2024": [1, 2, 3]})
    for periods in (["2024"], ["2023", "2024"]):
        with pytest.raises(ProblemsFound) as caught:
            ranks(strict, periods, gap)
        assert [problem.where for problem in caught.value.problems] == ["roads, 2023: U2"]


def test_only_what_was_asked_for_is_shown_to_a_witness() -> None:
    seen: list[Witnessed] = []
    run(by_progress(), observed(), units(COUNT), ["2024"], witness=seen.append)
    assert {step.period for step in seen} == {"2024"}


def test_a_method_that_asks_for_another_lag_than_it_names_fails_at_once() -> None:
    seen: list[Witnessed] = []
    run(by_progress(), observed(), units(COUNT), ["2024"], witness=seen.append)
    ranked = next(step for step in seen if step.step == "rank")
    with pytest.raises(KeyError):
        ranked.given[2].around.score_before(2)


def test_units_are_found_again_where_others_exist_in_the_earlier_period() -> None:
    until = np.array(["2023-12-31", "NaT", "NaT"], dtype="datetime64[D]")
    found = run(by_progress(), observed(), replace(units(COUNT), valid_to=until), ["2024"])
    assert found.periods[0].units == ("U2", "U3")
    assert cells(found.periods[0].nodes["roads"].rank) == [1, None]


def outland(data: pl.DataFrame, period: str) -> Scores:
    folder = HERE / "progress"
    text = load_methodology(folder / "methodology")
    return score(text, data, units=table(folder / "units.csv"), periods=[period])


@pytest.mark.parametrize(("period", "year", "counts"), [("2023", "2022", True), ("2022", "2021", False)])
def test_the_data_hash_covers_the_earlier_period_as_far_as_it_is_assessed(period: str, year: str, counts: bool) -> None:
    data = table(HERE / "progress" / "data.csv")
    changed = data.with_columns(value=pl.when(unit="OUT-B", period=year).then(pl.lit("5")).otherwise(pl.col("value")))
    one, other = outland(data, period), outland(changed, period)
    assert (one.result.data_hash != other.result.data_hash) == counts


def test_leaves_keep_their_own_progress() -> None:
    found = run(by_progress(), observed(), units(COUNT), ["2024"])
    assert cells(found.periods[0].nodes[LEAVES[1]].rank) == [1, 1, 1]
