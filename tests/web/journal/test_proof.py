"""Whoever changes the history, and however: the proof says what does not hold."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import translation

from tarazy.web.config.binaries import wheel_folder
from tarazy.web.journal.chain import (
    Act,
    chain_open_seals,
    head,
    last_seal,
    open_seals,
    seals_after,
    seals_numbered,
    write_entries,
)
from tarazy.web.journal.ledger import Ledger
from tarazy.web.journal.models import Entry, Seal
from tarazy.web.journal.proof import Proof, prove
from tests.web.cloning import Connection, TestDatabases
from tests.web.journal.forging import alter, make_it_fit

WITHOUT_TRIGGERS = "ALTER TABLE {table} DISABLE TRIGGER ALL"


def write(sample: type[Ledger], *words: str) -> Entry:
    with transaction.atomic():
        mark = last_seal()
        sample.objects.bulk_create([sample(word=word) for word in words])
        return write_entries([Act(actor=7, room="journal", verb="write", seals=seals_after(mark))])[0]


def tamper(statement: str, table: str, superuser: Connection) -> Proof:
    superuser.execute(WITHOUT_TRIGGERS.format(table=table).encode())
    superuser.execute(statement.encode())
    with translation.override("en"):
        return prove()


def test_an_empty_journal_holds(db: None) -> None:
    proof = prove()
    assert proof.holds
    assert (proof.entry_count, proof.head) == (0, "0" * 64)


def test_an_untouched_history_holds(sample: type[Ledger]) -> None:
    first, second = write(sample, "a", "b"), write(sample, "c")
    proof = prove(first.hash)
    assert proof.problems == []
    assert (proof.entry_count, proof.seal_count, proof.head) == (2, 2, second.hash)
    assert second.previous == first.hash
    assert head() == second


@pytest.fixture
def history(committed_sample: type[Ledger]) -> list[Entry]:
    return [write(committed_sample, "a", "b", "c"), write(committed_sample, "d", "e"), write(committed_sample, "f")]


@pytest.mark.parametrize(
    ("table", "statement", "said"),
    [
        ("journal_sample", "UPDATE journal_sample SET word = 'x' WHERE word = 'b'", "were changed after"),
        ("journal_sample", "DELETE FROM journal_sample WHERE word = 'b'", "holds 3 rows of the table"),
        ("journal_sample", "INSERT INTO journal_sample (word) VALUES ('slipped in')", "without a seal: 1"),
        ("journal_sample", "TRUNCATE journal_sample", "but 0 are there"),
        ("journal_seal", "DELETE FROM journal_seal WHERE row_count = 2", "Entry 2 names seals that are missing"),
        ("journal_seal", "UPDATE journal_seal SET row_count = 1 WHERE row_count = 3", "Entry 1 or one of its seals"),
        ("journal_entry", "UPDATE journal_entry SET actor = 8 WHERE number = 2", "Entry 2 or one of its seals"),
        (
            "journal_entry",
            "UPDATE journal_entry SET hash = repeat('0', 64) WHERE number = 1",
            "Entry 2 does not follow",
        ),
        ("journal_entry", "DELETE FROM journal_entry WHERE number = 2", "Entries 2 to 2 are missing"),
        ("journal_entry", "DELETE FROM journal_entry WHERE number = 1", "Entries 1 to 1 are missing"),
    ],
)
def test_a_superuser_who_changes_something_is_noticed(
    history: list[Entry], as_superuser: Connection, table: str, statement: str, said: str
) -> None:
    assert prove().holds
    proof = tamper(statement, table, as_superuser)
    assert any(said in problem for problem in proof.problems), proof.problems


def test_rows_and_seal_changed_together_are_noticed(history: list[Entry], as_superuser: Connection) -> None:
    as_superuser.execute(b"ALTER TABLE journal_sample DISABLE TRIGGER ALL")
    as_superuser.execute(b"UPDATE journal_sample SET word = 'x' WHERE word = 'f'")
    proof = tamper(
        "UPDATE journal_seal SET digest ="
        " (SELECT encode(sha256(sha256(convert_to(rtrim(sample::text, ',)'), 'UTF8'))), 'hex')"
        " FROM journal_sample AS sample WHERE word = 'x') WHERE row_count = 1",
        "journal_seal",
        as_superuser,
    )
    assert proof.problems == ["Entry 3 or one of its seals was changed after it was written."]


def test_an_end_that_was_cut_off_is_noticed_by_a_head_known_outside(
    history: list[Entry], as_superuser: Connection
) -> None:
    proof = tamper("DELETE FROM journal_entry WHERE number = 3", "journal_entry", as_superuser)
    assert proof.holds  # nobody inside can know
    assert len(proof.open_seals) == 1  # but what the entry had chained now stands alone
    assert not prove(history[2].hash).holds


def test_a_chain_written_anew_as_a_whole_is_noticed_by_a_head_known_outside_and_said_where(
    history: list[Entry], as_superuser: Connection
) -> None:
    alter(as_superuser, "journal_sample", "UPDATE journal_sample SET word = 'x' WHERE word = 'd'")
    assert not prove().holds
    make_it_fit(as_superuser, "journal_sample")
    assert prove().holds  # nobody inside can know
    first, second, third = (entry.hash for entry in history)
    with translation.override("en"):
        proof = prove(first, second, third)
    assert proof.known == {first: 1}
    assert proof.problems == [
        f"The hash {second}, known from outside, is not in the journal: its end was cut off or rewritten.",
        f"The hash {third}, known from outside, is not in the journal: its end was cut off or rewritten.",
        "The known hashes hold up to entry 1: what was rewritten lies after it.",
    ]


def test_the_triggers_work_for_a_replica_too(history: list[Entry], as_superuser: Connection) -> None:
    as_superuser.execute(b"SET session_replication_role = replica")
    with pytest.raises(psycopg.errors.RestrictViolation):
        as_superuser.execute(b"UPDATE journal_sample SET word = 'x'")


def test_known_heads_that_hold_are_named_with_their_entry(history: list[Entry]) -> None:
    assert prove(history[2].hash, history[0].hash).known == {history[0].hash: 1, history[2].hash: 3}
    assert prove("0" * 64).known == {"0" * 64: 0}  # the head of an empty journal


def test_one_seal_in_two_entries_is_noticed(sample: type[Ledger]) -> None:
    entry = write(sample, "a")
    write_entries([Act(actor=7, room="journal", verb="write", seals=seals_numbered(entry.seals))])
    with translation.override("en"):
        assert [problem for problem in prove().problems if "an earlier entry has chained" in problem]


def test_rows_of_raw_sql_are_listed_as_such(committed_sample: type[Ledger]) -> None:
    write(committed_sample, "a")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO journal_sample (word) VALUES ('raw')")
    seal = Seal.objects.latest("pk").pk
    assert open_seals() == prove().open_seals == [seal]

    entry = chain_open_seals(by=1)
    proof = prove()
    assert entry is not None
    assert (entry.verb, entry.seals) == ("chain_open_seals", [seal])
    assert (proof.holds, proof.open_seals, proof.raw_seals) == (True, [], [seal])
    assert chain_open_seals(by=1) is None


def test_two_writers_at_once_make_one_chain(committed_sample: type[Ledger]) -> None:
    def several() -> None:
        for word in "abcde":
            write(committed_sample, word)
        connection.close()

    writers = [threading.Thread(target=several) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    proof = prove()
    assert proof.holds, proof.problems
    assert proof.entry_count == 15


@pytest.mark.parametrize(
    "said", [{"object_id": "Айгүл Серікқызы"}, {"particulars": {"name": "A B"}}, {"particulars": {"share": 0.5}}]
)
def test_the_journal_takes_ids_and_digests_only(said: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="ids"):
        Act(actor=1, room="journal", verb="write", **said)  # type: ignore[arg-type]


def test_the_proof_holds_after_a_dump_is_restored(history: list[Entry], databases: TestDatabases) -> None:
    programs = Path(os.environ.get("TARAZY_TEST_POSTGRES") or wheel_folder())
    address = databases.url("postgres")
    dump = subprocess.run([programs / "pg_dump", address], capture_output=True, check=True).stdout
    databases.clone(empty=True)
    subprocess.run(
        [programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", address], input=dump, check=True, stdout=subprocess.DEVNULL
    )
    proof = prove(history[-1].hash)
    assert proof.problems == []
    assert (proof.entry_count, proof.seal_count) == (3, 3)
