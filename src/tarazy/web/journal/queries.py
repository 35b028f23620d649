from __future__ import annotations

from django.db.models import QuerySet

from tarazy.web.journal.models import Entry


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
