"""Workbooks of methodologies for tests, with one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from tarazy.engine.load import load_methodology
from tarazy.engine.words import ProblemsFound
from tarazy.exchange.methodologies.sheets import sheets_of
from tarazy.exchange.methodologies.whole import read_methodology
from tarazy.exchange.methodologies.workbook_written import write_workbook

Change = Callable[[Any], None]


def book_of(where: str | Path, path: Path, lang: str = "en") -> Path:
    write_workbook(path, sheets_of(load_methodology(where), lang), lang)
    return path


def changed(path: Path, change: Change) -> Path:
    """The same file after `change` did something to it, as a person does in a spreadsheet program."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def set_cell(sheet: str, cell: str, value: Any) -> Change:
    def change(book: Any) -> None:
        book[sheet][cell] = value

    return change


def cell_of(path: Path, sheet: str, first: str, key: str) -> str:
    """The name of the cell in the first row that has `first` anywhere, in the column with the key."""
    page = openpyxl.load_workbook(path)[sheet]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    column = rows[1].index(key)
    row = next(number for number, row in enumerate(rows, start=1) if number > 2 and first in row)
    return f"{openpyxl.utils.get_column_letter(column + 1)}{row}"


def refused(path: Path, lang: str = "en") -> list[str]:
    try:
        read_methodology(path)
    except ProblemsFound as found:
        return [problem.in_language(lang) for problem in found.problems]
    return []
