"""`tarazy database roles|migrate`: what the operator of a database server needs."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import COULD_NOT_RUN, DONE
from tarazy.engine.words import msg


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser(
        "database",
        help=told(msg("what the operator of a database server needs")),
        example="tarazy database roles > roles.sql",
    )
    commands = parser.add_subparsers(title=told(msg("commands")), metavar=told(msg("COMMAND")), required=True)
    roles = commands.add_parser(
        "roles",
        help=told(msg("print the SQL that makes the two roles and the database")),
        example="tarazy database roles > roles.sql",
    )
    roles.set_defaults(run=print_roles)
    migrate = commands.add_parser(
        "migrate",
        help=told(msg("bring the tables to what this version needs")),
        example="tarazy database migrate",
    )
    migrate.set_defaults(run=run_migrations)


def print_roles(chosen: argparse.Namespace) -> int:
    from tarazy.web.config.roles import for_an_administrator

    print(for_an_administrator())
    tell(
        msg(
            "Write two passwords into the first lines, then let a superuser run the text with psql. Afterwards set "
            "DATABASE_URL to the role tarazy_app and DATABASE_OWNER_URL to the role tarazy_owner."
        )
    )
    return DONE


def run_migrations(chosen: argparse.Namespace) -> int:
    from tarazy.web.config import address, console, database

    console.speak(spoken())
    try:
        with database.database(say=_say):
            database.enter_django(address.OWNER)
            database.migrate()
    except console.DatabaseRefused as refused:
        _say(str(refused))
        return COULD_NOT_RUN
    tell(msg("The tables are up to date."))
    return DONE


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
