"""Rows as the database gives them, for what is asked so often that putting the question together would cost most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString

from django.db import connection


def selected(question: str | LiteralString, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a SELECT; what differs from one asking to the next is `given` and never stands in its text.

    Raises ValueError for anything but a SELECT: writing is for acts.
    """
    if not question.startswith("SELECT "):
        raise ValueError("only a SELECT may be asked here; what writes is an act")
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return list(cursor.fetchall())
