"""Parquet in: written by several tools, in several row groups, and what is said of mistakes."""

from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.model.observations import Observations
from tarazy.exchange import parquet_files
from tarazy.exchange.observations import read_observations
from tests.exchange.reading import only, said_of

ROWS = {"unit": ["KZ-10", "KZ-11"], "period": ["2024", "2024"], "variable": ["beds", "beds"], "value": [64.25, None]}
WITH_STATUS = {**ROWS, "status": ["", "O"]}


def rows(observations: Observations) -> list[tuple]:
    return sorted(tuple(map(str, observations.at(row)[:-1])) for row in range(len(observations)))


def write(path: Path, columns: dict, by: str) -> Path:
    if by == "polars":
        pl.DataFrame(columns).write_parquet(path)
    elif by == "polars categories":
        pl.DataFrame(columns).with_columns(pl.col("unit", "variable").cast(pl.Categorical)).write_parquet(path)
    else:
        type = {"arrow": pa.string(), "arrow large": pa.large_string(), "arrow views": pa.string_view()}[by]
        fields = [
            pa.field(name, type if isinstance(cells[0], str) else pa.float64()) for name, cells in columns.items()
        ]
        pq.write_table(pa.table(columns, schema=pa.schema(fields)), path)
    return path


@pytest.mark.parametrize("by", ["polars", "polars categories", "arrow", "arrow large", "arrow views"])
def test_every_tool_s_file_reads_as_the_frame_itself(tmp_path, by):
    read = read_observations([write(tmp_path / "data.parquet", WITH_STATUS, by)])
    assert rows(read) == rows(observations_from_frame(pl.DataFrame(WITH_STATUS)))
    assert read.at(0).place == f"{tmp_path}/data.parquet[0]"


def test_wide_with_whole_numbers(tmp_path):
    pl.DataFrame(
        {"unit": ["KZ-10", "KZ-11"], "period": [2024, 2024], "beds": [64, None], "doctors": [3.5, 4.5]}
    ).write_parquet(tmp_path / "data.parquet")
    read = read_observations([tmp_path / "data.parquet"])
    assert [(read.at(row).unit, read.at(row).variable, read.at(row).value) for row in range(3)] == [
        ("KZ-10", "beds", 64.0),
        ("KZ-10", "doctors", 3.5),
        ("KZ-11", "doctors", 4.5),
    ]


@pytest.mark.parametrize("ids", ["IN-{:06d}", "{}", "kz-rural-district-{}", "KZ-10-{}"])
def test_many_units_in_many_row_groups_in_any_order(tmp_path, ids):
    rng = np.random.default_rng(7)
    count = 3000
    frame = pl.DataFrame(
        {
            "unit": [ids.format(number) for number in range(1, count + 1)] * 3,
            "period": ["2024"] * (3 * count),
            "variable": [f"v{number}" for number in range(3) for _ in range(count)],
            "value": rng.random(3 * count),
        }
    ).sample(fraction=1, shuffle=True, seed=3)
    frame.write_parquet(tmp_path / "data.parquet", row_group_size=700)
    read = read_observations([tmp_path / "data.parquet"])
    assert [read.unit.at(row) for row in range(len(read))] == frame["unit"].to_list()
    assert [read.variable.at(row) for row in range(len(read))] == frame["variable"].to_list()
    assert read.value.tolist() == frame["value"].to_list()


def test_an_empty_unit_and_one_with_a_foreign_letter_among_many(tmp_path):
    units = [f"IN-{number:06d}" for number in range(2000)]
    units[1500], units[1700] = None, "IN-0017О0"
    frame = pl.DataFrame({"unit": units, "period": "2024", "variable": "beds", "value": 1.0})
    frame.write_parquet(tmp_path / "data.parquet", row_group_size=500)
    said = said_of(tmp_path / "data.parquet")
    assert [one.partition(": ")[0] for one in said] == ["data.parquet[1500, unit]", "data.parquet[1700, unit]"]
    assert "The column unit is empty here" in said[0]
    assert "the letter 8, О, is Cyrillic" in said[1]


MISTAKES = [
    (
        {**ROWS, "value": [64.25, float("nan")]},
        "data.parquet[1, value]",
        "nan in column value is not a number",
        "Leave the cell empty",
    ),
    (
        {**ROWS, "value": [float("inf"), 1.0]},
        "data.parquet[0, value]",
        "inf in column value is not a number",
        "Leave the cell empty",
    ),
    (ROWS, "data.parquet[1, value]", "The value is empty and no status says why", "Write a status"),
    ({**ROWS, "value": ["64,25", "1"]}, "data.parquet[0, value]", "has a decimal comma", "Write 64.25."),
    (
        {**ROWS, "unit": ["KZ-10", "KZ-10"], "value": [1.0, 2.0]},
        "data.parquet[1]",
        "stands twice",
        "first in data.parquet[0]",
    ),
    (
        {**ROWS, "unit": [1.5, 2.5], "value": [1.0, 2.0]},
        "data.parquet",
        "The column unit holds Float64 instead of texts",
        "Write the column as texts.",
    ),
    (
        {**ROWS, "value": [True, False]},
        "data.parquet",
        "The column value holds Boolean instead of numbers",
        "Write the column as numbers.",
    ),
    ({name: [] for name in ROWS}, "data.parquet", "The table has a header and no rows", "Write a row"),
]


@pytest.mark.parametrize(("columns", "place", "what", "mend"), MISTAKES)
def test_a_mistake(tmp_path, columns, place, what, mend):
    pl.DataFrame(columns).write_parquet(tmp_path / "data.parquet")
    said = only(said_of(tmp_path / "data.parquet"))
    assert said.startswith(f"{place}: ")
    assert what in said
    assert mend in said


def test_two_columns_of_one_name(tmp_path):
    table = pa.Table.from_arrays(
        [pa.array(["KZ-10"]), pa.array(["2024"]), pa.array([1.0]), pa.array([2.0])], ["unit", "period", "beds", "beds"]
    )
    pq.write_table(table, tmp_path / "data.parquet")
    assert only(said_of(tmp_path / "data.parquet")).startswith("data.parquet: The column beds stands twice.")


@pytest.mark.parametrize("content", [b"", b"PAR1 and then nothing", b"unit,period\n"])
def test_a_file_that_is_no_parquet(tmp_path, content):
    (tmp_path / "data.parquet").write_bytes(content)
    said = only(said_of(tmp_path / "data.parquet"))
    assert said.startswith("data.parquet: The file is not a Parquet file, or it is damaged.")
    assert "Write the file again" in said


def test_a_damaged_row_group_is_told_as_well(tmp_path):
    path = write(tmp_path / "data.parquet", WITH_STATUS, "polars")
    content = bytearray(path.read_bytes())
    content[4:60] = bytes(56)
    path.write_bytes(content)
    assert "it is damaged" in only(said_of(path))


def test_too_many_rows(tmp_path, monkeypatch):
    path = write(tmp_path / "data.parquet", WITH_STATUS, "arrow")
    monkeypatch.setattr(parquet_files, "MOST_ROWS", 1)
    assert "The table has more than 1 rows." in only(said_of(path))
