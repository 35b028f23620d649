"""`tarazy serve`: the site in production, with everything it needs from the environment."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import nullcontext
from typing import Any

from tarazy.cli import site
from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import COULD_NOT_RUN, DONE
from tarazy.cli.serving import is_free, processes_here, serve_http, worker_beside
from tarazy.engine.words import msg
from tarazy.web.config import console, database

EXAMPLE = (
    "DATABASE_URL=postgresql://tarazy_app:...@db/tarazy TARAZY_HOSTS=tarazy.example.kz tarazy serve --host 0.0.0.0"
)


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser(
        "serve",
        help=told(msg("answer the addresses of the site, with settings from the environment")),
        example=EXAMPLE,
    )
    parser.add_argument("--host", default="127.0.0.1", help=told(msg("address to listen on; else this machine only")))
    parser.add_argument("--port", type=int, default=8000, help=told(msg("port to listen on; else 8000")))
    parser.add_argument(
        "--workers",
        type=int,
        default=processes_here(),
        help=told(msg("processes that answer; else two for each core of the machine")),
    )
    parser.add_argument(
        "--no-worker",
        action="store_true",
        help=told(msg("start no worker for long tasks and letters beside; tarazy work runs elsewhere")),
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    if not os.environ.get("DATABASE_URL"):
        tell(
            msg(
                "No database is named. Set DATABASE_URL to the address of your PostgreSQL; to look at Tarazy without "
                "one, run tarazy demo."
            )
        )
        return COULD_NOT_RUN
    if not is_free(chosen.host, chosen.port):
        tell(msg("Port {port} is taken. End what listens there, or choose another with --port."), port=str(chosen.port))
        return COULD_NOT_RUN
    console.speak(spoken())
    try:
        with database.database(say=site.show):
            site.enter()
            behind = site.pending_migrations()
            if behind:
                tell(msg("The tables are {count} steps behind. Run tarazy database migrate first."), count=behind)
                return COULD_NOT_RUN
            site.collect_static_files()
            site.show(told(msg("Listening on http://{host}:{port}"), host=chosen.host, port=str(chosen.port)))
            with nullcontext() if chosen.no_worker else worker_beside():
                serve_http(chosen.host, chosen.port, chosen.workers)
    except console.DatabaseRefused as refused:
        print(refused, file=sys.stderr)
        return COULD_NOT_RUN
    return DONE
