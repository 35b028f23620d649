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
from numpy.typing import NDArray

from tarazy.engine.load.tables.table import Found, Table
from tarazy.engine.words import msg
from tarazy.exchange.headers import header_is_sound, no_rows
from tarazy.exchange.lexicon import Lexicon, joined_pieces

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
Piece = NDArray[Any]


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
    lexicons = {field.name: Lexicon() for field in schema if _is_text(field.type) and field.name in OF_CODES}
    pieces: dict[str, list[Piece | pl.Series]] = {column: [] for column in schema.names}
    few = _columns_of_few_texts(path, list(lexicons))

    def read(group: int) -> dict[str, Piece | pl.Series]:
        # Each thread opens the file for itself: a reader is not made for two.
        with pq.ParquetFile(path, memory_map=True, read_dictionary=few) as file:
            table = file.read_row_group(group, use_threads=False)
        return {column: _piece(table.column(column), lexicons.get(column)) for column in schema.names}

    with ThreadPoolExecutor(_THREADS) as pool:
        for piece in pool.map(read, range(metadata.num_row_groups)):
            for column, part in piece.items():
                pieces[column].append(part)
    coded = {column: lexicon.column(_arrays(pieces.pop(column))) for column, lexicon in lexicons.items()}
    frame = pl.DataFrame([_whole(column, pieces.pop(column), schema.field(column).type) for column in list(pieces)])
    return Table(name, frame, _locator(name), coded, metadata.num_rows)


def _is_text(type: pa.DataType) -> bool:
    if pa.types.is_dictionary(type):
        return _is_text(type.value_type)
    return bool(pa.types.is_string(type) or pa.types.is_large_string(type) or pa.types.is_string_view(type))


def _columns_of_few_texts(path: Path, columns: list[str]) -> list[str]:
    """The columns that the file itself holds as numbers of few texts: these numbers are taken as they are.

    Where a column has many texts, writers give the dictionary up half-way; making one anew takes three times as long as
    reading the texts.
    """
    with pq.ParquetFile(path, memory_map=True) as file:
        if not file.metadata.num_row_groups:
            return []
        group = file.metadata.row_group(0)
        stored = {group.column(i).path_in_schema: group.column(i) for i in range(group.num_columns)}
    return [name for name in columns if name in stored and "PLAIN" not in _data_encodings(stored[name])]


def _data_encodings(column: Any) -> set[str]:
    """How the values are written; a dictionary's own page is plain too, so a small column counts as one."""
    encodings = set(column.encodings)
    if column.dictionary_page_offset is not None and column.total_uncompressed_size < 2.2 * column.num_values:
        encodings -= {"PLAIN"}
    return encodings


def _piece(column: pa.ChunkedArray, lexicon: Lexicon | None) -> Piece | pl.Series:
    array = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    if lexicon is not None:
        return lexicon.codes(array)
    if pa.types.is_floating(array.type) and not array.null_count:
        return np.asarray(array.to_numpy(zero_copy_only=False))
    series = pl.from_arrow(array)
    assert isinstance(series, pl.Series)
    return series


def _arrays(parts: list[Piece | pl.Series]) -> list[Piece]:
    return [part for part in parts if isinstance(part, np.ndarray)]


def _whole(name: str, parts: list[Piece | pl.Series], type: pa.DataType) -> pl.Series:
    """The pieces of a column one below the other."""
    arrays = _arrays(parts)
    if arrays and len(arrays) == len(parts):
        return pl.Series(name, joined_pieces(arrays, np.dtype(np.float64)))
    series = [part if isinstance(part, pl.Series) else pl.Series(part) for part in parts]
    if not series:
        empty = pl.from_arrow(pa.array([], type=type))
        assert isinstance(empty, pl.Series)
        series = [empty]
    return pl.concat(series).alias(name)
