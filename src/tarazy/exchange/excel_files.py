"""Excel in: the sheet `data`, else the only one; every cell with its place. Nothing in a workbook is executed."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Final

import polars as pl
import python_calamine

from tarazy.engine.load.tables.table import Found, Table
from tarazy.engine.words import msg
from tarazy.exchange.headers import header_is_sound, no_rows
from tarazy.exchange.named_columns import named_columns
from tarazy.exchange.workbook import Examined, cell_name, examine, no_workbook

SHEET: Final = "data"


def read_excel(path: Path, name: str, found: Found) -> Table | None:
    """The cells of a sheet as texts; None if the file cannot be read as a table at all."""
    named = named_columns(path)
    examined = examine(path, name, found, named.sheet)
    if examined is None:
        return None
    unreadable_cells(examined, name, found)
    try:
        with python_calamine.load_workbook(path) as workbook:
            rows = workbook.get_sheet_by_name(examined.sheet).to_python(skip_empty_area=False)
    except python_calamine.CalamineError:
        no_workbook(path, name, found)
        return None
    texts = [[cell_text(cell) for cell in row] for row in rows]
    first = next((position for position, row in enumerate(texts) if any(row)), None)
    if first is None:
        found.add(
            f"{name}, {examined.sheet}",
            msg("The sheet is empty."),
            msg("There is nothing to read."),
            msg("Write a first row with the names of the columns and a row for each observation."),
        )
        return None
    width = max(position for row in texts for position, text in enumerate(row, start=1) if text)
    header = named.over(texts[first][:width])
    if not header_is_sound(header, f"{name}, {examined.sheet}!{first + 1}", found):
        return None
    lines = [position for position, row in enumerate(texts) if position > first and any(row)]
    columns = {title: position for position, title in enumerate(header)}
    frame = pl.DataFrame([texts[line][:width] for line in lines], schema=dict.fromkeys(header, pl.String), orient="row")
    if not len(frame):
        no_rows(f"{name}, {examined.sheet}", found)

    def locate(row: int, column: str) -> str:
        line = lines[row] if row >= 0 else first
        place = cell_name(line, columns[column]) if column in columns else str(line + 1)
        return f"{name}, {examined.sheet}!{place}"

    return Table(f"{name}, {examined.sheet}", frame, locate)


def cell_text(cell: Any) -> str:
    """A cell as CSV would hold it: whole numbers without a point, dates as ISO dates."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def unreadable_cells(examined: Examined, name: str, found: Found) -> None:
    for cell, error in examined.errors:
        found.add(
            f"{name}, {examined.sheet}!{cell}",
            msg("The cell holds the error {error}."),
            msg("Its formula could not be computed, so there is no value."),
            msg(
                "Mend the formula, or leave the cell empty and say in the column status why: O missing, M cannot exist."
            ),
            error=error,
        )
    for cell in examined.without_value:
        found.add(
            f"{name}, {examined.sheet}!{cell}",
            msg("The cell holds a formula without its result."),
            msg("Formulas are not computed here; the program that wrote the file did not keep what they come to."),
            msg("Open the file in a spreadsheet program, save it, and give it again; or write the value itself."),
        )
    for merged in examined.merged:
        found.add(
            f"{name}, {examined.sheet}!{merged}",
            msg("Cells are merged."),
            msg("Only the first of merged cells has a content, so the others would be read as empty."),
            msg("Take the cells apart and write the content into each."),
        )
