"""What the application's role may do: nothing, but what is granted here after every migration."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.models import Model
from psycopg import sql

from tarazy.web.journal.ledger import Ledger
from tarazy.web.journal.models import Entry, Seal

ORDINARY = "SELECT, INSERT, UPDATE, DELETE"
# The queue of long tasks makes its tables by itself; Django's picture of them is only to be read.
QUEUE = {
    "procrastinate_workers": ORDINARY,
    "procrastinate_jobs": ORDINARY,
    "procrastinate_periodic_defers": ORDINARY,
    "procrastinate_events": ORDINARY,
}


def rights_on(model: type[Model]) -> str:
    """The rights of the application on a model's table, or on its view of ours."""
    is_view = not model._meta.managed and model._meta.db_table not in QUEUE
    if issubclass(model, Seal) or is_view:
        return "SELECT"
    if issubclass(model, Ledger | Entry):
        return "SELECT, INSERT"
    return ORDINARY


def grant_rights(using: str = "default") -> None:
    """Take everything from the application's role, then give it what it needs. Run by the owner of the tables."""
    role = settings.DATABASE_APPLICATION_ROLE
    if not role:
        return
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor, include_views=True))
    name = sql.Identifier(role)
    statements = [sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name)]
    wanted = QUEUE | {
        model._meta.db_table: rights_on(model)
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
    }
    wanted["django_migrations"] = "SELECT"
    for cache in settings.CACHES.values():
        if str(cache["BACKEND"]).endswith("DatabaseCache"):
            wanted[str(cache["LOCATION"])] = ORDINARY
    for table in sorted(present & wanted.keys()):
        grant = sql.SQL("GRANT {} ON {} TO {}")
        statements.append(grant.format(sql.SQL(wanted[table]), sql.Identifier("public", table), name))
    # Its numbers come from sequences, which have rights of their own, unlike those of our identity columns.
    for table in sorted(present & QUEUE.keys() - {"procrastinate_workers"}):
        grant = sql.SQL("GRANT USAGE ON SEQUENCE {} TO {}")
        statements.append(grant.format(sql.Identifier("public", f"{table}_id_seq"), name))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.as_string(connection.connection))
