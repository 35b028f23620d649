"""A table -> an Excel workbook: what it is and where it comes from on one sheet, the table on another."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

import xlsxwriter

from tarazy.exchange.csv_written import Cell

LONGEST_CELL: Final = 32_767
LONGEST_SHEET_NAME: Final = 31
WIDTHS: Final = (10, 44)


def table_workbook(
    sheet: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], about: tuple[str, Sequence[tuple[str, str]]]
) -> bytes:
    """The workbook. `about`: the name of the first sheet, and its terms with what they say.

    Texts stay texts, whatever they begin with; numbers keep the 16 digits that a workbook holds.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _write_about(book.add_worksheet(about[0][:LONGEST_SHEET_NAME]), about[1], head, wrapped)
        _write_table(book.add_worksheet(sheet[:LONGEST_SHEET_NAME]), columns, rows, head)
    return file.getvalue()


def _write_about(page: Any, terms: Sequence[tuple[str, str]], head: Any, wrapped: Any) -> None:
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 100)
    for number, (term, said) in enumerate(terms):
        page.write_string(number, 0, term, head)
        page.write_string(number, 1, said[:LONGEST_CELL], wrapped)


def _write_table(page: Any, columns: Sequence[str], rows: Iterable[Sequence[Cell]], head: Any) -> None:
    widths = [len(column) for column in columns]
    last = 0
    for position, column in enumerate(columns):
        page.write_string(0, position, column, head)
    for last, row in enumerate(rows, start=1):
        for position, cell in enumerate(row):
            widths[position] = max(widths[position], len(str(cell or "")))
            if isinstance(cell, bool | str):
                page.write_string(last, position, str(cell)[:LONGEST_CELL])
            elif cell is not None:
                page.write_number(last, position, cell)
    for position, width in enumerate(widths):
        page.set_column(position, position, min(max(width + 2, WIDTHS[0]), WIDTHS[1]))
    page.autofilter(0, 0, last, max(0, len(columns) - 1))
    page.freeze_panes(1, 0)
