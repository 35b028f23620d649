"""One column of a table -> an array, with every cell checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tarazy.engine.checks.number_meant import NUMBER
from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.cells import Flaw, code_flaw, name_flaw, number_flaw
from tarazy.engine.load.tables.table import Found, OfRows, Table
from tarazy.engine.model.coded import Coded
from tarazy.engine.model.numbers import Vector
from tarazy.engine.words import msg

_NO_CODE: Final = msg("In column {column} stands {text}, which is not written as such a code is.")
_NO_INSTANT: Final = msg("In column {column} stands {text}, which is no date.")
_INSTANT: Final = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?", re.ASCII)


def coded(series: pl.Series) -> Coded:
    """A column of texts (or whole numbers) as few names and many numbers; an empty cell is the text "".

    >>> coded(pl.Series(["b", None, "b"]))
    Coded(names=('b', ''), codes=array([0, 1, 0], dtype=int32))
    """
    texts = series.cast(pl.String).fill_null("")
    names = texts.unique(maintain_order=True)
    codes = texts.cast(pl.Enum(names)).to_physical().to_numpy()
    return Coded(tuple(names.to_list()), codes.astype(np.int32, copy=False)).simplest()


def coded_column(table: Table, name: str) -> Coded:
    return table.coded[name] if name in table.coded else coded(table.frame[name])


def cells(table: Table, name: str) -> pl.Series:
    """A column cell by cell."""
    if name not in table.coded:
        return table.frame[name]
    column = table.coded[name]
    return pl.Series(name, column.names, dtype=pl.String).gather(column.all_codes(len(table)))


def code_column(table: Table, name: str, found: Found, wrong: Callable[[str], Flaw | None]) -> Coded:
    """A column of codes; `wrong` says what is wrong with one. If a letter is that nobody sees, or a name stands there,
    that is said instead.
    """
    column = coded_column(table, name)
    wrong_names = {code: flaw for code, text in enumerate(column.names) if (flaw := wrong(text)) is not None}
    if not wrong_names:
        return column
    for code, rows in rows_of_each(column, len(table), wrong_names):
        text = column.names[code]
        flaw = name_flaw(text) or code_flaw(text) or wrong_names[code]
        add_flaw(table, found.of(rows, name), flaw, int(rows[0]), name, text, rows=len(rows))
    return column


def rows_of_each(column: Coded, count: int, chosen: Iterable[int]) -> list[tuple[int, NDArray[np.intp]]]:
    """The rows of each of some names, for those that stand in any; in the order in which the names are met."""
    wanted = np.zeros(len(column.names), dtype=np.bool_)
    wanted[list(chosen)] = True
    if not wanted.any():
        return []
    codes = column.all_codes(count)
    rows = np.flatnonzero(wanted[codes])
    rows = rows[np.argsort(codes[rows], kind="stable")]
    each = np.split(rows, np.flatnonzero(np.diff(codes[rows])) + 1)
    return sorted(((int(codes[those[0]]), those) for those in each if len(those)), key=lambda one: int(one[1][0]))


def hold_codes(table: Table, names: Iterable[str], found: Found) -> bool:
    """Whether the columns hold texts or whole numbers; others cannot be read as codes at all."""
    sound = True
    for name in names:
        type = table.frame[name].dtype if name in table.frame.columns else pl.String()
        if not (type.is_integer() or type in (pl.String, pl.Categorical, pl.Enum, pl.Null)):
            _no_text(table, name, found)
            sound = False
    return sound


def add_flaw(
    table: Table, found: Found | OfRows, flaw: Flaw, row: int, column: str, text: str, **said: str | int
) -> None:
    place = table.locate(row, column)
    found.add(place, flaw.what, flaw.why, flaw.mend, column=column, text=shown(text), **flaw.said, **said)


def _no_text(table: Table, name: str, found: Found) -> None:
    found.add(
        table.name,
        msg("The column {column} holds {type} instead of texts."),
        msg("Codes are texts: a number would lose its zeros, a date its spelling."),
        msg("Write the column as texts."),
        column=name,
        type=str(table.frame[name].dtype),
    )


def number_column(table: Table, name: str, found: Found) -> tuple[Vector, NDArray[np.bool_]]:
    """A column of numbers, NaN where the cell is empty or wrong, and bool[n] where it is empty."""
    series = cells(table, name)
    if series.dtype.is_numeric():
        values = series.cast(pl.Float64).fill_null(np.nan).to_numpy()
        empty = series.is_null().to_numpy()
        _refuse_unending(table, name, values, empty, found)
        return values, empty
    if series.dtype not in (pl.String, pl.Null):
        found.add(
            table.name,
            msg("The column {column} holds {type} instead of numbers."),
            msg("A value is a number or empty."),
            msg("Write the column as numbers."),
            column=name,
            type=str(series.dtype),
        )
        return np.full(len(series), np.nan), np.zeros(len(series), dtype=np.bool_)
    return _numbers_of_texts(table, name, series.cast(pl.String), found)


def _refuse_unending(table: Table, name: str, values: Vector, empty: NDArray[np.bool_], found: Found) -> None:
    if np.isfinite(values).all():
        return
    for row in np.flatnonzero(~np.isfinite(values) & ~empty):
        flaw = number_flaw(str(values[row]))
        if flaw:
            add_flaw(table, found.of(int(row), name), flaw, int(row), name, str(values[row]))


def _numbers_of_texts(table: Table, name: str, texts: pl.Series, found: Found) -> tuple[Vector, NDArray[np.bool_]]:
    empty = (texts.is_null() | (texts == "")).fill_null(True)
    sound = texts.str.contains(f"^(?:{NUMBER})$").fill_null(False)
    values = texts.set(~sound, None).cast(pl.Float64).fill_null(np.nan).to_numpy()
    for row in np.flatnonzero((~sound & ~empty).to_numpy()):
        text = texts[int(row)]
        flaw = number_flaw(text)
        if flaw:
            add_flaw(table, found.of(int(row), name), flaw, int(row), name, text)
    _refuse_unending(table, name, values, ~sound.to_numpy(), found)  # 1e999 is written like a number
    return values, empty.to_numpy()


def instant_column(table: Table, name: str, found: Found) -> NDArray[np.datetime64]:
    """A column of ISO dates or times as datetime64[us] (UTC), NaT where the cell is empty. Without a zone it is UTC."""
    series = cells(table, name)
    if series.dtype.is_temporal():
        naive = series.dt.convert_time_zone("UTC").dt.replace_time_zone(None) if _zoned(series) else series
        return naive.cast(pl.Datetime("us")).to_numpy()
    column = coded(series)
    instants = np.array([_instant(text) for text in column.names], dtype="datetime64[us]")
    wrong = [code for code, text in enumerate(column.names) if text and np.isnat(instants[code])]
    for code, rows in rows_of_each(column, len(series), wrong):
        flaw = Flaw(
            _NO_INSTANT,
            msg("Dates are written year, month, day: everywhere in the same order."),
            msg("Write it as 2024-01-31, with a time as 2024-01-31T18:00:00Z."),
            {},
        )
        add_flaw(table, found.of(rows, name), flaw, int(rows[0]), name, column.names[code])
    return instants[column.all_codes(len(series))]


def _zoned(series: pl.Series) -> bool:
    return isinstance(series.dtype, pl.Datetime) and series.dtype.time_zone is not None


def _instant(text: str) -> np.datetime64:
    from datetime import UTC, datetime

    if not _INSTANT.fullmatch(text):
        return np.datetime64("NaT", "us")
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:  # 2024-02-30
        return np.datetime64("NaT", "us")
    return np.datetime64(instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant, "us")


def not_written_as(mend: str) -> Flaw:
    """A code of the wrong form; `mend` says which form is right."""
    return Flaw(
        _NO_CODE, msg("Only one spelling is understood, so that two readers never read it differently."), mend, {}
    )
