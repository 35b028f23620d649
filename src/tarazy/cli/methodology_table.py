"""`tarazy methodology table`: a methodology as a workbook and back, and COINr's iMeta in both directions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tarazy.cli.language import spoken, tell, told
from tarazy.cli.methodology_folder import refuse_if_there, write_folder
from tarazy.cli.methodology_new import read_name, read_period
from tarazy.cli.parser import DONE
from tarazy.engine.words import msg

if TYPE_CHECKING:
    from tarazy.engine.model.methodology import Methodology

EXAMPLE: Final = "tarazy methodology table un/hdi/2021 --out hdi.xlsx"
_WORKBOOKS: Final = (".xlsx", ".xlsm")
_TABLES: Final = (*_WORKBOOKS, ".csv")


def register(commands: Any) -> None:
    about = told(msg("write a methodology as an Excel workbook, and a workbook as a methodology; COINr's iMeta too"))
    parser = commands.add_parser("table", help=about, description=about, example=EXAMPLE)
    parser.add_argument(
        "what",
        metavar="METHODOLOGY|FILE",
        help=told(
            msg("a methodology (a folder, or place/name/version), its workbook FILE.xlsx, or an iMeta in .csv or .xlsx")
        ),
    )
    parser.add_argument(
        "--out",
        metavar="FILE|FOLDER",
        type=Path,
        help=told(msg("the workbook to write for a methodology, the folder to write for a file; must not exist yet")),
    )
    parser.add_argument(
        "--imeta", metavar="FILE", type=Path, help=told(msg("the iMeta to write for a methodology, as CSV"))
    )
    parser.add_argument(
        "--name", metavar="TEXT", type=read_name, help=told(msg("for an iMeta: place/name of the methodology"))
    )
    parser.add_argument(
        "--from",
        dest="first",
        metavar="TEXT",
        type=read_period,
        help=told(msg("for an iMeta: the first period assessed")),
    )
    parser.set_defaults(run=run, parser=parser)


def run(chosen: argparse.Namespace) -> int:
    """Exit status: 0 written, 1 refused, 2 the call does not say what to write, 3 the file could not be written."""
    given = Path(chosen.what)
    if given.suffix.lower() in _TABLES and not given.is_dir():
        _from_table(given, chosen)
    else:
        _to_table(chosen)
    return DONE


def _to_table(chosen: argparse.Namespace) -> None:
    from tarazy.engine.load import load_methodology

    targets = [path for path in (chosen.out, chosen.imeta) if path is not None]
    if not targets:
        chosen.parser.refuse(told(msg("Still needed: {names}."), names="--out FILE.xlsx | --imeta FILE.csv"))
    if chosen.out is not None and chosen.out.suffix.lower() != ".xlsx":
        chosen.parser.refuse(told(msg("A workbook is written to a file that ends with .xlsx.")))
    for path in targets:
        refuse_if_there(path)
    methodology = load_methodology(chosen.what)
    if chosen.out is not None:
        from tarazy.exchange.methodologies.sheets import sheets_of
        from tarazy.exchange.methodologies.workbook_written import write_workbook

        write_workbook(chosen.out, sheets_of(methodology, spoken()), spoken())
        tell(msg("Written: {file}."), file=str(chosen.out))
    if chosen.imeta is not None:
        _write_imeta(methodology, chosen.imeta)


def _write_imeta(methodology: Methodology, file: Path) -> None:
    from tarazy.exchange.methodologies.imeta_written import computed_weights, imeta_of

    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.write_text(imeta_of(methodology, spoken()), encoding="utf-8", newline="")
    unfinished.replace(file)
    tell(msg("Written: {file}."), file=str(file))
    for node in computed_weights(methodology):
        tell(msg("The weights below {node} are computed by a method; iMeta says 1 for each."), node=node)


def _from_table(file: Path, chosen: argparse.Namespace) -> None:
    from tarazy.exchange.methodologies.whole import is_methodology, read_methodology

    if chosen.out is None:
        chosen.parser.refuse(told(msg("Still needed: {names}."), names="--out FOLDER"))
    refuse_if_there(chosen.out)
    if file.suffix.lower() in _WORKBOOKS and is_methodology(file):
        write_folder(chosen.out, read_methodology(file))
        tell(msg("Written: {folder}."), folder=str(chosen.out))
    else:
        _from_imeta(file, chosen)
    tell(msg("Check it at any time: tarazy methodology check {folder}"), folder=str(chosen.out))


def _from_imeta(file: Path, chosen: argparse.Namespace) -> None:
    from tarazy.cli.methodology_from_imeta import asked_of, methodology_of
    from tarazy.exchange.methodologies.imeta import read_imeta

    imeta = read_imeta(file)
    lacking = [option for option, given in (("--name", chosen.name), ("--from", chosen.first)) if given is None]
    if lacking:
        chosen.parser.refuse(told(msg("Still needed: {names}."), names=", ".join(lacking)))
    write_folder(chosen.out, methodology_of(imeta, asked_of(imeta, chosen.name, chosen.first)))
    tell(msg("Written: {folder}. Replace every text that is still to be entered."), folder=str(chosen.out))
    if imeta.not_read:
        tell(msg("Columns that no methodology has a place for: {columns}."), columns=", ".join(imeta.not_read))
