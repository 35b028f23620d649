"""`tarazy stop`: ends the embedded database and whoever runs it."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import COULD_NOT_RUN, DONE
from tarazy.engine.words import msg


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser(
        "stop", help=told(msg("stop the embedded database and the site that runs on it")), example="tarazy stop"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from tarazy.web.config import console, embedded

    console.speak(spoken())
    try:
        stopped = embedded.stop(say=_say)
    except console.DatabaseRefused as refused:
        _say(str(refused))
        return COULD_NOT_RUN
    tell(msg("Stopped; the data is kept.") if stopped else msg("Nothing was running."))
    return DONE


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
