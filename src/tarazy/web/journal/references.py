"""References of a ledger that are tried once a statement: a foreign key would try them for each of a million rows.

What they promise is what a foreign key promises. A statement locks the rows it refers to, each once, as a key does
(`FOR KEY SHARE`); and whoever removes such a row, or changes its id, is refused while the ledger refers to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

REFER: Final = """
CREATE FUNCTION public.{table}_refers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    known bigint;
    {declared}
BEGIN
    SELECT {taken} INTO {named} FROM (SELECT {columns} FROM written GROUP BY {columns}) AS one;
    {tried}
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION public.{table}_refers() FROM PUBLIC;
CREATE TRIGGER refers AFTER INSERT ON public.{table} REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION public.{table}_refers();
ALTER TABLE public.{table} ENABLE ALWAYS TRIGGER refers;
"""
# PostgreSQL 15 knows no list of the type of a column: the type is written out.
DECLARED: Final = "{column}_named {type}[];"
TRIED: Final = """
    PERFORM FROM public.{referred} WHERE id = ANY ({column}_named) FOR KEY SHARE;
    GET DIAGNOSTICS known = ROW_COUNT;
    IF known < cardinality({column}_named) THEN
        RAISE EXCEPTION 'table {table}: {column} % is not in {referred}',
            (SELECT min(one::text) FROM unnest({column}_named) AS one
              WHERE NOT EXISTS (SELECT FROM public.{referred} WHERE id = one))
            USING ERRCODE = 'foreign_key_violation';
    END IF;
"""
KEEP: Final = """
CREATE FUNCTION public.{table}_keeps_{column}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM public.{table} WHERE {column} = OLD.id) THEN
        RAISE EXCEPTION 'table {referred}: % is referred to by {table}', OLD.id USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$body$;
REVOKE ALL ON FUNCTION public.{table}_keeps_{column}() FROM PUBLIC;
CREATE TRIGGER {table}_keeps_{column} BEFORE DELETE OR UPDATE OF id ON public.{referred}
    FOR EACH ROW EXECUTE FUNCTION public.{table}_keeps_{column}();
ALTER TABLE public.{referred} ENABLE ALWAYS TRIGGER {table}_keeps_{column};
"""


class _Reference(NamedTuple):
    table: str
    column: str
    type: str
    referred: str


class RefersOnce(Operation):
    """Try the named references of a ledger once a statement; their fields have `db_constraint=False`."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, names: Sequence[str]) -> None:
        self.model_name = model_name
        self.names = names

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.model_name, self.names], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the model stays as it is."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        references = [*self._references(app_label, to_state, schema_editor)]
        whole = {
            "table": references[0].table,
            "columns": ", ".join(one.column for one in references),
            "taken": ", ".join(f"array_agg(DISTINCT {one.column})" for one in references),
            "named": ", ".join(f"{one.column}_named" for one in references),
            "declared": " ".join(DECLARED.format(**one._asdict()) for one in references),
            "tried": "".join(TRIED.format(**one._asdict()) for one in references),
        }
        schema_editor.execute(REFER.format(**whole), params=None)
        for one in references:
            schema_editor.execute(KEEP.format(**one._asdict()), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        references = [*self._references(app_label, from_state, schema_editor)]
        schema_editor.execute(f"DROP FUNCTION public.{references[0].table}_refers() CASCADE", params=None)
        for one in references:
            schema_editor.execute(f"DROP FUNCTION public.{one.table}_keeps_{one.column}() CASCADE", params=None)

    def describe(self) -> str:
        return f"Try the references of {self.model_name} once a statement"

    def _references(
        self, app_label: str, state: ProjectState, schema_editor: BaseDatabaseSchemaEditor
    ) -> Iterator[_Reference]:
        model = state.apps.get_model(app_label, self.model_name)
        for name in self.names:
            field = model._meta.get_field(name)
            kind = str(field.db_type(schema_editor.connection))
            yield _Reference(model._meta.db_table, field.column, kind, field.related_model._meta.db_table)
