"""A very long table as a grid of values: the same as row by row, which is how it is read when anything is unusual."""

import numpy as np
import polars as pl
import pytest

from tarazy.engine import score
from tarazy.engine.load.tables.units import units_from_frame
from tarazy.engine.model.grid import Grid
from tarazy.engine.words import ProblemsFound
from tarazy.exchange import parquet_grid
from tarazy.exchange.observations import read_for_scoring, read_observations
from tests.engine.unit.tables.small import small_methodology

COUNT = 400
METHODOLOGY = small_methodology({"beds": ["verified", "statistics"], "doctors": ["statistics"]})
UNITS = units_from_frame(
    pl.DataFrame(
        {
            "unit": [f"IN-{number:05d}" for number in reversed(range(COUNT))],
            "kind": "area",
            "peer_group": "area",
            "valid_from": ["2024-06-01"] * 3 + [None] * (COUNT - 3),
        }
    )
)


@pytest.fixture(autouse=True)
def _small_tables_are_long_ones(monkeypatch):
    monkeypatch.setattr(parquet_grid, "LEAST_ROWS", 0)


def long_table(periods=("2023", "2024")) -> pl.DataFrame:
    """Every unit, variable and period but a few, in random order."""
    rng = np.random.default_rng(5)
    keys = [
        (str(unit), period, variable) for unit in UNITS.ids for period in periods for variable in ("beds", "doctors")
    ]
    frame = pl.DataFrame(keys, schema=["unit", "period", "variable"], orient="row")
    frame = frame.with_columns(value=pl.Series(rng.uniform(0, 100, len(frame))))
    return frame.sample(fraction=0.95, shuffle=True, seed=2)


def read(path, frame: pl.DataFrame, **options):
    frame.write_parquet(path / "data.parquet", row_group_size=150)
    return read_for_scoring([path / "data.parquet"], units=UNITS, methodology=METHODOLOGY, **options)


@pytest.mark.parametrize("periods", [("2023", "2024"), ("2024",)])
def test_scores_from_the_grid_are_those_from_the_rows(tmp_path, periods):
    grid = read(tmp_path, long_table(periods))
    assert isinstance(grid, Grid)
    rows = read_observations([tmp_path / "data.parquet"], units=UNITS, methodology=METHODOLOGY)
    assert len(grid) == len(rows)
    from_grid, from_rows = (score(METHODOLOGY, table, units=UNITS) for table in (grid, rows))
    assert from_grid.frame.equals(from_rows.frame)
    assert from_grid.run == from_rows.run
    assert from_grid.run["counts"]["back_casts"] == (0 if periods == ("2024",) else 6)


def test_a_table_without_periods_is_of_the_one_that_is_named(tmp_path):
    frame = long_table(("2024",))
    with_column = score(METHODOLOGY, read(tmp_path, frame), units=UNITS)
    grid = read(tmp_path, frame.drop("period"), period="2024")
    assert isinstance(grid, Grid)
    assert score(METHODOLOGY, grid, units=UNITS).frame.equals(with_column.frame)


def test_variables_that_the_methodology_does_not_use_need_their_list(tmp_path):
    frame = pl.concat([long_table(), long_table().with_columns(variable=pl.lit("nurses")).unique(["unit", "period"])])
    (tmp_path / "variables.csv").write_text("variable\nnurses\n")
    assert isinstance(read(tmp_path, frame), Grid)
    (tmp_path / "variables.csv").unlink()
    with pytest.raises(ProblemsFound, match="The variable nurses is not known"):
        read(tmp_path, frame)


def changed(row: int, **cells) -> pl.DataFrame:
    frame = long_table().with_row_index()
    for name, cell in cells.items():
        frame = frame.with_columns(
            pl.when(pl.col("index") == row).then(pl.lit(cell)).otherwise(pl.col(name)).alias(name)
        )
    return frame.drop("index")


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (changed(777, value=float("nan")), r"data.parquet\[777, value\]: nan in column value is not a number"),
        (changed(777, value=None), r"data.parquet\[777, value\]: The value is empty"),
        (changed(777, unit="IN-99999"), r"data.parquet\[777\]: The unit IN-99999 is not among the units"),
        (changed(777, variable="beeds"), r"data.parquet\[777\]: The variable beeds is not known"),
        (changed(777, period="24"), r"data.parquet\[777, period\]: In column period stands 24"),
        (
            pl.concat([long_table(), long_table()[5:6]]),
            r"data.parquet\[1520\]: The same observation stands twice: .* first in .*\[5\]",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, frame, said):
    with pytest.raises(ProblemsFound, match=said) as found:
        read(tmp_path, frame)
    assert len(found.value.problems) == 1


def test_further_columns_are_read_row_by_row(tmp_path):
    assert not isinstance(read(tmp_path, long_table().with_columns(source=pl.lit("form 7"))), Grid)
    assert not isinstance(read(tmp_path, long_table()[:100]), Grid)  # too few of the cells to be worth it


def test_a_grid_is_scored_with_its_own_units_only(tmp_path):
    grid = read(tmp_path, long_table())
    with pytest.raises(ValueError, match="the grid was read for other units"):
        score(METHODOLOGY, grid, units=UNITS.only(np.arange(COUNT) > 5))
    with pytest.raises(TypeError, match="the units for which it was read"):
        score(METHODOLOGY, grid)
