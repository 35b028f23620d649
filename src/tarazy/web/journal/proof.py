"""The proof of the journal: everything is computed again from the tables, and what does not hold is said."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tarazy.web.journal.chain import FIRST_PREVIOUS, RAW_VERB, SEALED_AS, entry_hash, open_seals
from tarazy.web.journal.ledger import ROWS_DIGEST, SESSION, ledgers
from tarazy.web.journal.models import Entry, Seal


@dataclass
class Proof:
    """`problems` is empty if the history holds. `raw_seals` and `open_seals` are no fault, but stem from no act.

    `known`: of the hashes known from outside those that are in the journal, with the number of their entry.
    """

    entry_count: int = 0
    seal_count: int = 0
    head: str = FIRST_PREVIOUS
    raw_seals: list[int] = field(default_factory=list)
    open_seals: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return not self.problems


def prove(*known_heads: str) -> Proof:
    """Recompute the chain and every seal. `known_heads` are hashes that left the system earlier."""
    proof = Proof()
    nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            if not nested:  # one picture of the tables, while others go on writing
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            for name, value in SESSION.items():
                cursor.execute(f"SET LOCAL {name} = '{value}'")
        seals = {seal[0]: seal for seal in Seal.objects.order_by("pk").values_list(*SEALED_AS)}
        proof.seal_count = len(seals)
        proof.problems.extend(_flaws_of_chain(proof, seals, known_heads))
        proof.problems.extend(_flaws_of_known_heads(proof, known_heads))
        proof.open_seals = open_seals()
        for seal in seals.values():
            proof.problems.extend(_flaws_of_seal(seal))
        for table in _ledger_tables():
            proof.problems.extend(_unsealed_rows(table))
    return proof


def _flaws_of_chain(proof: Proof, seals: Mapping[int, Sequence[Any]], known_heads: Collection[str]) -> Iterator[str]:
    expected_number = 1
    if FIRST_PREVIOUS in known_heads:
        proof.known[FIRST_PREVIOUS] = 0
    chained: set[int] = set()
    for entry in Entry.objects.order_by("number").iterator():
        proof.entry_count += 1
        if entry.number != expected_number:
            yield _("Entries %(first)d to %(last)d are missing from the journal.") % {
                "first": expected_number,
                "last": entry.number - 1,
            }
        elif entry.previous != proof.head:
            yield _("Entry %(number)d does not follow from the entry before it.") % {"number": entry.number}
        missing = [seal for seal in entry.seals if seal not in seals]
        if missing:
            yield _("Entry %(number)d names seals that are missing: %(seals)s.") % {
                "number": entry.number,
                "seals": ", ".join(map(str, missing)),
            }
        twice = chained.intersection(entry.seals)
        if twice:
            yield _("Entry %(number)d names seals that an earlier entry has chained: %(seals)s.") % {
                "number": entry.number,
                "seals": ", ".join(map(str, sorted(twice))),
            }
        if entry.hash != entry_hash(entry, [seals[seal] for seal in sorted(entry.seals) if seal in seals]):
            yield _("Entry %(number)d or one of its seals was changed after it was written.") % {"number": entry.number}
        if entry.verb == RAW_VERB:
            proof.raw_seals.extend(entry.seals)
        chained.update(entry.seals)
        if entry.hash in known_heads:
            proof.known[entry.hash] = entry.number
        expected_number = entry.number + 1
        proof.head = entry.hash


def _flaws_of_known_heads(proof: Proof, known_heads: Sequence[str]) -> Iterator[str]:
    for known_head in known_heads:
        if known_head not in proof.known:
            yield _(
                "The hash %(hash)s, known from outside, is not in the journal: its end was cut off or rewritten."
            ) % {"hash": known_head}
    if proof.known and len(proof.known) < len(set(known_heads)):
        yield _("The known hashes hold up to entry %(number)d: what was rewritten lies after it.") % {
            "number": max(proof.known.values())
        }


def _flaws_of_seal(seal: Sequence[Any]) -> Iterator[str]:
    number, table, transaction_id, first_id, last_id, row_count, digest = seal
    said = {"number": number, "table": table}
    if table not in _ledger_tables():
        yield _("Seal %(number)d belongs to the table %(table)s, which is gone.") % said
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), {ROWS_DIGEST.format(row='written')} FROM {connection.ops.quote_name(table)} AS written"
            " WHERE written.id BETWEEN %s AND %s AND written.transaction_id = %s",
            [first_id, last_id, transaction_id],
        )
        found_count, found_digest = cursor.fetchone()
    if found_count != row_count:
        yield _("Seal %(number)d holds %(sealed)d rows of the table %(table)s, but %(found)d are there.") % {
            **said,
            "sealed": row_count,
            "found": found_count,
        }
    elif found_digest != digest:
        yield _(
            "Rows %(first)d to %(last)d of the table %(table)s were changed after they were sealed (seal %(number)d)."
        ) % {**said, "first": first_id, "last": last_id}


def _unsealed_rows(table: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), min(written.id) FROM {connection.ops.quote_name(table)} AS written WHERE NOT EXISTS"
            " (SELECT FROM journal_seal AS seal WHERE seal.table_name = %s"
            " AND seal.transaction_id = written.transaction_id"
            " AND written.id BETWEEN seal.first_id AND seal.last_id)",
            [table],
        )
        count, first = cursor.fetchone()
    if count:
        yield _("The table %(table)s holds rows without a seal: %(count)d, the first of them with id %(first)d.") % {
            "table": table,
            "count": count,
            "first": first,
        }


def _ledger_tables() -> list[str]:
    return [model._meta.db_table for model in ledgers()]
