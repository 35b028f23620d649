"""tarazy examine: what the figures say about how an index is made, as a document."""

from __future__ import annotations

import argparse
import os
import secrets
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tarazy.cli.inputs import add_inputs, add_seed, read_inputs
from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import COULD_NOT_RUN, DONE
from tarazy.engine.words import msg

if TYPE_CHECKING:
    from tarazy.engine.robustness.examination.said import Examination
    from tarazy.reports.blocks import Document

PDF, HTML = ".pdf", ".html"
_UNFINISHED: Final = ".unfinished-"
_GRAVITY: Final = {"grave": msg("grave"), "serious": msg("serious"), "slight": msg("slight")}
EXAMPLE: Final = (
    "tarazy examine asem/connectivity/2018 data/asem/observations.csv --units data/asem/units.csv --period 2018 "
    "--out report.pdf"
)


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "examine",
        help=told(msg("examines an index: its data, coherence, weights and signs")),
        description=told(
            msg(
                "Examines an index in one period and writes what it finds: data, coherence, weights against "
                "importance, discrimination, signs, added value, what frameworks ask. In the language of the messages."
            )
        ),
        example=EXAMPLE,
    )
    add_inputs(parser)
    parser.add_argument(
        "--period", metavar="P", default="", help=told(msg("the period to examine; else the last that has scores"))
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=document_file,
        required=True,
        help=told(msg("the document to write: .pdf or .html")),
    )
    parser.add_argument(
        "--replicates", metavar="N", type=int, help=told(msg("how many replicates; else as the methodology says"))
    )
    add_seed(parser)
    parser.add_argument(
        "--drivers", action="store_true", help=told(msg("also say which assumptions move the ranks; takes longer"))
    )
    parser.set_defaults(run=run)


def document_file(text: str) -> Path:
    """A file whose ending says what is to be written."""
    if Path(text).suffix.lower() in (PDF, HTML):
        return Path(text)
    raise argparse.ArgumentTypeError(told(msg("{text} ends neither in .pdf nor in .html."), text=text))


def run(chosen: argparse.Namespace) -> int:
    from tarazy.engine.robustness.examination import examine
    from tarazy.reports.document import NotWritten, pdf_of
    from tarazy.reports.examination.document import document_of
    from tarazy.reports.page import html_of

    given = read_inputs(chosen, period=chosen.period)
    examination = examine(
        given.methodology,
        given.observations,
        units=given.units,
        period=chosen.period,
        as_of=chosen.as_of,
        replicates=chosen.replicates,
        seed=chosen.seed,
        drivers=chosen.drivers,
    )
    makes: Callable[[Document], bytes] = pdf_of if chosen.out.suffix.lower() == PDF else html_of
    try:
        content = makes(document_of(examination, spoken(), _command(chosen, examination.period)))
    except NotWritten as refused:
        tell(msg("The document could not be made: {detail}"), detail=str(refused))
        return COULD_NOT_RUN
    put_whole(content, chosen.out)
    print(chosen.out)
    sys.stdout.flush()
    _tell(examination)
    return DONE


def _command(chosen: argparse.Namespace, period: str) -> str:
    """The call by which the same document is made again: names of files without the folders of this machine."""
    words = ["tarazy", "examine", _named(chosen.methodology), *(path.name for path in chosen.data)]
    if chosen.units:
        words += ["--units", chosen.units.name]
    words += ["--period", period]
    if chosen.as_of:
        words += ["--as-of", chosen.as_of.isoformat()]
    if chosen.replicates is not None:
        words += ["--replicates", str(chosen.replicates)]
    if chosen.seed != 1:
        words += ["--seed", str(chosen.seed)]
    if chosen.drivers:
        words.append("--drivers")
    if chosen.code:
        words += ["--code", chosen.code]
    return shlex.join([*words, "--lang", spoken(), "--out", chosen.out.name])


def _named(methodology: str) -> str:
    return Path(methodology).name if Path(methodology).is_dir() else methodology


def put_whole(content: bytes, file: Path) -> None:
    """Write a file that is either there as a whole or not at all."""
    draft = file.parent / f"{_UNFINISHED}{secrets.token_hex(8)}"
    try:
        draft.write_bytes(content)
        os.replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def _tell(examination: Examination) -> None:
    """The findings in one line each; everything else is in the document."""
    tell(
        msg("Examined: {period}; units with a score: {scored} of {units}; findings: {count}."),
        period=examination.period,
        scored=examination.scored,
        units=examination.units,
        count=len(examination.findings),
    )
    for finding in examination.findings:
        print(f"{told(_GRAVITY[finding.gravity])}: {finding.what.in_language(spoken())}", file=sys.stderr)
