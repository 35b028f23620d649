"""`tarazy search refresh`: what is searched, brought at once to what the site holds."""

from __future__ import annotations

import argparse
from typing import Any

from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import COULD_NOT_RUN, DONE
from tarazy.engine.words import msg


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    example = "tarazy search refresh"
    parser = subparsers.add_parser("search", help=told(msg("the texts in which the site searches")), example=example)
    commands = parser.add_subparsers(title=told(msg("commands")), metavar=told(msg("COMMAND")), required=True)
    taken = commands.add_parser(
        "refresh", help=told(msg("bring them to what the site holds, all at once")), example=example
    )
    taken.set_defaults(run=refresh)


def refresh(chosen: argparse.Namespace) -> int:
    from tarazy.cli import site
    from tarazy.web.config import console, database

    console.speak(spoken())
    try:
        with database.database(say=site.show):
            site.enter()
            site.migrate()
            from tarazy.web.rooms.search.tasks import refresh_everything

            tell(msg("Texts written or taken away: {count}."), count=refresh_everything())
            return DONE
    except console.DatabaseRefused as refused:
        site.show(str(refused))
        return COULD_NOT_RUN
