"""Tables for spreadsheets: CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

Cell = str | float | int | bool | None

# What a spreadsheet would compute rather than show.
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as CSV: floats as the shortest decimals that read back the same, an empty cell where there is nothing.

    >>> csv_text(["unit", "score"], [["KZ-10", 61.5], ["=1+1", None]])
    "unit,score\\r\\nKZ-10,61.5\\r\\n'=1+1,\\r\\n"
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return file.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
    return repr(cell)
