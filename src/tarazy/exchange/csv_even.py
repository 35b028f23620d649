"""The rows of an even CSV file at once: every row has as many cells as the header, and every quote its counterpart.

Nearly every file is even, and then nothing need be said of its rows: they are found by whole columns of bytes, where
Python would take a million rows cell by cell.
"""

from __future__ import annotations

import io
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

_AT_ONCE: Final = 1 << 22
_QUOTE, _COMMA, _LINE_FEED, _RETURN = b'",\n\r'
_BEFORE_A_TEXT: Final = (_COMMA, _LINE_FEED, _QUOTE)
_AFTER_A_TEXT: Final = (_COMMA, _LINE_FEED, _RETURN, _QUOTE)


class _Marks(NamedTuple):
    """Positions of all quotes, and of the commas and line feeds outside them; of the latter also their lines."""

    quotes: NDArray[np.int64]
    commas: NDArray[np.int64]
    ends: NDArray[np.int64]
    lines: NDArray[np.int64]


def even_rows(content: bytes, header: list[str]) -> tuple[pl.DataFrame, NDArray[np.int64]] | None:
    """The cells below the header as texts, and the line on which each row begins; rows whose cells are all empty are
    left out. None where the file is not even, or its first row is not the header.
    """
    if content.count(b"\r") != content.count(b"\r\n"):
        return None
    bytes_ = np.frombuffer(content, dtype=np.uint8)
    marks = _marks(bytes_)
    if not _quotes_match(bytes_, marks.quotes) or not _is_even(content, marks, len(header)):
        return None
    # A line feed inside the quotes of the last row would put its beginning wrong; nothing begins after the last end.
    starts = marks.lines[: len(marks.ends) - (content[-1] == _LINE_FEED)] + 1
    frame = _parsed(content, header)
    if frame is None or len(frame) != len(starts):
        return None
    is_empty = frame.select(pl.all_horizontal(pl.all() == "")).to_series()
    if is_empty.any():
        return frame.filter(~is_empty), starts[~is_empty.to_numpy()]
    return frame, starts


def _parsed(content: bytes, header: list[str]) -> pl.DataFrame | None:
    try:
        frame = pl.read_csv(io.BytesIO(content), infer_schema=False, empty_string_is_null=False)
    except pl.exceptions.PolarsError:
        return None
    if frame.width != len(header):
        return None
    frame.columns = header
    return frame


def _marks(bytes_: NDArray[np.uint8]) -> _Marks:
    found: list[tuple[NDArray[np.int64], ...]] = []
    inside, lines = np.uint8(0), 0
    for start in range(0, len(bytes_), _AT_ONCE):
        part = bytes_[start : start + _AT_ONCE]
        is_quote = part == _QUOTE
        is_outside = ((np.cumsum(is_quote, dtype=np.uint8) + inside) & 1) == 0
        feeds = np.flatnonzero(part == _LINE_FEED)
        ends = is_outside[feeds]
        commas = np.flatnonzero((part == _COMMA) & is_outside)
        found.append((
            np.flatnonzero(is_quote) + start, commas + start, feeds[ends] + start,
            np.flatnonzero(ends) + lines + 1,
        ))  # fmt: skip
        inside = np.uint8(not is_outside[-1])
        lines += len(feeds)
    return _Marks(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _quotes_match(bytes_: NDArray[np.uint8], quotes: NDArray[np.int64]) -> bool:
    """Whether every text in quotes begins and ends with its cell."""
    opening, closing = quotes[::2], quotes[1::2]
    if len(opening) != len(closing):
        return False
    before = bytes_[opening[opening > 0] - 1]
    after = bytes_[closing[closing < len(bytes_) - 1] + 1]
    return bool(np.isin(before, _BEFORE_A_TEXT).all() and np.isin(after, _AFTER_A_TEXT).all())


def _is_even(content: bytes, marks: _Marks, columns: int) -> bool:
    """Whether every row, the header among them, has so many cells, and no line is empty."""
    ends = marks.ends if content[-1] == _LINE_FEED else np.append(marks.ends, len(content))
    starts = np.concatenate(([0], ends[:-1] + 1))
    commas = np.diff(np.searchsorted(marks.commas, ends), prepend=0)
    blank = ends - starts <= 1  # a return may stand before the line feed; a row of one letter is looked at otherwise
    return bool((commas == columns - 1).all() and not blank.any())
