"""The two roles and the database, as SQL: one text for the embedded server and for a database administrator."""

from __future__ import annotations

from typing import Final

from psycopg import sql

OWNER: Final = "tarazy_owner"
APPLICATION: Final = "tarazy_app"
DATABASE: Final = "tarazy"

KAZAKH_CAPITALS: Final = "ӘҒҚҢӨҰҮҺІ"
KAZAKH_SMALL: Final = "әғқңөұүһі"


def role(name: str, password: str, *, exists: bool) -> str:
    """A role that may sign in and nothing else: no superuser, no new databases, no new roles."""
    text = sql.SQL("{verb} ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {password}")
    verb = sql.SQL("ALTER" if exists else "CREATE")
    return text.format(verb=verb, name=sql.Identifier(name), password=sql.Literal(password)).as_string()


def locale_clause(major: int) -> str:
    """Letters of every language, Kazakh too, change case alike on every machine."""
    if major >= 17:
        return "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    return "LOCALE_PROVIDER libc LOCALE 'C.UTF-8'"


def createdb_command(major: int, name: str, owner: str) -> str:
    """The command that makes a database Tarazy can use."""
    options = "builtin --builtin-locale=C.UTF-8 --locale=C" if major >= 17 else "libc --locale=C.UTF-8"
    return f"createdb --owner={owner} --template=template0 --encoding=UTF8 --locale-provider={options} {name}"


def database(major: int, name: str = DATABASE) -> str:
    """A database, owned by the role that owns the tables."""
    return f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' {locale_clause(major)}"


def rights_in_database(name: str = DATABASE) -> list[str]:
    """Nobody enters but the two roles, and only the owner makes tables. Run inside the database."""
    return [
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name} TO {APPLICATION}",
        f"ALTER SCHEMA public OWNER TO {OWNER}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {APPLICATION}",
    ]


def for_an_administrator() -> str:
    """The whole text for psql, run by a superuser after writing two passwords into its first lines."""
    create = "CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'{password}';"
    return "\n".join(
        [
            "\\set ON_ERROR_STOP on",
            "\\set owner_password 'choose-a-password'",
            "\\set application_password 'choose-another-password'",
            create.format(name=OWNER, password="owner_password"),
            create.format(name=APPLICATION, password="application_password"),
            "SELECT :SERVER_VERSION_NUM >= 170000 AS has_builtin_locales \\gset",
            "\\if :has_builtin_locales",
            f"{database(17)};",
            "\\else",
            f"{database(15)};",
            "\\endif",
            f"\\connect {DATABASE}",
            *(f"{statement};" for statement in rights_in_database()),
        ]
    )
