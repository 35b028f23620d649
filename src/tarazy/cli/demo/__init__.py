"""`tarazy demo`: a whole site with real data on this machine."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import Any

import psycopg

from tarazy.cli import site
from tarazy.cli.demo.progress import Progress
from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import COULD_NOT_RUN, DONE, REFUSED
from tarazy.cli.serving import is_free, serve_http, worker_beside
from tarazy.engine.words import msg
from tarazy.web.config import console, database

HOST = "127.0.0.1"


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser(
        "demo",
        help=told(msg("a whole site with real data on this machine")),
        description=told(
            msg(
                "Starts a database of its own (or uses DATABASE_URL), imports the figures that ship, scores and "
                "publishes every shipped index, and answers on http://localhost:8000. May be run again at any time."
            )
        ),
        example="tarazy demo --port 8001",
    )
    parser.add_argument("--once", action="store_true", help=told(msg("do the work, ask for every kind of page, end")))
    parser.add_argument("--port", type=int, default=8000, help=told(msg("port to listen on; else 8000")))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    console.speak(spoken())
    # Sample people sign in with a password alone, so that one person can try every role.
    os.environ.setdefault("TARAZY_MFA_ROLES", "")
    if not chosen.once and not is_free(HOST, chosen.port):
        tell(
            msg("Port {port} is taken, perhaps by another demo. End it, or choose another: tarazy demo --port {other}"),
            port=str(chosen.port),
            other=str(chosen.port + 1),
        )
        return COULD_NOT_RUN
    try:
        with database.database(say=site.show) as ending:
            return _run(chosen, ending)
    except console.DatabaseRefused as refused:
        print(refused, file=sys.stderr)
        return COULD_NOT_RUN


def _run(chosen: argparse.Namespace, ending: Callable[[], None]) -> int:
    progress = Progress()
    site.enter()
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.db import DatabaseError, connections

    from tarazy.cli.demo.summary import summarise
    from tarazy.cli.demo.visits import visit_every_kind_of_page
    from tarazy.cli.demo.work import do_everything

    try:
        with site.alone():
            _prepare(progress)
            done = do_everything(progress)
        summarise(done, progress, "" if chosen.once else f"http://localhost:{chosen.port}")
    except (ValidationError, PermissionDenied) as refused:
        for line in getattr(refused, "messages", [str(refused)]):
            print(line, file=sys.stderr)
        tell(msg("The demonstration stopped; what was finished is kept. Run it again when this is mended."))
        return REFUSED
    except (DatabaseError, psycopg.Error) as fault:
        tell(
            msg("The database could not go on: {words}\nWhat was finished is kept; run it again."),
            words=str(fault).strip(),
        )
        return COULD_NOT_RUN
    finally:
        connections.close_all()
    if chosen.once:
        return DONE if visit_every_kind_of_page(progress) else REFUSED
    with worker_beside():
        serve_http(HOST, chosen.port, workers=2, ending=ending)
    return DONE


def _prepare(progress: Progress) -> None:
    with progress.step(told(msg("Tables"))) as step:
        site.migrate()
        step.came(msg("up to date"))
    with progress.step(told(msg("Styles, scripts, typeface"))) as step:
        site.collect_static_files()
        step.came(msg("collected"))
