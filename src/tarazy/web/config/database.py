"""The database of this process: a given server, looked over first, or else the embedded one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from psycopg.conninfo import conninfo_to_dict

from tarazy.web.config import address, embedded, roles
from tarazy.web.config.console import DatabaseRefused, Say
from tarazy.web.config.console import console_text as _

OLDEST_MAJOR: Final = 15
CONNECT_SECONDS: Final = 10


@contextmanager
def database(*, say: Say = print, home: Path | None = None) -> Iterator[Callable[[], None]]:
    """Inside, DATABASE_URL and DATABASE_OWNER_URL lead to a database that answers, for child processes too.

    Whoever takes time to end calls what it gives as soon as the end begins: nobody joins the database from then on.
    """
    if os.environ.get("DATABASE_URL"):
        look_over(os.environ["DATABASE_URL"], os.environ.get("DATABASE_OWNER_URL"), say)
        yield lambda: None
        return
    if os.environ.get("DATABASE_OWNER_URL"):
        raise DatabaseRefused(
            _("DATABASE_OWNER_URL is set, but DATABASE_URL is not. Set both, or neither to use the embedded database.")
        )
    with embedded.running(home, say=say) as server:
        added = {"DATABASE_URL": server.url(roles.APPLICATION), "DATABASE_OWNER_URL": server.url(roles.OWNER)}
        os.environ.update(added)
        try:
            yield server.announce_end
        finally:
            for name in added:
                os.environ.pop(name, None)


def enter_django(role: str = address.APPLICATION) -> None:
    """Set Django up in this process, as the application or as the owner of the tables. Once a process."""
    os.environ[address.ROLE] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tarazy.web.config.settings")
    import django

    django.setup()


def migrate() -> None:
    """Bring the tables to what this Tarazy needs, and give the application its rights. As the owner, inside Django."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def look_over(application_url: str, owner_url: str | None, say: Say) -> None:
    """Refuse a given server that would go wrong later; warn where it is only less safe than it could be."""
    with _connected(owner_url or application_url, "DATABASE_OWNER_URL" if owner_url else "DATABASE_URL") as owner:
        _refuse_unfit(owner)
        _refuse_powerless(owner)
    if owner_url is None:
        say(
            _(
                "Note: DATABASE_OWNER_URL is not set, so the application owns its tables and could undo their "
                "protection. For official use, give it a role of its own: see tarazy database roles."
            )
        )
        return
    with _connected(application_url, "DATABASE_URL") as application:
        if application.info.dbname != conninfo_to_dict(owner_url).get("dbname", application.info.dbname):
            raise DatabaseRefused(
                _("DATABASE_URL and DATABASE_OWNER_URL name two databases. They are two roles of one and the same.")
            )
        if application.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (True,):
            say(
                _(
                    "Note: the role of DATABASE_URL is a superuser and could undo every protection. "
                    "For official use, give the application a role of its own: see tarazy database roles."
                )
            )


def _connected(url: str, variable: str) -> psycopg.Connection[tuple[object, ...]]:
    try:
        return psycopg.connect(url, connect_timeout=CONNECT_SECONDS, autocommit=True)
    except psycopg.Error as error:
        raise DatabaseRefused(
            _("The database that {variable} names cannot be reached. PostgreSQL's own words:\n{words}").format(
                variable=variable, words=str(error).strip()
            )
        ) from error


def _refuse_unfit(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    major = connection.info.server_version // 10000
    if major < OLDEST_MAJOR:
        raise DatabaseRefused(
            _("The server runs PostgreSQL {major}, but Tarazy needs {oldest} or newer.").format(
                major=major, oldest=OLDEST_MAJOR
            )
        )
    encoding = connection.execute("SELECT current_setting('server_encoding')").fetchone()
    right = encoding == ("UTF8",) and connection.execute(
        "SELECT lower(%s), upper(%s)", [roles.KAZAKH_CAPITALS, roles.KAZAKH_SMALL]
    ).fetchone() == (roles.KAZAKH_SMALL, roles.KAZAKH_CAPITALS)
    if not right:
        raise DatabaseRefused(
            _(
                "The database {name} does not know the capital and small letters of Kazakh, so a search would miss "
                "names. Make a database that does, and name it in DATABASE_URL:\n{command}"
            ).format(
                name=connection.info.dbname,
                command=roles.createdb_command(major, f"{connection.info.dbname}_utf8", connection.info.user),
            )
        )


def _refuse_powerless(owner: psycopg.Connection[tuple[object, ...]]) -> None:
    if owner.execute("SELECT has_schema_privilege('public', 'CREATE')").fetchone() != (True,):
        raise DatabaseRefused(
            _(
                "The role {role} may not make tables in the database {name}. Name the role that owns them in "
                "DATABASE_OWNER_URL; tarazy database roles prints the SQL that makes both roles."
            ).format(role=owner.info.user, name=owner.info.dbname)
        )
