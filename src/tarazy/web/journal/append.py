"""Many rows into a ledger in one statement, and so under one seal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import polars as pl
from django.db import connection
from psycopg import sql
from psycopg.copy import QueuedLibpqWriter

from tarazy.web.journal.binary import binary
from tarazy.web.journal.ledger import Ledger

# For the seal of a million rows; of it a statement takes what it needs.
MEMORY: Final = "256MB"


def append(model: type[Ledger], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows by COPY and say how many; `columns` are names of database columns. Called inside an act."""
    count = 0
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(column) for column in columns)
    )
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def append_frame(model: type[Ledger], frame: pl.DataFrame) -> None:
    """Write the rows of a table whose columns are called as those of the database. Called inside an act.

    Which types they must have, `binary` says.
    """
    command = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(column) for column in frame.columns)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL work_mem = '{MEMORY}'")  # else the rows to be sealed are sorted on disk
        with cursor.copy(command, writer=QueuedLibpqWriter(cursor.cursor)) as copy:
            for piece in binary(frame):  # the next is written while the database takes the last
                copy.write(piece)
