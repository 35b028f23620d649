"""`tarazy methodology page`: a methodology as one document that people can read."""

from __future__ import annotations

import argparse
import os
import secrets
from pathlib import Path
from typing import Any, Final

from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import DONE
from tarazy.engine.words import msg

EXAMPLE: Final = "tarazy methodology page un/hdi/2021 --lang kk --out hdi.html"


def register(commands: Any) -> None:
    about = told(msg("write a methodology as one readable document: tree, weights, every rule, formulas, examples"))
    parser = commands.add_parser("page", help=about, description=about, example=EXAMPLE)
    parser.add_argument(
        "methodology",
        metavar=told(msg("METHODOLOGY")),
        help=told(msg("a folder, or place/name/version of a methodology that ships with Tarazy")),
    )
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help=told(msg("the HTML file to write; else it is printed"))
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Exit status: 0 written, 1 the text was refused, 3 the file could not be written."""
    from tarazy.engine.load import load_methodology

    methodology = load_methodology(chosen.methodology)
    _enter_pages()
    from tarazy.web.doors.portal.methodologies.document import document_of

    document = document_of(methodology, spoken())
    if chosen.out is None:
        print(document, end="")
    else:
        # A process killed while it writes leaves the earlier file as it was.
        unfinished = chosen.out.with_name(f"{chosen.out.name}.unfinished")
        unfinished.write_text(document, encoding="utf-8")
        unfinished.replace(chosen.out)
        tell(msg("Written: {file}."), file=str(chosen.out))
    return DONE


def _enter_pages() -> None:
    """Set up what pages are made with: no database is asked, and no secret of the site is read or made."""
    from tarazy.web.config import database

    os.environ.setdefault("TARAZY_SECRET_KEY", secrets.token_urlsafe())
    database.enter_django()
