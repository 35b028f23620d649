"""Tables for spreadsheets: CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Final

Cell = str | float | int | bool | datetime.date | None  # a moment is a date, too

# What a spreadsheet would compute rather than show.
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_text(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ",", decimal: str = "."
) -> str:
    """A table as CSV: floats as the shortest decimals that read back the same, days and moments as ISO 8601 writes
    them, an empty cell where there is nothing.

    >>> csv_text(["unit", "score"], [["KZ-10", 61.5], ["=1+1", None]])
    "unit,score\\r\\nKZ-10,61.5\\r\\n'=1+1,\\r\\n"
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([_written(cell, decimal) for cell in row] for row in rows)
    return file.getvalue()


def _written(cell: Cell, decimal: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if _is_guarded(cell) else cell
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return repr(cell).replace(".", decimal)


def _is_guarded(text: str) -> bool:
    """Whether an apostrophe is put before a text. One that has its own already gets another, so that it comes back."""
    return text.lstrip("'").startswith(_STARTS_A_FORMULA)


def unguarded(text: str) -> str:
    """The text that `csv_text` was given.

    >>> unguarded("'=1+1"), unguarded("'s")
    ('=1+1', "'s")
    """
    return text[1:] if text.startswith("'") and _is_guarded(text) else text
