"""Parquet in, row group by row group: texts become numbers on the way, so that a hundred million rows fit in memory."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tarazy.engine.load.tables.table import Found, Table
from tarazy.engine.words import msg
from tarazy.exchange.headers import header_is_sound, no_rows
from tarazy.exchange.lexicon import CodedColumn

MOST_ROWS: Final = 500_000_000
# Columns of texts that are few among many rows.
OF_CODES: Final = frozenset(
    {
        "unit",
        "period",
        "variable",
        "breakdown",
        "series",
        "status",
        "source",
        "reason",
        "node",
        "band",
        "peer_group",
        "kind",
    }
)
_THREADS: Final = 2


def read_parquet(path: Path, name: str, found: Found) -> Table | None:
    """The columns of a file, texts as categories; None if it cannot be read as a table at all."""
    try:
        with pq.ParquetFile(path, memory_map=True) as file:
            schema, metadata = file.schema_arrow, file.metadata
        if not _is_sound(schema, metadata, name, found):
            return None
        return _table(path, name, schema, metadata)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError):
        found.add(
            name,
            msg("The file is not a Parquet file, or it is damaged."),
            msg("It cannot be read to its end, so nothing in it is trusted."),
            msg("Write the file again; its ending says what it holds: .csv, .xlsx or .parquet."),
        )
        return None


def _is_sound(schema: pa.Schema, metadata: Any, name: str, found: Found) -> bool:
    if not header_is_sound(schema.names, name, found):
        return False
    if metadata.num_rows > MOST_ROWS:
        found.add(
            name,
            msg("The table has more than {most} rows."),
            msg("It would fill the memory."),
            msg("Score the periods one after the other, each from a file of its own."),
            most=MOST_ROWS,
        )
        return False
    if not metadata.num_rows:
        no_rows(name, found)
    return True


def _locator(name: str) -> Callable[[int, str], str]:
    def locate(row: int, column: str) -> str:
        place = f"[{row}, {column}]" if row >= 0 and column else f"[{row}]" if row >= 0 else ""
        return f"{name}{place}"

    return locate


def _table(path: Path, name: str, schema: pa.Schema, metadata: Any) -> Table:
    """The file's row groups, read by two threads, each put to its place in the whole columns."""
    count = metadata.num_rows
    coded = {field.name: CodedColumn(count) for field in schema if is_text(field.type) and field.name in OF_CODES}
    numbers = {
        field.name: np.empty(count)
        for field in schema
        if pa.types.is_floating(field.type) and not may_be_empty(metadata, field.name)
    }
    others = [column for column in schema.names if column not in coded and column not in numbers]
    few = columns_of_few_texts(metadata, list(coded))
    starts = np.cumsum([0, *(metadata.row_group(group).num_rows for group in range(metadata.num_row_groups))])

    def read(group: int) -> pl.DataFrame:
        # Each thread opens the file for itself: a reader is not made for two.
        with pq.ParquetFile(path, memory_map=True, read_dictionary=few) as file:
            table = file.read_row_group(group, use_threads=False)
        start, end = int(starts[group]), int(starts[group + 1])
        for column, whole in coded.items():
            whole.put(start, one_array(table.column(column)))
        for column, values in numbers.items():
            values[start:end] = one_array(table.column(column)).to_numpy(zero_copy_only=False)
        rest = pl.from_arrow(table.select(others))
        assert isinstance(rest, pl.DataFrame)
        return rest

    with ThreadPoolExecutor(_THREADS) as pool:
        pieces = list(pool.map(read, range(metadata.num_row_groups)))
    frame = pl.concat(pieces) if pieces else pl.DataFrame(schema=dict.fromkeys(others, pl.String))
    frame = frame.with_columns([pl.Series(column, values) for column, values in numbers.items()])
    return Table(name, frame, _locator(name), {column: whole.whole() for column, whole in coded.items()}, count)


def one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def views_of_texts(path: Path, column: str, rows: slice) -> pa.Array:
    """Rows of a column of many texts. Polars leaves a text where it stands: half the time of Arrow's copy."""
    texts = pl.scan_parquet(path, low_memory=True).slice(rows.start, rows.stop - rows.start).select(column).collect()
    return texts.get_column(column).rechunk().to_arrow(compat_level=pl.CompatLevel.newest())


def may_be_empty(metadata: Any, name: str) -> bool:
    """Whether a column may have empty cells, as far as the file says."""
    for group in range(metadata.num_row_groups):
        statistics = _column(metadata, group, name).statistics
        if statistics is None or not statistics.has_null_count or statistics.null_count:
            return True
    return False


def _column(metadata: Any, group: int, name: str) -> Any:
    of_group = metadata.row_group(group)
    return next(of_group.column(i) for i in range(of_group.num_columns) if of_group.column(i).path_in_schema == name)


def is_text(type: pa.DataType) -> bool:
    if pa.types.is_dictionary(type):
        return is_text(type.value_type)
    return bool(pa.types.is_string(type) or pa.types.is_large_string(type) or pa.types.is_string_view(type))


def columns_of_few_texts(metadata: Any, columns: list[str]) -> list[str]:
    """The columns that the file itself holds as numbers of few texts: these numbers are taken as they are.

    Where a column has many texts, writers give the dictionary up half-way; making one anew takes long.
    """
    if not metadata.num_row_groups:
        return []
    return [name for name in columns if _has_few_texts(_column(metadata, 0, name))]


def _has_few_texts(column: Any) -> bool:
    """A dictionary all along: its own page is plain too, so the size has to tell whether more of the column is."""
    return column.dictionary_page_offset is not None and column.total_uncompressed_size < 2.2 * column.num_values
