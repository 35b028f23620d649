"""A file of any kind that is read -> a table."""

from __future__ import annotations

from pathlib import Path

from tarazy.engine.load.tables.table import Found, Table
from tarazy.engine.words import msg

KINDS = (".csv", ".parquet", ".xlsx", ".xlsm")


def read_table(path: Path, found: Found, name: str = "") -> Table | None:
    """The table in a file, with every problem noted; None if there is none to be read. `name`: what its user called it,
    where it lies under another name.
    """
    name = name or str(path)
    if not found_file(path, found):
        return None
    # Each kind is imported when it is met: a CSV needs none of the others.
    suffix = Path(name).suffix
    match suffix.lower():
        case ".csv":
            from tarazy.exchange.csv_files import read_csv

            return read_csv(path, name, found)
        case ".parquet":
            from tarazy.exchange.parquet_files import read_parquet

            return read_parquet(path, name, found)
        case ".xlsx" | ".xlsm":
            from tarazy.exchange.excel_files import read_excel

            return read_excel(path, name, found)
    found.add(
        name,
        msg("A file with the ending «{suffix}» is not read."),
        msg("The ending says what a file holds; read are: {kinds}."),
        msg("Save the table as CSV in UTF-8, as .xlsx or as Parquet."),
        suffix=suffix,
        kinds=", ".join(KINDS),
    )
    return None


def found_file(path: Path, found: Found) -> bool:
    """Whether there is a file at the path."""
    if path.exists() and not path.is_dir():
        return True
    found.add(
        str(path),
        msg("There is no such file."),
        msg("A table is a file with the ending .csv, .xlsx or .parquet."),
        msg("Check the path; folders are not searched."),
    )
    return False
