"""A table of somebody's, opened once: its meanings are proposed from it, and then it is read with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tarazy.engine.load.tables.table import Found, Table
from tarazy.engine.words import ProblemsFound
from tarazy.exchange.tables import read_table

# So many problems of one kind are described row by row; more of them are one mistake, and counted.
MOST_DESCRIBED: Final = 10_000


@dataclass(frozen=True)
class Opened:
    """`found`: of the rows that could not be taken apart and are not in the table."""

    table: Table
    found: Found


def open_table(path: Path, name: str = "") -> Opened:
    """A file as a table, nothing of it checked yet but its form. `name`: what the person calls the file.

    Raises ProblemsFound where the file cannot be read as a table.
    """
    found = Found(name or str(path), most=MOST_DESCRIBED)
    table = read_table(path, found, name)
    if table is None or found.concerns_all:
        raise ProblemsFound(found.listed())
    return Opened(table, found)
