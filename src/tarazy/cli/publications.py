"""`tarazy publications import`: earlier official results, as they were published."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from tarazy.cli.language import tell, told
from tarazy.cli.parser import DONE, REFUSED
from tarazy.engine.words import LANGUAGES, msg

EXAMPLE: Final = (
    "tarazy publications import akimats-2019.csv --index kz/akimats --title-kk ... --title-ru ... --title-en ... "
    "--source https://... --act ..."
)


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser("publications", help=told(msg("earlier official results")), example=EXAMPLE)
    commands = parser.add_subparsers(title=told(msg("commands")), metavar=told(msg("COMMAND")), required=True)
    taken = commands.add_parser(
        "import",
        help=told(msg("publish earlier official results as they were: scores, ranks and bands without a run")),
        example=EXAMPLE,
    )
    taken.add_argument(
        "file",
        metavar=told(msg("FILE")),
        type=Path,
        help=told(msg("table with unit, period and node, score, rank, band as far as they were published")),
    )
    taken.add_argument("--index", required=True, help=told(msg("place and name of the index: kz/akimats")))
    for language in LANGUAGES:
        taken.add_argument(f"--title-{language}", required=True, help=told(msg("title in {lang}"), lang=language))
    taken.add_argument("--source", required=True, help=told(msg("where the results were published")))
    taken.add_argument("--act", required=True, help=told(msg("act by which they were approved")))
    taken.set_defaults(run=import_results)


def import_results(chosen: argparse.Namespace) -> int:
    from tarazy.cli import site
    from tarazy.exchange.earlier_results import read_earlier_results

    results = read_earlier_results(chosen.file)
    return site.on_the_site(lambda: _import(chosen, results))


def _import(chosen: argparse.Namespace, results: Any) -> int:
    from django.core.exceptions import ValidationError

    from tarazy.web.grammar.text import local_text
    from tarazy.web.rooms.people.queries import system_actor
    from tarazy.web.rooms.publication.actions.earlier import import_earlier_results

    try:
        title = local_text({language: getattr(chosen, f"title_{language}") for language in LANGUAGES})
        publication = import_earlier_results(chosen.index, title, chosen.source, chosen.act, results, by=system_actor())
    except ValidationError as refused:
        for reason in refused.messages:
            print(reason, file=sys.stderr)
        return REFUSED
    tell(msg("Publication {number}: results of units and periods, {count}."), number=publication.pk, count=len(results))
    return DONE
