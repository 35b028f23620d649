"""CSV in: UTF-8, commas, a header; every row with its line."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.table import Found, OfRows, Table
from tarazy.engine.words import msg
from tarazy.exchange.csv_even import even_rows
from tarazy.exchange.headers import header_is_sound, no_rows

MOST_BYTES: Final = 1_000_000_000
MOST_ROWS: Final = 5_000_000
_ROWS_AT_ONCE: Final = 100_000
_USE_PARQUET: Final = msg("Save a table of this size as Parquet: it is read piece by piece.")
_SAVE_AS_UTF_8: Final = msg("Save it again as «CSV UTF-8».")


def read_csv(path: Path, name: str, found: Found) -> Table | None:
    """The cells of a file as texts; None if it is no table at all. `name`: the file as its user named it."""
    if path.stat().st_size > MOST_BYTES:
        found.add(
            name,
            msg("The file has more than {most} bytes."),
            msg("A CSV file is read as a whole and would fill the memory."),
            _USE_PARQUET,
            most=MOST_BYTES,
        )
        return None
    content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    if decoded(content, name, found) is None:
        return None
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8", newline=""), strict=True)
    header = _header(reader, name, found)
    if header is None:
        return None
    even = even_rows(content, header)
    if even is None:
        return _rows(reader, header, name, found)
    frame, lines = even
    if len(frame) > MOST_ROWS:
        _too_many(name, found)
        return None
    return _table(name, frame, lines, found)


def decoded(content: bytes, name: str, found: Found) -> str | None:
    if (
        content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        or content[:200].count(0) > len(content[:200]) / 4
    ):
        found.add(
            name,
            msg("The file is written in UTF-16, not in UTF-8."),
            msg("Only one encoding is read, so that no letter is mistaken for another."),
            _SAVE_AS_UTF_8,
        )
        return None
    try:
        return content.decode("utf-8-sig")  # Excel puts a byte order mark before UTF-8; it says nothing and is dropped
    except UnicodeDecodeError as fault:
        _not_utf_8(content, fault, name, found)
        return None


def _not_utf_8(content: bytes, fault: UnicodeDecodeError, name: str, found: Found) -> None:
    line = content.count(b"\n", 0, fault.start) + 1
    ending = content.find(b"\n", fault.start)
    around = content[content.rfind(b"\n", 0, fault.start) + 1 : ending if ending >= 0 else len(content)]
    as_cp1251 = around.decode("cp1251", errors="replace")
    letters = sum("а" <= letter.lower() <= "я" for letter in as_cp1251)
    is_cyrillic = letters >= 3 and letters >= sum(byte > 127 for byte in around) / 2
    found.add(
        f"{name}:{line}",
        msg("The file is written in the encoding {encoding}, not in UTF-8: {text}")
        if is_cyrillic
        else msg("The file is not written in UTF-8: byte {byte}."),
        msg("Only one encoding is read, so that no letter is mistaken for another."),
        _SAVE_AS_UTF_8,
        encoding="windows-1251",
        text=shown(as_cp1251),
        byte=f"0x{content[fault.start]:02X}",
    )


def _header(reader: Iterator[list[str]], name: str, found: Found) -> list[str] | None:
    try:
        header = next((row for row in reader if any(row)), None)
    except csv.Error:
        _broken(name, 1, found)
        return None
    if header is None:
        found.add(
            name,
            msg("The file is empty."),
            msg("There is nothing to read."),
            msg("Write a first row with the names of the columns and a row for each observation."),
        )
        return None
    for mark, what in (
        (";", msg("The columns are separated by semicolons, not by commas.")),
        ("\t", msg("The columns are separated by tabs, not by commas.")),
    ):
        if len(header) == 1 and mark in header[0]:
            found.add(
                f"{name}:1",
                what,
                msg("CSV is separated by commas; a comma inside a number would otherwise go unnoticed."),
                msg(
                    "Save the file with commas between the columns and points in the numbers, or as .xlsx, where the "
                    "program does so itself."
                ),
            )
            return None
    return header if header_is_sound(header, f"{name}:1", found) else None


def _rows(reader: Iterator[list[str]], header: list[str], name: str, found: Found) -> Table | None:
    pieces: list[pl.DataFrame] = []
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, row in _numbered(reader, name, found):
        if not any(row):
            continue  # a line without any content says nothing
        if len(row) != len(header):
            _ragged(row, header, f"{name}:{line}", found.of_unread())
            continue
        rows.append(row)
        lines.append(line)
        if len(rows) == _ROWS_AT_ONCE:
            pieces.append(_piece(rows, header))
            rows = []
            if len(lines) > MOST_ROWS:
                _too_many(name, found)
                return None
    pieces.append(_piece(rows, header))
    return _table(name, pl.concat(pieces), np.array(lines, dtype=np.int64), found)


def _piece(rows: list[list[str]], header: list[str]) -> pl.DataFrame:
    columns = zip(*rows, strict=True) if rows else ((),) * len(header)
    return pl.DataFrame({name: pl.Series(cells, dtype=pl.String) for name, cells in zip(header, columns, strict=True)})


def _table(name: str, frame: pl.DataFrame, lines: NDArray[np.int64], found: Found) -> Table:
    if not len(frame) and not found:
        no_rows(name, found)
    return Table(name, frame, lambda row, column: f"{name}:{lines[row] if row >= 0 else 1}")


def _too_many(name: str, found: Found) -> None:
    found.add(
        name,
        msg("The table has more than {most} rows."),
        msg("A CSV file is read as a whole and would fill the memory."),
        _USE_PARQUET,
        most=MOST_ROWS,
    )


def _numbered(reader: Iterator[list[str]], name: str, found: Found) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins: a text in quotes may go over several."""
    while True:
        line = reader.line_num + 1  # type: ignore[attr-defined]
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            _broken(name, line, found)
            return
        yield line, row


def _broken(name: str, line: int, found: Found) -> None:
    found.add(
        f"{name}:{line}",
        msg("The quotes of this row do not match."),
        msg(
            "A text in quotes ends with the same quotes; without them the rest of the file belongs to it, and is "
            "not read yet."
        ),
        msg('Close the quotes; inside a text in quotes write "" for one.'),
    )


def _ragged(row: list[str], header: list[str], where: str, of: OfRows) -> None:
    if len(row) > len(header):
        of.add(
            where,
            msg("The row has {cells} cells, the header {columns}."),
            msg("Most likely a text with a comma stands without quotes, or a number has a decimal comma."),
            msg('Put the text into quotes, as "a, b", and write numbers with a point. The row reads: {row}'),
            cells=len(row),
            columns=len(header),
            row=shown(",".join(row)),
        )
    else:
        of.add(
            where,
            msg("The row has only {cells} cells, the header {columns}."),
            msg("Nobody knows which cells are missing."),
            msg("Write every cell; an empty one needs its comma too. The row reads: {row}"),
            cells=len(row),
            columns=len(header),
            row=shown(",".join(row)),
        )
