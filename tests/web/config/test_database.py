"""A given server is looked over before anything is written to it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tarazy.web.config import roles
from tarazy.web.config.address import PREPARED, application_role, django_database
from tarazy.web.config.binaries import wheel_folder
from tarazy.web.config.console import DatabaseRefused
from tarazy.web.config.database import database, look_over
from tarazy.web.config.embedded import Embedded

OTHER_DATABASE = "given"


@pytest.fixture
def superuser(database_server: Embedded) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(database_server.url("postgres", "postgres"), autocommit=True) as connection:
        yield connection
        connection.execute(f"DROP DATABASE IF EXISTS {OTHER_DATABASE}".encode())


def major(connection: psycopg.Connection[tuple[object, ...]]) -> int:
    return connection.info.server_version // 10000


def test_a_sound_server_with_two_roles_passes_without_a_word(database_server: Embedded) -> None:
    lines: list[str] = []
    look_over(database_server.url(roles.APPLICATION), database_server.url(roles.OWNER), lines.append)
    assert lines == []


def test_one_role_for_both_is_said_to_be_less_safe(database_server: Embedded) -> None:
    lines: list[str] = []
    look_over(database_server.url(roles.OWNER), None, lines.append)
    assert len(lines) == 1
    assert "tarazy database roles" in lines[0]


def test_a_superuser_as_application_is_said_to_be_less_safe(database_server: Embedded) -> None:
    lines: list[str] = []
    look_over(database_server.url("postgres"), database_server.url(roles.OWNER), lines.append)
    assert len(lines) == 1
    assert "superuser" in lines[0]


@pytest.mark.parametrize(
    "made", ["ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'", "ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"]
)
def test_a_database_without_kazakh_letters_is_refused_and_the_command_given_helps(
    database_server: Embedded, superuser: psycopg.Connection[tuple[object, ...]], made: str
) -> None:
    superuser.execute(f"CREATE DATABASE {OTHER_DATABASE} OWNER {roles.OWNER} TEMPLATE template0 {made}".encode())
    with pytest.raises(DatabaseRefused) as refused:
        look_over(database_server.url(roles.OWNER, OTHER_DATABASE), None, print)
    command = str(refused.value).splitlines()[-1]
    assert command == roles.createdb_command(major(superuser), f"{OTHER_DATABASE}_utf8", roles.OWNER)

    parts = conninfo_to_dict(database_server.url("postgres", "postgres"))
    environment = {**os.environ, "PGPASSWORD": str(parts["password"])}
    where = ["--host=127.0.0.1", f"--port={parts['port']}", "--username=postgres"]
    program, *options = command.split()
    subprocess.run([wheel_folder() / program, *where, *options], check=True, env=environment)
    look_over(database_server.url(roles.OWNER, f"{OTHER_DATABASE}_utf8"), None, lambda line: None)
    superuser.execute(f"DROP DATABASE {OTHER_DATABASE}_utf8".encode())


def test_a_role_that_may_not_make_tables_is_refused(database_server: Embedded) -> None:
    with pytest.raises(DatabaseRefused, match="tarazy_app"):
        look_over(database_server.url(roles.APPLICATION), None, print)


def test_two_databases_are_refused(
    database_server: Embedded, superuser: psycopg.Connection[tuple[object, ...]]
) -> None:
    superuser.execute(f"{roles.database(major(superuser), OTHER_DATABASE)}".encode())
    with pytest.raises(DatabaseRefused, match="two databases"):
        look_over(database_server.url("postgres"), database_server.url(roles.OWNER, OTHER_DATABASE), print)


def test_a_server_that_does_not_answer_is_refused_and_no_password_is_shown() -> None:
    with pytest.raises(DatabaseRefused, match="DATABASE_URL") as refused:
        look_over("postgresql://somebody:a-secret@127.0.0.1:1/tarazy", None, print)
    assert "a-secret" not in str(refused.value)


def test_an_owner_without_an_application_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql:///tarazy")
    with pytest.raises(DatabaseRefused, match="Set both"), database(say=print):
        pass


def test_without_an_address_the_embedded_server_runs_for_as_long_as_it_is_needed(
    database_server: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("DATABASE_OWNER_URL")
    with database(say=lambda line: None, home=database_server.home):
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            assert connection.info.user == roles.APPLICATION
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
            assert connection.info.user == roles.OWNER
    assert "DATABASE_URL" not in os.environ
    with psycopg.connect(database_server.url(roles.OWNER)):  # it was joined, so it still runs
        pass


def test_the_sql_for_an_administrator_makes_what_is_needed(
    database_server: Embedded, superuser: psycopg.Connection[tuple[object, ...]], tmp_path: Path
) -> None:
    text = roles.for_an_administrator()
    for name in (roles.OWNER, roles.APPLICATION):
        text = text.replace(name, f"{name}_two")
    text = text.replace(f"DATABASE {roles.DATABASE} ", f"DATABASE {OTHER_DATABASE} ")
    text = text.replace(f"\\connect {roles.DATABASE}", f"\\connect {OTHER_DATABASE}")
    parts = conninfo_to_dict(database_server.url("postgres", "postgres"))
    password = {**os.environ, "PGPASSWORD": str(parts.pop("password"))}
    subprocess.run(
        [wheel_folder() / "psql", "-q", make_conninfo("", **parts)], input=text, text=True, check=True, env=password
    )
    address = f"127.0.0.1:{parts['port']}/{OTHER_DATABASE}?sslmode=disable"
    try:
        lines: list[str] = []
        look_over(
            f"postgresql://{roles.APPLICATION}_two:choose-another-password@{address}",
            f"postgresql://{roles.OWNER}_two:choose-a-password@{address}",
            lines.append,
        )
        assert lines == []
    finally:
        superuser.execute(f"DROP DATABASE {OTHER_DATABASE}".encode())
        superuser.execute(f"DROP ROLE {roles.OWNER}_two, {roles.APPLICATION}_two".encode())


def test_the_application_works_in_its_role_unless_the_owner_is_asked_for() -> None:
    given = {
        "DATABASE_URL": "postgresql://app:p%40ss@db.example/tarazy?sslmode=verify-full",
        "DATABASE_OWNER_URL": "postgresql://own@db.example:5433/tarazy",
    }
    application = django_database(given)
    assert (application["USER"], application["PASSWORD"], application["HOST"]) == ("app", "p@ss", "db.example")
    assert application["OPTIONS"] == {"sslmode": "verify-full", **PREPARED}
    owner = django_database({**given, "TARAZY_DATABASE_ROLE": "owner"})
    assert (owner["USER"], owner["PORT"]) == ("own", "5433")
    assert application_role(given) == "app"


def test_without_an_owner_there_is_one_role_and_nobody_to_grant_to() -> None:
    given = {"DATABASE_URL": "postgresql://one@db.example/tarazy"}
    assert django_database({**given, "TARAZY_DATABASE_ROLE": "owner"})["USER"] == "one"
    assert application_role(given) == ""
    assert django_database({})["ENGINE"] == "django.db.backends.dummy"
