"""The texts that are searched follow what other rooms hold. Which rooms have acted the journal says."""

from __future__ import annotations

from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.search.actions import refresh_texts
from tarazy.web.rooms.search.life import Kind, kinds
from tarazy.web.rooms.search.queries import stale
from tarazy.web.rooms.work.tasks import regularly

# The number of the last act of which a kind was looked at, in this process; one that begins looks at everything.
_looked_at: dict[str, int] = {}


@regularly("search.refresh")
def refresh_what_changed() -> None:
    """Look again at the kinds whose rooms have acted since."""
    last = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    for kind in kinds():
        if kind.name not in _looked_at or _has_acted(kind.room, _looked_at[kind.name]):
            refresh(kind)
        _looked_at[kind.name] = last


def refresh_everything() -> int:
    """Look at every kind; how many texts were written or taken away."""
    return sum(refresh(kind) for kind in kinds())


def refresh(kind: Kind) -> int:
    """Bring one kind up to date; nothing is written where nothing has changed."""
    found = stale(kind)
    return 0 if found.is_empty else refresh_texts(found, by=system_actor())


def _has_acted(room: str, since: int) -> bool:
    return bool(room) and Entry.objects.filter(number__gt=since, room=room).exists()
