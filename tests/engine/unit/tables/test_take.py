"""Which observation counts: series in order, last revision known at the time, what ends the search and what not."""

import datetime

import numpy as np
import polars as pl
import pytest

from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.model.back_casts import count_back_casts
from tarazy.engine.model.inputs import CANNOT_EXIST, EXCLUDED
from tarazy.engine.model.observations import Observations, union
from tarazy.engine.model.take import periods_read, take
from tarazy.engine.model.taken import observation_taken
from tests.engine.unit.tables.small import small_methodology, small_units

TWO_SERIES = small_methodology({"beds": ["verified", "self-report"]})


def table(*rows: dict) -> Observations:
    return observations_from_frame(
        pl.DataFrame([{"unit": "A", "period": "2024", "variable": "beds", **row} for row in rows])
    )


def one_value(observations: Observations, methodology=TWO_SERIES, as_of=None) -> tuple[float | None, int]:
    values, states = take(observations, methodology, small_units("A"), ["2024"], as_of).column("beds", "2024")
    taken = observation_taken(observations, methodology.variables[0], "", "A", "2024", as_of)
    value = None if np.isnan(values[0]) else float(values[0])
    assert value == (taken.value if taken else None)  # the search of one unit agrees with that of all
    return value, int(states[0])


def said(series: str, value: float | None, status: str = "", **more) -> dict:
    return {"series": series, "value": value, "status": status, "source": "decision 7", **more}


@pytest.mark.parametrize(
    ("rows", "value", "state"),
    [
        ([said("verified", 1.0), said("self-report", 2.0)], 1.0, 0),
        ([said("self-report", 2.0), said("verified", 1.0)], 1.0, 0),
        ([said("self-report", 2.0)], 2.0, 0),
        ([said("statistics", 3.0)], None, 0),  # a series that the methodology does not accept
        *(([said("verified", None, status), said("self-report", 2.0)], 2.0, 0) for status in "OLQ"),
        ([said("verified", None, "M"), said("self-report", 2.0)], None, CANNOT_EXIST),
        ([said("verified", None, "X"), said("self-report", 2.0)], None, EXCLUDED),
        ([said("verified", None, "O"), said("self-report", None, "M")], None, CANNOT_EXIST),
        ([said("verified", None, "O"), said("self-report", None, "Q")], None, 0),
        ([said("verified", 0.0, "E"), said("self-report", 2.0)], 0.0, 0),
    ],
)
def test_the_first_accepted_series_that_has_a_row_decides(rows, value, state):
    assert one_value(table(*rows)) == (value, state)


def test_a_decision_that_excludes_a_value_is_named():
    inputs = take(table(said("verified", None, "X")), TWO_SERIES, small_units("0", "A"), ["2024"])
    assert inputs.decided("beds", "2024") == {1: "decision 7"}


REVISIONS = [
    said("verified", 1.0, revision=1, recorded_at="2024-03-01", reason=""),
    said("verified", 2.0, revision=2, recorded_at="2024-05-01T12:00:00+05:00", reason="typing error"),
    said("verified", None, "O", revision=3, recorded_at="2024-07-01", reason="withdrawn"),
    said("self-report", 9.0, revision=1, recorded_at=None, reason=""),
]


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]])
@pytest.mark.parametrize(
    ("as_of", "value"),
    [
        (None, 9.0),  # the value was withdrawn, and the next series is asked
        (datetime.datetime(2024, 7, 1, tzinfo=datetime.UTC), 9.0),
        (datetime.datetime(2024, 6, 30, 23, 59, tzinfo=datetime.UTC), 2.0),
        (datetime.datetime(2024, 5, 1, 7, 0, tzinfo=datetime.UTC), 2.0),  # 12:00 in Almaty
        (datetime.datetime(2024, 5, 1, 6, 59, tzinfo=datetime.UTC), 1.0),
        (
            datetime.datetime(2024, 2, 1, tzinfo=datetime.UTC),
            9.0,
        ),  # nothing verified yet; the report was there from the beginning
    ],
)
def test_the_last_revision_recorded_not_after_the_time_is_taken(order, as_of, value):
    assert one_value(table(*(REVISIONS[i] for i in order)), as_of=as_of)[0] == value


def test_breakdowns_and_lags_are_read_where_formulas_ask_for_them():
    methodology = small_methodology(
        {"women": ["statistics"], "total": ["statistics"]},
        values={"men": "total - women", "growth": "total - lag(total, 1)"},
        breakdowns={"women": "sex=f"},
        observed={"women": "people", "total": "people"},
    )
    observations = observations_from_frame(
        pl.DataFrame(
            {
                "unit": ["A"] * 5,
                "period": ["2024", "2024", "2024", "2023", "2022"],
                "variable": ["people"] * 5,
                "breakdown": ["", "sex=f", "sex=m", "", ""],
                "value": [10.0, 6.0, 4.0, 8.0, 7.0],
            }
        )
    )
    assert periods_read(methodology, ["2024"]) == {"2024", "2023"}
    inputs = take(observations, methodology, small_units("A"), ["2024"])
    assert {key: values[0] for key, (values, _) in inputs.columns.items()} == {
        ("women", "2024"): 6.0,
        ("total", "2024"): 10.0,
        ("total", "2023"): 8.0,
    }


def test_units_are_found_whatever_the_order_of_rows_and_of_units():
    frame = pl.DataFrame({"unit": ["C", "A", "B"], "period": ["2024"] * 3, "beds": [3.0, 1.0, 2.0]})
    methodology = small_methodology({"beds": ["statistics"]})
    inputs = take(observations_from_frame(frame), methodology, small_units("B", "A", "D", "C"), ["2024"])
    assert inputs.column("beds", "2024")[0].tolist()[:3] == [1.0, 2.0, 3.0]
    assert np.isnan(inputs.column("beds", "2024")[0][3])


def test_rows_of_other_units_and_variables_are_not_looked_at():
    frame = pl.DataFrame(
        {"unit": ["A", "ELSEWHERE"], "period": ["2024", "2024"], "beds": [1.0, 5.0], "doctors": [2.0, 6.0]}
    )
    inputs = take(
        observations_from_frame(frame), small_methodology({"beds": ["statistics"]}), small_units("A"), ["2024"]
    )
    assert inputs.column("beds", "2024")[0].tolist() == [1.0]
    assert list(inputs.columns) == [("beds", "2024")]


def test_tables_below_each_other_are_one_table():
    parts = [
        table(said("verified", 1.0)),
        table(said("self-report", 2.0, unit="B")),
        table({"value": 3.0, "unit": "C"}),
    ]
    both = union(parts)
    assert [both.at(row) for row in range(3)] == [part.at(0) for part in parts]


def test_back_casts_are_counted():
    units = small_units("A", "B", valid_from=["2022-06-08", None], valid_to=[None, "2024-01-01"])
    frame = pl.DataFrame(
        {"unit": ["A", "A", "A", "B", "B"], "period": ["2020", "2021", "2022", "2023", "2024"], "beds": [1.0] * 5}
    )
    assert count_back_casts(observations_from_frame(frame), units) == 3  # A in 2020 and 2021, B in 2024
