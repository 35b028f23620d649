"""A table as an Excel workbook that opens ready to be read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import xlsxwriter

from tarazy.exchange.csv_written import Cell

WIDEST: Final = 48  # letters; longer cells are wrapped
NARROWEST: Final = 10


def table_workbook(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet: a head that stays in sight, columns as wide as what stands in them, no formula and no link."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.write_row(0, 0, columns, head)
        for at, row in enumerate(rows, start=1):
            sheet.write_row(at, 0, row, body)
        for at, column in enumerate(columns):
            longest = max((len(str(row[at])) for row in rows), default=0)
            sheet.set_column(at, at, min(WIDEST, max(NARROWEST, len(column), longest) + 2))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    return file.getvalue()
