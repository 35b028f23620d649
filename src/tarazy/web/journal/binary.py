"""Rows as PostgreSQL reads them fastest: its binary form of COPY, which spares it the parsing of numbers and instants.

https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format": a head, then each row as the number of its
fields and each field as its length and its bytes, or a length of -1 where there is nothing, then an end.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

HEAD: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END: Final = b"\xff\xff"
NOTHING: Final = (-1).to_bytes(4, "big", signed=True)

# Instants are counted from here, in microseconds.
_FIRST_INSTANT: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_NUMBERS: Final[Mapping[type[pl.DataType], str]] = {pl.Float64: ">f8", pl.Int32: ">i4", pl.Int64: ">i8"}
_AT_ONCE: Final = 4_000_000  # bytes that a part of the rows may take at most, each as wide as the widest

Bytes = NDArray[np.uint8]
Kept = NDArray[np.bool_]


class _Field(NamedTuple):
    """The different contents of a column, padded to one width; `kept` says which bytes count; `codes`: whose is whose.

    Without `codes` each row has its own, or all have the only one.
    """

    bytes: Bytes
    kept: Kept
    codes: NDArray[Any] | None = None

    def part(self, rows: slice) -> tuple[Bytes, Kept]:
        if len(self.bytes) == 1:
            return self.bytes, self.kept
        if self.codes is None:
            return self.bytes[rows], self.kept[rows]
        return self.bytes[self.codes[rows]], self.kept[self.codes[rows]]


def binary(frame: pl.DataFrame) -> Iterator[bytes]:
    """The rows of a table without its names, in pieces. Texts (String, Enum) become text, Int32 int4, Int64 int8,
    Float64 float8, Datetime with a zone timestamptz: the columns of the database must have just these types.
    """
    count = np.frombuffer(frame.width.to_bytes(2, "big"), dtype=np.uint8)[None, :]
    fields = [_Field(count, np.ones_like(count, dtype=np.bool_)), *map(_field, frame.iter_columns())]
    width = sum(field.bytes.shape[1] for field in fields)
    step = max(1, _AT_ONCE // width)
    yield HEAD
    for first in range(0, len(frame), step):
        yield _joined(fields, slice(first, first + step), min(step, len(frame) - first), width)
    yield END


def _joined(fields: list[_Field], rows: slice, count: int, width: int) -> bytes:
    bytes, kept = np.empty((count, width), dtype=np.uint8), np.empty((count, width), dtype=np.bool_)
    at = 0
    for field in fields:
        end = at + field.bytes.shape[1]
        bytes[:, at:end], kept[:, at:end] = field.part(rows)
        at = end
    return bytes[kept].tobytes()


def _field(column: pl.Series) -> _Field:
    type = column.dtype
    if type in (pl.String, pl.Enum):
        return _texts(column)
    if isinstance(type, pl.Datetime) and type.time_zone is not None:
        since = column.dt.epoch("us") - int(_FIRST_INSTANT.timestamp()) * 1_000_000
        return _numbers(since.cast(pl.Int64), ">i8")
    if type.base_type() in _NUMBERS:
        return _numbers(column, _NUMBERS[type.base_type()])
    raise TypeError(f"{column.name}: COPY is not given {type} in binary form")


def _texts(column: pl.Series) -> _Field:
    coded = column if column.dtype == pl.Enum else column.cast(pl.Enum(column.drop_nulls().unique().sort()))
    texts = [text.encode() for text in cast(pl.Enum, coded.dtype).categories]
    contents = [*(len(text).to_bytes(4, "big") + text for text in texts), NOTHING]
    codes = coded.to_physical().cast(pl.UInt32).fill_null(len(texts)).to_numpy()
    lengths = np.array([len(content) for content in contents])
    if not len(codes) or codes.min() == codes.max():
        return _only(contents[int(codes[0]) if len(codes) else -1])
    width = int(lengths.max())
    padded = b"".join(content.ljust(width, b"\0") for content in contents)
    bytes = np.frombuffer(padded, dtype=np.uint8).reshape(len(contents), width)
    return _Field(bytes, np.arange(width) < lengths[:, None], codes)


def _only(content: bytes) -> _Field:
    bytes = np.frombuffer(content, dtype=np.uint8)[None, :]
    return _Field(bytes, np.ones_like(bytes, dtype=np.bool_))


def _numbers(column: pl.Series, type: str) -> _Field:
    given = column.is_not_null().to_numpy()
    if not given.any():
        return _only(NOTHING)
    data = column.fill_null(0).to_numpy().astype(type)
    size = data.dtype.itemsize
    bytes, kept = np.empty((len(column), 4 + size), dtype=np.uint8), np.ones((len(column), 4 + size), dtype=np.bool_)
    bytes[:, :4] = np.frombuffer(size.to_bytes(4, "big"), dtype=np.uint8)
    bytes[:, 4:] = data.view(np.uint8).reshape(len(column), size)
    bytes[~given, :4] = 255  # -1
    kept[~given, 4:] = False
    return _Field(bytes, kept)
