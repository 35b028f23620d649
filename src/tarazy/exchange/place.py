"""The folder of a place: its units, its names in three languages, its sources, as tables.

Every flaw of every table is found.
"""

from __future__ import annotations

import csv
import io
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES, Message, Problem, ProblemsFound, msg
from tarazy.exchange.place_rows import STEMS, TABLES, Row, Table

BOUNDARIES: Final = "boundaries.topojson"
OBSERVATIONS: Final = "observations.csv"

# What was found, why it cannot stand, how to mend it.
MISSING_COLUMN: Final = (
    msg("The column {column} is missing."),
    msg("The table cannot be read without it."),
    msg("Write the head of the file as the manual shows it."),
)
UNKNOWN_COLUMN: Final = (
    msg("The column {column} is not known."),
    msg("It may be a mistyped name, and nothing is passed over in silence."),
    msg("Write the head of the file as the manual shows it."),
)
TWICE_COLUMN: Final = (
    msg("The column {column} stands twice."),
    msg("Nobody can tell which of the two counts."),
    msg("Remove one of the two columns."),
)
SHIFTED: Final = (
    msg("The line has {found} cells, the head has {wanted}."),
    msg("A comma within a text, or a cell too few, shifts the columns."),
    msg("Put a text with a comma between double quotes."),
)
WRONG_CELL: Final = (
    msg("{columns}: {found} cannot stand here."),
    msg("Reading it says: {wanted}."),
    msg("Correct the cell."),
)
REPEATED: Final = (
    msg("{key} stands in line {line} already."),
    msg("One row says all there is to say of it."),
    msg("Remove one of the two lines."),
)
NOT_UTF8: Final = (
    msg("The file is not in UTF-8: byte {byte} cannot be read."),
    msg("Its letters would have to be guessed."),
    msg("Save it again as “CSV UTF-8”."),
)
NOT_CSV: Final = (
    msg("The file cannot be read as CSV: {detail}."),
    msg("A double quote may be open."),
    msg("Put texts between double quotes, and write a double quote within a text twice."),
)
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
    tables = {name: tuple(_read_table(folder / f"{name}.csv", table, problems)) for name, table in TABLES.items()}
    if problems:
        raise ProblemsFound(problems)
    outlines = folder / BOUNDARIES
    return Place(folder.name, folder, tables, outlines.read_bytes() if outlines.exists() else None)


def _read_table(path: Path, table: Table, problems: list[Problem]) -> Iterator[Row]:
    if not path.exists():
        return
    try:
        lines = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
        head = next(lines, [])
        wrong = list(_wrong_head(path, head, table))
        problems += wrong
        if wrong:
            return
        seen: dict[tuple[Any, ...], int] = {}
        for cells in lines:
            row = _read_row(f"{path}:{lines.line_num}", head, cells, table, problems)
            if row is not None:
                problems += _repeated(f"{path}:{lines.line_num}", row, table, seen, lines.line_num)
                yield row
    except UnicodeDecodeError as fault:
        problems.append(_problem(path, *NOT_UTF8, byte=fault.start + 1))
    except csv.Error as fault:
        problems.append(_problem(path, *NOT_CSV, detail=str(fault)))


def _columns(field: msgspec.structs.FieldInfo) -> tuple[str, ...]:
    """The columns in which a field stands: one, or for a text one a language."""
    if not _is_text(field):
        return (field.name,)
    stem = STEMS.get(field.name, field.name)
    return tuple(f"{stem}_{language}" for language in LANGUAGES)


def _is_text(field: msgspec.structs.FieldInfo) -> bool:
    return field.type is Text or Text in typing.get_args(field.type)


def _wrong_head(path: Path, head: Sequence[str], table: Table) -> Iterator[Problem]:
    fields = msgspec.structs.fields(table.row)
    known = {column for field in fields for column in _columns(field)}
    needed = {column for field in fields if field.required for column in _columns(field)}
    for column in sorted(needed - set(head)):
        yield _problem(path, *MISSING_COLUMN, column=column)
    for column in head:
        if column not in known:
            yield _problem(path, *UNKNOWN_COLUMN, column=column)
    for column in sorted({column for column in head if head.count(column) > 1}):
        yield _problem(path, *TWICE_COLUMN, column=column)


def _read_row(
    where: str, head: Sequence[str], cells: Sequence[str], table: Table, problems: list[Problem]
) -> Row | None:
    if len(cells) != len(head):
        problems.append(_problem(where, *SHIFTED, found=len(cells), wanted=len(head)))
        return None
    row = dict(zip(head, cells, strict=True))
    given: dict[str, Any] = {}
    flaws = len(problems)
    for field in msgspec.structs.fields(table.row):
        try:
            given |= _field(field, row)
        except (ValueError, msgspec.ValidationError) as fault:
            columns = _columns(field)
            found = ", ".join(repr(row.get(column, "")) for column in columns)
            problems.append(_problem(where, *WRONG_CELL, columns=", ".join(columns), found=found, wanted=str(fault)))
    return table.row(**given) if len(problems) == flaws else None


def _field(field: msgspec.structs.FieldInfo, row: Mapping[str, str]) -> dict[str, Any]:
    """The field's value from its cells; nothing where the cells are empty and may be."""
    cells = [row.get(column, "").strip() for column in _columns(field)]
    if not any(cells):
        if field.required:
            raise ValueError("a value")
        return {}
    if _is_text(field):
        if not all(cells):
            raise ValueError("kk, ru, en")
        return {field.name: Text(**dict(zip(LANGUAGES, cells, strict=True)))}
    return {field.name: msgspec.convert(cells[0], field.type, strict=False)}


def _repeated(where: str, row: Row, table: Table, seen: dict[tuple[Any, ...], int], line: int) -> Iterator[Problem]:
    key = tuple(getattr(row, column) for column in table.key)
    first = seen.setdefault(key, line)
    if first != line:
        yield _problem(where, *REPEATED, key=" ".join(str(part) for part in key if part), line=first)


def _problem(where: object, what: str, why: str, mend: str, **said: str | int) -> Problem:
    return Problem(Message(what, dict(said)), str(where), Message(why, dict(said)), Message(mend, dict(said)))
