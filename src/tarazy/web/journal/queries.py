from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from tarazy.web.journal.models import Entry

# Asked for every page that is read, and so in SQL: a look into the index for each room, however long ago it was.
LAST_OF: Final = (
    "SELECT hash FROM journal_entry WHERE number = (SELECT max(newest.number) FROM unnest(%s::text[]) AS one(room),"
    " LATERAL (SELECT number FROM journal_entry WHERE room = one.room ORDER BY number DESC LIMIT 1) AS newest)"
)


def entries(*, verb: str = "", kind: str = "", id: str = "", actor: int | None = None) -> QuerySet[Entry]:
    """The acts that are asked for, the latest first. `verb`: with its room, as `files.keep_content`."""
    found = Entry.objects.order_by("-number")
    if verb:
        room, _dot, name = verb.partition(".")
        found = found.filter(room=room, verb=name)
    if kind:
        found = found.filter(object_kind=kind)
    if id:
        found = found.filter(object_id=id)
    return found if actor is None else found.filter(actor=actor)


def verbs() -> list[str]:
    """Every act that was ever done, with its room."""
    rows = Entry.objects.values_list("room", "verb").distinct().order_by("room", "verb")
    return [f"{room}.{verb}" for room, verb in rows]


def last_of(rooms: Sequence[str]) -> str:
    """The hash of the last entry of any of these rooms; empty where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_OF, [list(rooms)])
        row = cursor.fetchone()
    return row[0] if row else ""
