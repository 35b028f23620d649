"""A very long Parquet table in, straight into a grid of values: a hundred million rows are never held as rows.

Memory that is touched for the first time costs as much as all arithmetic on it, so nothing is kept but what a run
reads. Anything out of the ordinary (a further column, an empty cell, an unknown name, a value twice) ends the attempt;
then the table is read row by row, and what is wrong is said with its place.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tarazy.engine.model.grid import Grid
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.period import is_period
from tarazy.engine.model.units import Units
from tarazy.exchange.lexicon import Lexicon
from tarazy.exchange.parquet_files import columns_of_few_texts, is_text, may_be_empty, one_array, views_of_texts

LEAST_ROWS: Final = 2_000_000  # below, rows take little room
_IN_CACHE: Final = 1 << 18
_THREADS: Final = 2
_NO_ROW: Final = -1


class _Unusual(Exception):
    """The table is not one that fits a grid without a question."""


def read_grid(
    path: Path, units: Units, methodology: Methodology, known_variables: frozenset[str], period: str = ""
) -> Grid | None:
    """The values of a table over the units, or None if it is to be read row by row. `period`: of a table without it."""
    try:
        with pq.ParquetFile(path, memory_map=True) as file:
            schema, metadata = file.schema_arrow, file.metadata
        _expect(metadata.num_rows >= LEAST_ROWS)
        names = ["unit", "variable", "value"] if period else ["unit", "variable", "value", "period"]
        _expect(
            sorted(schema.names) == sorted(names)
            and all(is_text(schema.field(name).type) for name in names if name != "value")
        )
        _expect(pa.types.is_float64(schema.field("value").type) and not may_be_empty(metadata, "value"))
        filling = _Filling(units, metadata.num_rows, methodology, known_variables, period)
        _fill(filling, path, metadata, names)
        return filling.grid(methodology)
    except (_Unusual, pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError):
        return None


def _expect(usual: bool) -> None:
    if not usual:
        raise _Unusual


def _fill(filling: _Filling, path: Path, metadata: Any, names: Sequence[str]) -> None:
    few = columns_of_few_texts(metadata, [name for name in names if name != "value"])
    ends = list(accumulate(metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)))

    def read(group: int) -> None:
        # Each thread opens the file for itself: a reader is not made for two.
        with pq.ParquetFile(path, memory_map=True, read_dictionary=few) as file:
            table = file.read_row_group(group, columns=[*few, "value"], use_threads=False)
        columns = {name: one_array(table.column(name)) for name in table.column_names}
        rows = slice(ends[group] - len(table), ends[group])
        filling.put({name: columns[name] if name in columns else views_of_texts(path, name, rows) for name in names})

    with ThreadPoolExecutor(_THREADS) as pool:
        attempts = [pool.submit(read, group) for group in range(metadata.num_row_groups)]
        try:
            for attempt in attempts:
                attempt.result()
        except BaseException:
            for attempt in attempts:
                attempt.cancel()
            raise


class _Filling:
    """A grid that is being filled, from several threads."""

    def __init__(
        self, units: Units, rows: int, methodology: Methodology, known_variables: frozenset[str], period: str
    ) -> None:
        self.ids = units.ids
        self.rows = rows
        self.known = known_variables | {variable.observed.variable for variable in methodology.variables}
        self.unit = Lexicon([str(id) for id in units.ids])
        self.variable, self.period = Lexicon(), Lexicon([period] if period else [])
        # Room for a table that is at least four fifths full; what is never used is never touched.
        self.values = np.empty((int(1.25 * rows / max(1, len(units))) + 1, len(units)))
        self.columns: dict[tuple[str, str], int] = {}
        self.starts: NDArray[np.int64] = np.zeros((0, 0), dtype=np.int64)
        self.lock = threading.Lock()

    def put(self, columns: Mapping[str, pa.Array]) -> None:
        unit = self.unit.codes(columns["unit"])
        _expect(len(self.unit.names()) == len(self.ids))
        variable = self.variable.codes(columns["variable"])
        period = self.period.codes(columns["period"]) if "period" in columns else None
        starts = self.starts_of_columns()
        values = columns["value"].to_numpy(zero_copy_only=False)
        _expect(bool(np.isfinite(values).all()))
        flat = self.values.reshape(-1)
        for begin in range(0, len(values), _IN_CACHE):
            block = slice(begin, begin + _IN_CACHE)
            if period is None or starts.shape[1] == 1:  # a table of one period is the usual one
                start = starts[:, 0].take(variable[block])
            else:
                start = starts[variable[block], period[block]]
            flat[start + unit[block]] = values[block]

    def starts_of_columns(self) -> NDArray[np.int64]:
        """The first cell of the column of each variable and period met so far."""
        variables, periods = self.variable.names(), self.period.names()
        with self.lock:
            if self.starts.shape[0] >= len(variables) and self.starts.shape[1] >= len(periods):
                return self.starts
            _expect(self.known.issuperset(variables) and all(map(is_period, periods)))
            _expect(len(variables) * len(periods) <= len(self.values))
            self.starts = np.zeros((len(variables), len(periods)), dtype=np.int64)
            for i, variable in enumerate(variables):
                for j, period in enumerate(periods):
                    self.starts[i, j] = self.column(variable, period) * len(self.ids)
            return self.starts

    def column(self, variable: str, period: str) -> int:
        if (variable, period) not in self.columns:
            self.columns[variable, period] = len(self.columns)
            self.values[self.columns[variable, period]] = np.nan
        return self.columns[variable, period]

    def grid(self, methodology: Methodology) -> Grid:
        """The filled grid. Fewer values than rows: one stood twice."""
        grid = Grid(self.ids, self.columns, self.values)
        _expect(len(grid) == self.rows)
        for variable in methodology.variables:
            for (name, _), row in self.columns.items():
                if variable.range is not None and (name, "") == (
                    variable.observed.variable,
                    variable.observed.breakdown,
                ):
                    least, greatest = np.fmin.reduce(self.values[row]), np.fmax.reduce(self.values[row])
                    _expect(not (least < variable.range.low or greatest > variable.range.high))
        return grid
