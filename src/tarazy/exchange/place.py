"""The folder of a place: its units, names in three languages and sources, as tables; every flaw of each is found."""

from __future__ import annotations

import datetime
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables import table as tables
from tarazy.engine.load.tables.table import Found
from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES, Problem, ProblemsFound, msg
from tarazy.exchange.csv_files import read_csv
from tarazy.exchange.place_rows import STEMS, TABLES, Row, Table

BOUNDARIES: Final = "boundaries.topojson"
OBSERVATIONS: Final = "observations.csv"

# How a day and numbers are written.
EXAMPLES: Final = {datetime.date: "2026-01-31", int: "3", float: "0.5"}

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Place:
    """What a folder `data/<place>` holds besides its figures. A table without a file is empty."""

    id: str
    folder: Path
    tables: Mapping[str, tuple[Row, ...]]
    boundaries: bytes | None

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of one kind."""
        name = next(name for name, table in TABLES.items() if table.row is kind)
        return typing.cast("tuple[R, ...]", self.tables[name])

    @property
    def observations(self) -> Path:
        """The file of the place's figures."""
        return self.folder / OBSERVATIONS


def read_place(folder: Path) -> Place:
    """Read every table of a place. Raises ProblemsFound with the flaws of all of them."""
    problems: list[Problem] = []
    read: dict[str, tuple[Row, ...]] = {}
    for name, table in TABLES.items():
        path = folder / f"{name}.csv"
        found = Found(str(path))
        read[name] = tuple(_read_table(path, table, found)) if path.exists() else ()
        problems += found.listed()
    if problems:
        raise ProblemsFound(problems)
    outlines = folder / BOUNDARIES
    return Place(folder.name, folder, read, outlines.read_bytes() if outlines.exists() else None)


def _read_table(path: Path, table: Table, found: Found) -> Iterator[Row]:
    read = read_csv(path, str(path), found)
    if read is None or not _has_columns(read, table, found):
        return
    first: dict[tuple[Any, ...], str] = {}
    for at, cells in enumerate(read.frame.iter_rows(named=True)):
        where = read.locate(at, "")
        row = _read_row(where, cells, table, found)
        if row is None:
            continue
        key = tuple(getattr(row, column) for column in table.key)
        if key in first:
            _repeated(where, key, first[key], found)
        first.setdefault(key, where)
        yield row


def columns_of(field: msgspec.structs.FieldInfo) -> tuple[str, ...]:
    """The columns in which a field stands: one, or for a text one a language."""
    if not _is_text(field):
        return (field.name,)
    stem = STEMS.get(field.name, field.name)
    return tuple(f"{stem}_{language}" for language in LANGUAGES)


def _is_text(field: msgspec.structs.FieldInfo) -> bool:
    return field.type is Text or Text in typing.get_args(field.type)


def _has_columns(read: tables.Table, table: Table, found: Found) -> bool:
    fields = msgspec.structs.fields(table.row)
    known = {column for field in fields for column in columns_of(field)}
    needed = {column for field in fields if field.required for column in columns_of(field)}
    columns = set(read.frame.columns)
    for column in sorted(needed - columns):
        found.add(
            read.locate(-1, ""),
            msg("The column {column} is missing."),
            msg("The table cannot be understood without it."),
            msg("Add it; these columns are needed: {needed}."),
            column=column,
            needed=", ".join(sorted(needed)),
        )
    for column in sorted(columns - known):
        meant = nearest(column, known)
        found.add(
            read.locate(-1, ""),
            msg("The column {column} is not known."),
            msg("It may be a mistyped name, and nothing is passed over in silence."),
            msg("Perhaps {meant} is meant.") if meant else msg("Remove it, or correct its name."),
            column=shown(column),
            meant=meant,
        )
    return needed <= columns <= known


def _read_row(where: str, cells: Mapping[str, str], table: Table, found: Found) -> Row | None:
    given: dict[str, Any] = {}
    is_whole = True
    for field in msgspec.structs.fields(table.row):
        columns = columns_of(field)
        texts = [cells.get(column, "").strip() for column in columns]
        if not any(texts) and not field.required:
            continue
        if not all(texts):
            _empty(where, [column for column, text in zip(columns, texts, strict=True) if not text], found)
            is_whole = False
        elif _is_text(field):
            given[field.name] = Text(**dict(zip(LANGUAGES, texts, strict=True)))
        else:
            try:
                given[field.name] = msgspec.convert(texts[0], field.type, strict=False)
            except msgspec.ValidationError:
                _unreadable(where, field, texts[0], found)
                is_whole = False
    return table.row(**given) if is_whole else None


def _empty(where: str, columns: list[str], found: Found) -> None:
    found.add(
        where,
        msg("Nothing stands in {columns}."),
        msg("The row says too little without it; a text is needed in all three languages."),
        msg("Fill the cells."),
        columns=", ".join(columns),
    )


def _unreadable(where: str, field: msgspec.structs.FieldInfo, text: str, found: Found) -> None:
    words = [str(word) for word in typing.get_args(field.type) if isinstance(word, str)]
    asked = {field.type, *typing.get_args(field.type)}
    examples = [example for of, example in EXAMPLES.items() if of in asked]
    found.add(
        where,
        msg("{text} cannot stand in the column {column}."),
        msg("This is how it is written there: {written}."),
        msg("Correct the cell."),
        text=shown(text),
        column=field.name,
        written=", ".join(words or examples),
    )


def _repeated(where: str, key: tuple[Any, ...], first: str, found: Found) -> None:
    found.add(
        where,
        msg("{key} stands already at {first}."),
        msg("One row says all there is to say of it."),
        msg("Remove one of the two rows."),
        key=" ".join(str(part) for part in key if part),
        first=first,
    )
