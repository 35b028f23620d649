"""A variable that is the sum of several breakdowns: searched part by part, never a partial sum."""

from __future__ import annotations

import datetime

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.engine.explanation import explain_unit
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.model.inputs import CANNOT_EXIST, EXCLUDED, Inputs
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.take import take
from tests.engine.unit.tables.small import small_methodology, small_units

GIRLS, BOYS, OTHERS = PARTS = ("age=15-24;sex=f", "age=15-24;sex=m", "age=15-24;sex=x")
YOUNG = small_methodology({"young": ["verified", "statistics"]}, breakdowns={"young": PARTS[:2]})
THREE = small_methodology({"young": ["statistics"]}, breakdowns={"young": PARTS})


def table(*rows: dict) -> Observations:
    return observations_from_frame(
        pl.DataFrame(
            [{"unit": "A", "period": "2024", "variable": "young", **row} for row in rows], infer_schema_length=None
        )
    )


def said(breakdown: str, value: float | None, status: str = "", series: str = "statistics", **more) -> dict:
    return {"breakdown": breakdown, "value": value, "status": status, "series": series, "source": breakdown, **more}


def taken(observations: Observations, methodology=YOUNG, as_of=None) -> Inputs:
    return take(observations, methodology, small_units("A"), ["2024"], as_of)


def outcome(inputs: Inputs) -> tuple[float | None, int]:
    values, states = inputs.column("young", "2024")
    return (None if np.isnan(values[0]) else float(values[0])), int(states[0])


@pytest.mark.parametrize(
    ("rows", "value", "state"),
    [
        ([said(GIRLS, 30.0), said(BOYS, 12.0)], 42.0, 0),
        ([said(GIRLS, 30.0), said(BOYS, 12.0), said("", 99.0), said("sex=f", 77.0)], 42.0, 0),
        ([said(GIRLS, 30.0), said(BOYS, 0.0)], 30.0, 0),
        ([said(GIRLS, 30.0)], None, 0),
        *(([said(GIRLS, 30.0), said(BOYS, None, status)], None, 0) for status in "OLQ"),
        ([said(GIRLS, 30.0), said(BOYS, None, "X")], None, EXCLUDED),
        ([said(GIRLS, None, "O"), said(BOYS, None, "X")], None, EXCLUDED),
        ([said(GIRLS, None, "M"), said(BOYS, None, "X")], None, EXCLUDED),
        ([said(GIRLS, 30.0), said(BOYS, None, "M")], 30.0, 0),
        ([said(GIRLS, None, "M"), said(BOYS, 12.0)], 12.0, 0),
        ([said(GIRLS, None, "M")], None, 0),
        ([said(GIRLS, None, "M"), said(BOYS, None, "M")], None, CANNOT_EXIST),
        ([], None, 0),
    ],
)
def test_a_sum_is_whole_or_not_at_all(rows: list[dict], value: float | None, state: int) -> None:
    rows = rows or [said("sex=f", 1.0)]
    assert outcome(taken(table(*rows))) == (value, state)


def test_series_are_asked_part_by_part() -> None:
    observations = table(
        said(GIRLS, 31.0, series="verified"),
        said(GIRLS, 30.0),
        said(BOYS, None, "O", series="verified"),
        said(BOYS, 12.0),
    )
    assert outcome(taken(observations)) == (43.0, 0)


def test_revisions_are_those_of_each_part() -> None:
    later = datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC)
    observations = table(
        said(GIRLS, 30.0, revision=1, reason="", recorded_at="2025-01-01T00:00:00Z"),
        said(GIRLS, 33.0, revision=2, reason="late reports", recorded_at="2025-02-01T00:00:00Z"),
        said(BOYS, 12.0, revision=1, reason="", recorded_at="2025-01-01T00:00:00Z"),
        said(BOYS, 10.0, revision=2, reason="counted twice", recorded_at="2025-04-01T00:00:00Z"),
    )
    assert outcome(taken(observations)) == (43.0, 0)
    assert outcome(taken(observations, as_of=later)) == (45.0, 0)


def test_the_decision_on_a_part_excludes_the_sum() -> None:
    inputs = taken(table(said(GIRLS, 30.0), said(BOYS, None, "X")))
    assert inputs.decided("young", "2024") == {0: BOYS}


def test_the_hash_is_of_the_parts_that_were_taken() -> None:
    whole = taken(table(said(GIRLS, 30.0), said(BOYS, 12.0))).data_hash
    assert taken(table(said(BOYS, 12.0), said(GIRLS, 30.0), said("", 42.0))).data_hash == whole
    assert taken(table(said(GIRLS, 12.0), said(BOYS, 30.0))).data_hash != whole


def test_an_explanation_lists_each_part_with_its_source() -> None:
    explained = explain_unit(
        YOUNG, table(said(GIRLS, 30.0), said(BOYS, 12.0, series="verified")), small_units("A"), "A", "2024"
    )
    (leaf,) = explained.tree.children
    assert leaf.value == 42
    assert [(one.name, one.breakdown, one.value, one.series, one.source) for one in leaf.inputs] == [
        ("young", GIRLS, 30.0, "statistics", GIRLS),
        ("young", BOYS, 12.0, "verified", BOYS),
    ]
    text = explained.in_language("en")
    assert f"30 items (young {GIRLS}, statistics, source {GIRLS})" in text
    assert f"12 items (young {BOYS}, verified, source {BOYS})" in text


CELLS = st.one_of(st.sampled_from([None, "M", "X", "O", "Q", "L"]), st.integers(-9, 9).map(float))


@given(st.tuples(CELLS, CELLS, CELLS))
def test_it_is_what_a_plain_reading_says(cells: tuple[float | str | None, ...]) -> None:
    rows = [
        said(part, None, cell) if isinstance(cell, str) else said(part, cell)
        for part, cell in zip(PARTS, cells, strict=True)
        if cell is not None
    ]
    found = outcome(taken(table(*rows, said("", 1.0)), THREE))
    if "X" in cells:
        assert found == (None, EXCLUDED)
    elif all(cell == "M" for cell in cells):
        assert found == (None, CANNOT_EXIST)
    elif any(cell is None or cell in ("O", "Q", "L") for cell in cells):
        assert found == (None, 0)
    else:
        assert found == (sum(cell for cell in cells if isinstance(cell, float)), 0)
