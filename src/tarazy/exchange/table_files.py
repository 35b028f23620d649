"""A table to take along, as CSV with its dictionary and as a workbook with its notes: what it must say goes along.

CSV is UTF-8 without a byte order mark, with commas, decimal points and one line of names, so that programs read it as
it is; who opens it by hand takes the workbook.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import xlsxwriter

from tarazy.exchange.csv_written import Cell, csv_text
from tarazy.exchange.named_columns import name_column

DICTIONARY: Final = ("column", "title", "description", "unit_of_measure", "type")
MOST_WIDTH, LEAST_WIDTH = 60, 9
_LOOKED_AT: Final = 500  # so many rows say how wide a column is
_FORMATS: Final = {"number": "General", "day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
_MOST_LETTERS: Final = 32_000  # a cell of a workbook holds no more
_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False, "nan_inf_to_errors": True}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A column: its name for programs, its title and meaning for people. `places`: after the comma, None: all. Without
    a name it is of a workbook alone.
    """

    name: str
    title: str
    description: str
    type: Literal["text", "number", "share", "flag", "day", "moment"] = "text"
    unit_of_measure: str = ""
    places: int | None = None


@dataclass(frozen=True)
class Note:
    """What the sheet of notes says: a term and its text."""

    term: str
    text: str


@dataclass(frozen=True)
class TableFile:
    """A table with all that must stand beside it. `moment`: which the workbook gives as its own time of making."""

    title: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[Note]
    sheets: tuple[str, str]
    dictionary_heads: Sequence[str]
    moment: datetime.datetime


def csv_of(table: TableFile) -> str:
    """The rows under the names of their columns. No cell starts a formula."""
    return csv_text([field.name for field in table.fields], table.rows)


def dictionary_of(table: TableFile) -> str:
    """What each column of the CSV holds: a line a column."""
    lines = [[one.name, one.title, one.description, one.unit_of_measure, one.type] for one in table.fields]
    return csv_text(DICTIONARY, lines)


def workbook_of(table: TableFile) -> bytes:
    """A sheet of data with its head frozen and a sheet of notes. Nothing in it is a formula. Its columns keep their
    names for programs: it can be given back.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": table.title, "created": table.moment.replace(tzinfo=None, microsecond=0)})
        _write_data(book, table)
        _write_notes(book, table)
    return file.getvalue()


def _write_data(book: Any, table: TableFile) -> None:
    sheet = book.add_worksheet(table.sheets[0])
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E2F0F2"})
    formats = [book.add_format({"num_format": _number_format(one), "valign": "top"}) for one in table.fields]
    for column, field in enumerate(table.fields):
        sheet.write_string(0, column, _heading(field), head)
        sheet.set_column(column, column, _width(table, column), formats[column])
        name_column(book, table.sheets[0], column, field.name)
    for line, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, line, column, cell, formats[column])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(table.rows)), max(0, len(table.fields) - 1))
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_cell(sheet: Any, line: int, column: int, cell: Cell, shape: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(line, column, cell, shape)
    elif isinstance(cell, int | float):
        sheet.write_number(line, column, cell, shape)
    elif isinstance(cell, datetime.datetime):
        sheet.write_datetime(line, column, cell.replace(tzinfo=None), shape)  # a workbook knows no zones
    elif isinstance(cell, datetime.date):
        sheet.write_datetime(line, column, cell, shape)
    else:
        sheet.write_string(line, column, cell[:_MOST_LETTERS], shape)


def _write_notes(book: Any, table: TableFile) -> None:
    sheet = book.add_worksheet(table.sheets[1])
    strong, wrapped = (
        book.add_format({"bold": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 36)
    sheet.set_column(2, 2, 80)
    sheet.write_string(0, 0, table.title, strong)
    line = 2
    for note in table.notes:
        sheet.write_string(line, 0, note.term, strong)
        sheet.merge_range(line, 1, line, 2, "", wrapped)
        sheet.write_string(line, 1, note.text[:_MOST_LETTERS], wrapped)
        line += 1
    line += 1
    in_csv = [field for field in table.fields if field.name]
    for column, title in enumerate(table.dictionary_heads if in_csv else ()):
        sheet.write_string(line, column, title, strong)
    for field in in_csv:
        line += 1
        sheet.write_string(line, 0, field.name)
        sheet.write_string(line, 1, _heading(field), wrapped)
        sheet.write_string(line, 2, field.description, wrapped)


def _heading(field: Field) -> str:
    return f"{field.title}, {field.unit_of_measure}" if field.unit_of_measure else field.title


def _number_format(field: Field) -> str:
    """How numbers and days of a column are shown; what they are stays whole."""
    if field.type == "share":
        return "0.0%"
    if field.type == "number" and field.places is not None:
        return "#,##0" + ("." + "0" * field.places if field.places else "")
    return _FORMATS.get(field.type, "@")


def _width(table: TableFile, column: int) -> int:
    shown = [str(row[column]) for row in table.rows[:_LOOKED_AT] if row[column] is not None]
    longest = max([*(min(len(text), 20) if table.fields[column].type != "text" else len(text) for text in shown), 0])
    return max(LEAST_WIDTH, min(MOST_WIDTH, max(longest, len(table.fields[column].title) // 2) + 2))
