"""Append-only tables. The database itself refuses every change and seals every statement that adds rows.

A seal holds the digest of the rows that one statement wrote. The next entry of the journal chains it; so a row that
was changed, removed or slipped in later no longer fits, whoever did it and however (see `proof`).

Columns may be added to a ledger if they may be empty; none is ever renamed, retyped, reordered or removed, since the
digests are taken over the rows as text.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.functions import Cast

# A record as text, without the empty columns at its end: a column added later changes no digest. They are cut off as
# bytes, which is quicker and the same: no letter of UTF-8 has a comma or a bracket among its bytes.
ROW_DIGEST: Final = "sha256(rtrim(convert_to({row}::text, 'UTF8'), convert_to(',)', 'UTF8')))"
ROWS_DIGEST: Final = "encode(sha256(string_agg(" + ROW_DIGEST + ", ''::bytea ORDER BY {row}.id)), 'hex')"
# From so many rows on the digests of the rows are shared among the processors, where the server has parallel workers.
MANY: Final = 100_000
# The text of a number or a date follows the session; these make it the same in every one.
SESSION: Final = {
    "extra_float_digits": "1",
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "iso_8601",
    "bytea_output": "hex",
}

_SETTINGS = "\n".join(f"SET {name} = '{value}'" for name, value in SESSION.items())

# A table of rows just written cannot be read by several processes, the ledger itself can: the rows are the same ones,
# found by table, transaction and range of ids as the proof finds them. Of rows so new the planner knows nothing, and
# takes them for few; the settings of parallel work make it share them all the same.
SEAL_FUNCTION: Final = f"""
CREATE OR REPLACE FUNCTION public.ledger_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
{_SETTINGS}
SET parallel_setup_cost = '0'
SET parallel_tuple_cost = '0'
SET min_parallel_table_scan_size = '0'
SET min_parallel_index_scan_size = '0'
AS $body$
DECLARE
    here bigint := pg_current_xact_id()::text::bigint;
    sealed record;
    digested record;
BEGIN
    SELECT count(*) AS row_count, min(written.id) AS first_id, max(written.id) AS last_id,
           bool_or(written.transaction_id <> here) AS misdated
      INTO sealed FROM written;
    IF sealed.row_count = 0 THEN
        RETURN NULL;
    END IF;
    IF sealed.misdated THEN
        RAISE EXCEPTION 'table % sets transaction_id itself: leave that column out', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF sealed.row_count < {MANY} THEN
        SELECT count(*) AS row_count, {ROWS_DIGEST.format(row="written")} AS digest INTO digested FROM written;
    ELSE
        EXECUTE format($many$
            SELECT count(*) AS row_count, encode(sha256(string_agg(each.digest, ''::bytea ORDER BY each.id)), 'hex')
                   AS digest
              FROM (SELECT written.id, {ROW_DIGEST.format(row="written")} AS digest FROM %I.%I AS written
                     WHERE written.id BETWEEN $1 AND $2 AND written.transaction_id = $3 ORDER BY written.id) AS each
        $many$, TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO digested USING sealed.first_id, sealed.last_id, here;
        IF digested.row_count <> sealed.row_count THEN
            RAISE EXCEPTION 'table %: % rows were written, but % are there', TG_TABLE_NAME, sealed.row_count,
                digested.row_count USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    INSERT INTO public.journal_seal (table_name, transaction_id, first_id, last_id, row_count, digest, sealed_at)
    VALUES (TG_TABLE_NAME, here, sealed.first_id, sealed.last_id, sealed.row_count, digested.digest, clock_timestamp());
    RETURN NULL;
END
$body$;
"""

INSTALL: Final = f"""
{SEAL_FUNCTION}
CREATE FUNCTION public.ledger_refuse() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    RAISE EXCEPTION 'table % is append-only: % is refused; a correction is a new row', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$body$;

REVOKE ALL ON FUNCTION public.ledger_seal(), public.ledger_refuse() FROM PUBLIC;
"""

UNINSTALL: Final = "DROP FUNCTION public.ledger_seal(); DROP FUNCTION public.ledger_refuse();"

# ALWAYS: also for sessions that switch ordinary triggers off.
REFUSE: Final = """
CREATE TRIGGER ledger_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER ledger_refuse;
"""
SEAL: Final = """
ALTER TABLE {table} ALTER COLUMN id SET GENERATED ALWAYS;
CREATE TRIGGER ledger_seal AFTER INSERT ON {table} REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_seal();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER ledger_seal;
"""


class CurrentTransaction(models.Func):
    """The number of the transaction that is writing."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = models.TextField()


class Ledger(models.Model):
    """The base of every append-only table. Its migration must also hold `AppendOnly("model")`."""

    id = models.BigAutoField(primary_key=True)
    transaction_id = models.BigIntegerField(
        editable=False,
        db_default=Cast(Cast(CurrentTransaction(), models.TextField()), models.BigIntegerField()),
    )

    class Meta:
        abstract = True


def ledgers() -> list[type[Ledger]]:
    """Every append-only table that is sealed, in the order of names."""
    from django.apps import apps

    found = [model for model in apps.get_models() if issubclass(model, Ledger)]
    return sorted(found, key=lambda model: model._meta.db_table)


class AppendOnly(Operation):
    """Make the table of a model append-only, and sealed unless the journal itself keeps it (its own two tables)."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, *, sealed: bool = True) -> None:
        self.model_name = model_name
        self.sealed = sealed

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.model_name], {} if self.sealed else {"sealed": False}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the model stays as it is."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        table = self._table(app_label, schema_editor, to_state)
        schema_editor.execute((REFUSE + (SEAL if self.sealed else "")).format(table=table), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        table = self._table(app_label, schema_editor, from_state)
        schema_editor.execute(f"DROP TRIGGER ledger_refuse ON {table}", params=None)
        if self.sealed:
            schema_editor.execute(f"DROP TRIGGER ledger_seal ON {table}", params=None)
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN id SET GENERATED BY DEFAULT", params=None)

    def describe(self) -> str:
        return f"Make {self.model_name} append-only"

    def _table(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState) -> str:
        model = state.apps.get_model(app_label, self.model_name)
        if self.sealed and not {"id", "transaction_id"} <= {field.name for field in model._meta.fields}:
            raise TypeError(f"{app_label}.{self.model_name} is no Ledger: it lacks id or transaction_id")
        return schema_editor.quote_name(model._meta.db_table)
