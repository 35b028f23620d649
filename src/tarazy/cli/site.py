"""What a site needs before it can answer: tables, Django, static files."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import psycopg

from tarazy.cli.language import spoken, told
from tarazy.cli.parser import COULD_NOT_RUN
from tarazy.engine.words import msg
from tarazy.web.config import console, database
from tarazy.web.config.console import DatabaseRefused

LOCK: Final = int.from_bytes(b"tarazy-s", "big")


def show(line: str) -> None:
    """Print a line of progress at once, whoever reads it."""
    print(line, flush=True)


@contextmanager
def alone() -> Iterator[None]:
    """Inside, no other process does the same on this database: a second one waits, and then finds everything done."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        waiting = False
        while connection.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone() != (True,):
            if not waiting:
                show(told(msg("Another process is preparing this database; waiting until it has finished…")))
            waiting = True
            time.sleep(0.5)
        yield


def migrate() -> None:
    """Bring the tables up to date as their owner: in a process of its own, since a process has one role only."""
    if not pending_migrations():
        return
    command = [sys.executable, "-m", "tarazy.cli", "database", "migrate", "--lang", spoken()]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    if outcome.returncode != 0:
        said = outcome.stderr.strip()
        raise DatabaseRefused(told(msg("The tables could not be brought up to date:\n{said}"), said=said))


def enter() -> None:
    """Set Django up as the application, in the language of the console."""
    database.enter_django()
    from django.utils.translation import activate

    activate(spoken())


def on_the_site(run: Callable[[], int]) -> int:
    """Do a command's work on the site's database, its tables up to date; where there is none it is said why."""
    console.speak(spoken())
    try:
        with database.database(say=show):
            enter()
            migrate()
            return run()
    except DatabaseRefused as refused:
        show(str(refused))
        return COULD_NOT_RUN


def collect_static_files() -> None:
    """Put style sheets, scripts and fonts, compressed and named by their content, where the server finds them."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def pending_migrations() -> int:
    """How many steps the tables are behind this version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
