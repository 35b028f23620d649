"""The journal's chain: an entry holds the hash of the one before, and of the seals of what its act wrote."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection, transaction

from tarazy.web.journal.models import Entry, Seal

FIRST_PREVIOUS: Final = "0" * 64
LOCK: Final = int.from_bytes(b"tarazy-j", "big")
RAW_VERB: Final = "chain_open_seals"
PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+=;-]{0,199}\Z")

Particular = str | int
Sealed = tuple[Any, ...]  # what a seal says, in the order of SEALED_AS
SEALED_AS: Final = ("id", "table_name", "transaction_id", "first_id", "last_id", "row_count", "digest")

# Asked by every act, and so in SQL: to put them together anew each time costs more than to answer them.
LAST: Final = "SELECT number, hash FROM journal_entry ORDER BY number DESC LIMIT 1"
OWN_AFTER: Final = (
    f"SELECT {', '.join(SEALED_AS)} FROM journal_seal"
    " WHERE transaction_id = pg_current_xact_id_if_assigned()::text::bigint AND id > %s ORDER BY id"
)


@dataclass(frozen=True)
class Act:
    """What an entry will say about one act. `seals`: those that it chains, in their order."""

    actor: int
    room: str
    verb: str
    object_kind: str = ""
    object_id: str = ""
    digest: str = ""
    particulars: Mapping[str, Particular] = field(default_factory=dict)
    seals: Sequence[Sealed] = ()

    def __post_init__(self) -> None:
        texts = [self.room, self.verb, *(text for text in (self.object_kind, self.object_id, self.digest) if text)]
        texts += [*self.particulars, *(value for value in self.particulars.values() if isinstance(value, str))]
        for text in texts:
            if not PLAIN.match(text):
                raise ValueError(f"the journal holds ids and digests only, no text: {text!r}")
        if not all(isinstance(value, str | int) for value in self.particulars.values()):
            raise ValueError("the journal's particulars are ids, digests or whole numbers")


def entry_hash(entry: Entry, seals: Iterable[Sequence[Any]]) -> str:
    """The SHA-256 of everything an entry says, of the seals it chains, and of the hash before it."""
    said = {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "room": entry.room,
        "verb": entry.verb,
        "object_kind": entry.object_kind,
        "object_id": entry.object_id,
        "digest": entry.digest,
        "particulars": entry.particulars,
        "seals": [list(seal) for seal in seals],
        "previous": entry.previous,
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def write_entries(acts: Sequence[Act]) -> list[Entry]:
    """Write the entries of finished acts, in order; called last in their transaction, as it keeps the lock."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an entry is written inside the transaction of its act")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(LAST)  # a statement of its own: it sees what whoever held the lock before has written
        number, previous = cursor.fetchone() or (0, FIRST_PREVIOUS)
    entries: list[Entry] = []
    for act in acts:
        number += 1
        entry = Entry(
            number=number, at=datetime.now(UTC), actor=act.actor, room=act.room, verb=act.verb, previous=previous,
            object_kind=act.object_kind, object_id=act.object_id, digest=act.digest,
            particulars=dict(act.particulars), seals=[seal[0] for seal in act.seals],
        )  # fmt: skip
        entry.hash = previous = entry_hash(entry, act.seals)
        entries.append(entry)
    return Entry.objects.bulk_create(entries)


def seals_after(mark: int) -> list[Sealed]:
    """The seals that this transaction has written after the seal `mark`."""
    with connection.cursor() as cursor:
        cursor.execute(OWN_AFTER, [mark])
        return list(cursor.fetchall())


def seals_numbered(numbers: Collection[int]) -> list[Sealed]:
    """What the seals with these numbers say."""
    return list(Seal.objects.filter(pk__in=numbers).order_by("pk").values_list(*SEALED_AS))


def last_seal() -> int:
    """The last seal that this transaction has written; 0 if none."""
    return max((seal[0] for seal in seals_after(0)), default=0)


def head() -> Entry | None:
    """The last entry. Its hash stands for the whole history; it leaves the system with every publication."""
    return Entry.objects.order_by("-number").first()


def open_seals() -> list[int]:
    """Seals that no entry has chained: written by somebody's own SQL, outside every act."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seal.id FROM journal_seal AS seal WHERE NOT EXISTS"
            " (SELECT FROM (SELECT unnest(seals) AS id FROM journal_entry) AS chained WHERE chained.id = seal.id)"
            " ORDER BY seal.id"
        )
        return [row[0] for row in cursor.fetchall()]


def chain_open_seals(*, by: int) -> Entry | None:
    """Chain the seals that no act has chained, in an entry that says so. None where there are none."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        numbers = open_seals()
        if not numbers:
            return None
        return write_entries([Act(actor=by, room="journal", verb=RAW_VERB, seals=seals_numbered(numbers))])[0]
