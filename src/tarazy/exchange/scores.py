"""Scores out: scores.csv, scores.parquet and run.json, the old ones or the new ones, never half of them."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Final

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tarazy.engine.model.result import Result
from tarazy.engine.model.result_frame import CODED_SCHEMA, NUMBERS, SCHEMA, blocks, count_of_rows
from tarazy.exchange.put_in_place import aside, put_in_place

CSV: Final = "scores.csv"
PARQUET: Final = "scores.parquet"
RUN: Final = "run.json"
# More rows no spreadsheet opens, and as text they would fill gigabytes.
MOST_ROWS_AS_CSV: Final = 1_000_000


def write_scores(result: Result, account: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Write a result into a folder and return the names of its files.

    Everything is written aside first and put into place at the end, run.json last. run.json holds the SHA-256 of the
    others, so that files of two runs are never taken for one. Above a million rows there is no scores.csv; one of an
    earlier run is removed.
    """
    with aside(folder) as unfinished:
        names = _write_tables(result, unfinished)
        put_in_place(unfinished, folder, names, RUN, account, gone=[name for name in (CSV,) if name not in names])
        return (*names, RUN)


def _write_tables(result: Result, folder: Path) -> tuple[str, ...]:
    as_csv = count_of_rows(result) <= MOST_ROWS_AS_CSV
    with ExitStack() as open_files:
        # One thread writes a block while the next one is put together.
        pen = open_files.enter_context(ThreadPoolExecutor(1))
        csv = open_files.enter_context((folder / CSV).open("wb")) if as_csv else None
        parquet = open_files.enter_context(_parquet(folder / PARQUET))
        written: Future[None] | None = None
        for number, table in enumerate(blocks(result)):
            if written is not None:
                written.result()
            written = pen.submit(_write_block, table, parquet, csv, header=number == 0)
        if written is not None:
            written.result()
    return (CSV, PARQUET) if as_csv else (PARQUET,)


def _parquet(path: Path) -> pq.ParquetWriter:
    """Texts go in as dictionaries and come out as texts; numbers are split into their bytes, which packs them well."""
    return pq.ParquetWriter(
        path,
        CODED_SCHEMA,
        compression="zstd",
        use_dictionary=[field.name for field in SCHEMA if field.name not in NUMBERS],
        use_byte_stream_split=[*NUMBERS],
        store_schema=False,
    )


def _write_block(table: pa.Table, parquet: pq.ParquetWriter, csv: BinaryIO | None, *, header: bool) -> None:
    parquet.write_table(table, row_group_size=len(table))
    if csv is not None:
        write_csv_block(table, csv, header=header)


def write_csv_block(table: pa.Table, file: BinaryIO, *, header: bool) -> None:
    """Rows as CSV: floats as the shortest decimals that read back the same, whole ranks without a point."""
    block = pl.from_arrow(table.cast(SCHEMA))
    assert isinstance(block, pl.DataFrame)
    rank = pl.col("rank")
    whole = pl.when(rank == rank.floor()).then(rank.cast(pl.Int64).cast(pl.String)).otherwise(rank.cast(pl.String))
    block.with_columns(whole).write_csv(file, include_header=header)
