"""Rows as the database gives them, for what is asked so often that putting the question together would cost most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString

from django.db import connection
from psycopg import ClientCursor
from psycopg.pq import Format


def selected(
    question: str | LiteralString, given: Sequence[Any] = (), *, is_binary: bool = False
) -> list[tuple[Any, ...]]:
    """The rows of a SELECT; what differs from one asking to the next is `given` and never stands in its text.

    `is_binary`: numbers and moments come as the server keeps them, which spares it and us to spell each; not for JSON.
    Raises ValueError for anything but a SELECT: writing is for acts.
    """
    if not question.startswith("SELECT "):
        raise ValueError("only a SELECT may be asked here; what writes is an act")
    with connection.cursor() as cursor:
        if is_binary and not isinstance(cursor.cursor, ClientCursor):  # that one gets everything spelled
            cursor.cursor.format = Format.BINARY
        cursor.execute(question, given)
        return list(cursor.fetchall())
