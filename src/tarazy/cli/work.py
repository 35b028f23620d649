"""`tarazy work`: a worker that does long tasks, sends letters, and does what is to be done regularly."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from tarazy.cli import site
from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import COULD_NOT_RUN, DONE
from tarazy.cli.serving import end_with_parent
from tarazy.engine.words import msg
from tarazy.web.config import console, database


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser(
        "work",
        help=told(msg("do long tasks and send letters, until ended")),
        description=told(
            msg(
                "Takes long tasks from the queue in the database, sends the letters of the outbox and does what is to "
                "be done regularly. Any number of workers may run; tarazy serve starts one by itself."
            )
        ),
        example="DATABASE_URL=postgresql://tarazy_app:...@db/tarazy tarazy work",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    if not os.environ.get("DATABASE_URL"):
        tell(msg("No database is named. Set DATABASE_URL to the address of your PostgreSQL."))
        return COULD_NOT_RUN
    end_with_parent()
    console.speak(spoken())
    try:
        with database.database(say=lambda line: None):
            site.enter()
            from tarazy.web.config.queue import work_until_ended

            behind = site.pending_migrations()
            if behind:
                tell(msg("The tables are {count} steps behind. Run tarazy database migrate first."), count=behind)
                return COULD_NOT_RUN
            work_until_ended()
    except console.DatabaseRefused as refused:
        print(refused, file=sys.stderr)
        return COULD_NOT_RUN
    return DONE
