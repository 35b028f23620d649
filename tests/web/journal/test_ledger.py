from __future__ import annotations

import hashlib

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tarazy.web.journal.ledger import MANY, Ledger, ledgers
from tarazy.web.journal.models import Entry, Seal
from tarazy.web.journal.proof import prove
from tarazy.web.journal.rights import rights_on
from tests.web.cloning import Connection

CHANGES = [
    "UPDATE journal_sample SET word = 'other'",
    "DELETE FROM journal_sample",
    "TRUNCATE journal_sample",
    "INSERT INTO journal_sample (word) VALUES ('a') ON CONFLICT (id) DO UPDATE SET word = 'b'",
]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_one_seal_a_statement(sample: type[Ledger]) -> None:
    sample.objects.bulk_create([sample(word=word) for word in ("a", "b", "c")])
    sample.objects.create(word="d")
    first, second = Seal.objects.order_by("pk")
    ids = list(sample.objects.order_by("pk").values_list("pk", flat=True))
    assert (first.table_name, first.row_count, first.first_id, first.last_id) == ("journal_sample", 3, ids[0], ids[2])
    assert (second.row_count, second.first_id, second.last_id) == (1, ids[3], ids[3])
    assert first.transaction_id == second.transaction_id


def test_rows_that_come_by_copy_are_sealed_too(sample: type[Ledger]) -> None:
    with connection.cursor() as cursor, cursor.copy("COPY journal_sample (word) FROM STDIN") as copy:
        copy.write("a\nb\n")
    assert Seal.objects.get().row_count == 2
    assert prove().holds


def test_very_many_rows_have_the_digest_that_few_have(sample: type[Ledger]) -> None:
    """The proof computes it in one process, the seal of very many rows in several."""
    run(f"INSERT INTO journal_sample (word) SELECT 'әғқ,)' || n FROM generate_series(1, {MANY}) AS n")
    assert Seal.objects.get().row_count == MANY
    assert prove().holds


@pytest.mark.parametrize("word", ["a", "", "),,)", "a,)", "Қазақстан ,", "\\", '"', "ә" * 500])
def test_the_digest_of_a_row_is_that_of_its_text(sample: type[Ledger], word: str) -> None:
    """Rows were sealed by this sentence before they were sealed by bytes."""
    sample.objects.create(word=word)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rtrim(one::text, ',)') FROM journal_sample AS one")
        [text] = cursor.fetchone() or [""]
    of_row = hashlib.sha256(text.encode()).digest()
    assert Seal.objects.get().digest == hashlib.sha256(of_row).hexdigest()


def test_a_statement_without_rows_leaves_no_seal(sample: type[Ledger]) -> None:
    run("INSERT INTO journal_sample (word) SELECT 'a' WHERE false")
    assert not Seal.objects.exists()


@pytest.mark.parametrize("change", CHANGES)
def test_the_owner_cannot_change_rows(sample: type[Ledger], change: str) -> None:
    sample.objects.create(word="a")
    with pytest.raises(IntegrityError, match="append-only"):
        run(change)
    assert sample.objects.get().word == "a"


@pytest.mark.parametrize("change", CHANGES)
def test_switched_off_triggers_do_not_help(
    committed_sample: type[Ledger], as_superuser: Connection, change: str
) -> None:
    committed_sample.objects.create(word="a")
    as_superuser.execute("SET session_replication_role = replica")
    with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
        as_superuser.execute(change.encode())


@pytest.mark.parametrize("change", CHANGES[:3])
@pytest.mark.parametrize("table", ["journal_sample", "journal_seal", "journal_entry"])
def test_the_application_cannot_change_rows(
    committed_sample: type[Ledger], as_application: Connection, change: str, table: str
) -> None:
    column = "word" if table == "journal_sample" else "digest"
    statement = change.replace("journal_sample", table).replace("word", column)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_application.execute(statement.encode())


def test_the_application_adds_rows_and_the_database_seals_them(
    committed_sample: type[Ledger], as_application: Connection
) -> None:
    as_application.execute("INSERT INTO journal_sample (word) VALUES ('a')")
    assert as_application.execute("SELECT row_count FROM journal_seal").fetchall() == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO journal_seal (table_name, transaction_id, first_id, last_id, row_count, digest, sealed_at)"
        " VALUES ('journal_sample', 1, 1, 1, 1, '', now())",
        "ALTER TABLE journal_sample DISABLE TRIGGER ALL",
        "DROP TRIGGER ledger_seal ON journal_sample",
        "CREATE TABLE own (id int)",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
    ],
)
def test_the_application_cannot_get_round_the_seals(
    committed_sample: type[Ledger], as_application: Connection, statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_application.execute(statement.encode())


def test_nobody_chooses_the_transaction_of_a_row(sample: type[Ledger]) -> None:
    with pytest.raises(IntegrityError, match="transaction_id"):
        run("INSERT INTO journal_sample (word, transaction_id) VALUES ('a', 5)")


def test_nobody_chooses_the_id_of_a_row(sample: type[Ledger]) -> None:
    with pytest.raises(ProgrammingError, match="GENERATED ALWAYS"):
        run("INSERT INTO journal_sample (word, id) VALUES ('a', 5)")


def test_the_digest_does_not_follow_the_session(sample: type[Ledger]) -> None:
    digests = set()
    for settings in (
        {},
        {"extra_float_digits": "-15", "TimeZone": "Asia/Almaty", "DateStyle": "German"},
        {"extra_float_digits": "3", "TimeZone": "America/New_York", "DateStyle": "SQL, DMY"},
    ):
        with connection.cursor() as cursor:
            for name, value in settings.items():
                cursor.execute(f"SET LOCAL {name} = '{value}'")
            cursor.execute("ALTER TABLE journal_sample ALTER COLUMN id RESTART WITH 1")
            cursor.execute("INSERT INTO journal_sample (word, number, at) VALUES ('ә', 0.1, '2026-01-02 03:04:05+00')")
            digests.update(Seal.objects.order_by("-pk").values_list("digest", flat=True)[:1])
            cursor.execute("ALTER TABLE journal_sample DISABLE TRIGGER ledger_refuse")
            cursor.execute("DELETE FROM journal_sample")
    assert len(digests) == 1


def test_a_column_added_later_breaks_no_seal(sample: type[Ledger]) -> None:
    sample.objects.create(word="(a, b),")
    run("ALTER TABLE journal_sample ADD COLUMN later text")
    proof = prove()
    assert proof.holds, proof.problems
    assert proof.seal_count == 1


def test_one_statement_of_200_000_rows_has_one_seal(sample: type[Ledger]) -> None:
    run("INSERT INTO journal_sample (word, number) SELECT 'word ' || n, n / 7.0 FROM generate_series(1, 200000) AS n")
    assert Seal.objects.get().row_count == 200_000
    assert prove().holds


def test_every_ledger_of_the_project_is_guarded(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'ledger%' AND tgenabled = 'A'"
        )
        present = set(cursor.fetchall())
    wanted = {(model._meta.db_table, name) for model in ledgers() for name in ("ledger_refuse", "ledger_seal")}
    wanted |= {("journal_seal", "ledger_refuse"), ("journal_entry", "ledger_refuse")}
    assert present == wanted


def test_the_application_has_the_rights_it_needs_and_no_others(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, string_agg(privilege_type, ', ' ORDER BY privilege_type)"
            " FROM information_schema.role_table_grants WHERE grantee = 'tarazy_app' GROUP BY table_name"
        )
        granted = dict(cursor.fetchall())
    wanted = {
        model._meta.db_table: ", ".join(sorted(rights_on(model).split(", ")))
        for model in apps.get_models(include_auto_created=True)
    }
    of_no_model = {"cache": "DELETE, INSERT, SELECT, UPDATE", "django_migrations": "SELECT"}
    assert granted == {**wanted, **of_no_model}
    assert granted["journal_seal"] == "SELECT"
    assert granted["people_user"] == "DELETE, INSERT, SELECT, UPDATE"
    assert rights_on(Entry) == "SELECT, INSERT"
