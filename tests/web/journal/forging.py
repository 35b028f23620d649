"""A forger who owns the database: triggers off, and afterwards every seal and the whole chain made to fit."""

from __future__ import annotations

from django.db import connection
from psycopg import sql

from tarazy.web.journal.chain import FIRST_PREVIOUS, SEALED_AS, entry_hash
from tarazy.web.journal.ledger import ROWS_DIGEST, SESSION
from tarazy.web.journal.models import Entry, Seal
from tests.web.cloning import Connection


def alter(superuser: Connection, table: str, statement: str) -> None:
    """Change rows of a ledger past its triggers."""
    superuser.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(sql.Identifier(table)))
    superuser.execute(statement.encode())
    superuser.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER ALL").format(sql.Identifier(table)))


def make_it_fit(superuser: Connection, table: str) -> None:
    """Write the seals of a table anew from its rows, then the chain anew from the seals."""
    for name, value in SESSION.items():
        superuser.execute(f"SET {name} = '{value}'".encode())
    for own in ("journal_seal", "journal_entry"):
        superuser.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(sql.Identifier(own)))
    rows = f"SELECT {ROWS_DIGEST.format(row='written')} FROM {connection.ops.quote_name(table)} AS written"
    superuser.execute(
        f"UPDATE journal_seal AS seal SET digest = ({rows} WHERE written.id BETWEEN seal.first_id AND seal.last_id"
        f" AND written.transaction_id = seal.transaction_id) WHERE seal.table_name = '{table}'".encode()
    )
    previous = FIRST_PREVIOUS
    for entry in Entry.objects.order_by("number"):
        entry.previous = previous
        seals = Seal.objects.filter(pk__in=entry.seals).order_by("pk").values_list(*SEALED_AS)
        previous = entry_hash(entry, seals)
        superuser.execute(
            b"UPDATE journal_entry SET previous = %s, hash = %s WHERE number = %s",
            [entry.previous, previous, entry.number],
        )
