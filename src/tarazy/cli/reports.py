"""`tarazy reports`: the reports of all units of an index as PDF, by two processes, with progress."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import secrets
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any, Final

from tarazy.cli.language import speak, spoken, tell, told
from tarazy.cli.parser import COULD_NOT_RUN, DONE, REFUSED
from tarazy.engine.words import msg

EXAMPLE: Final = "tarazy reports kz/regional-development --period 2024 --lang kk --out reports"
PROCESSES: Final = 2
LINES_OF_PROGRESS: Final = 10
_UNFINISHED: Final = ".unfinished-"


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser(
        "reports",
        help=told(msg("writes the reports of a publication as PDF")),
        description=told(
            msg("Writes a report of each unit and the consolidated one as PDF, in the language of the messages.")
        ),
        example=EXAMPLE,
    )
    parser.add_argument("index", metavar=told(msg("INDEX")), help=told(msg("place and name of the index: kz/akimats")))
    parser.add_argument("--period", metavar="P", default="", help=told(msg("else the latest one with scores")))
    parser.add_argument("--publication", metavar="N", type=int, help=told(msg("else the one that is shown now")))
    parser.add_argument("--unit", metavar="ID", action="append", help=told(msg("only this unit; may be repeated")))
    parser.add_argument(
        "--out", metavar=told(msg("FOLDER")), type=Path, required=True, help=told(msg("where to write"))
    )
    parser.set_defaults(run=write_reports)


def write_reports(chosen: argparse.Namespace) -> int:
    from tarazy.cli import site
    from tarazy.web.config import console, database

    console.speak(spoken())
    try:
        with database.database(say=site.show):
            site.enter()
            site.migrate()
            return _write(chosen)
    except console.DatabaseRefused as refused:
        site.show(str(refused))
        return COULD_NOT_RUN


def _write(chosen: argparse.Namespace) -> int:
    from tarazy.web.doors.portal.faults import NoPage
    from tarazy.web.doors.portal.reports.made import asked_of, units_of

    try:
        asked = asked_of(chosen.index, chosen.publication, chosen.period)
        units = units_of(asked, chosen.unit)
    except NoPage as refused:
        print(refused.message, file=sys.stderr)
        return REFUSED
    begun = time.perf_counter()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for left in chosen.out.glob(f"{_UNFINISHED}*"):
        left.unlink(missing_ok=True)
    which = (chosen.index, asked.index.publication.pk, asked.period)
    wanted = units if chosen.unit else ["", *units]
    _all(which, wanted, chosen.out)
    tell(
        msg("Reports written: {count}, in {seconds} s."),
        count=len(wanted),
        seconds=round(time.perf_counter() - begun, 1),
    )
    return DONE


def _all(which: tuple[str, int, str], units: Sequence[str], folder: Path) -> None:
    """Share the work out; whoever is stopped in between leaves whole files only."""
    fresh = multiprocessing.get_context("spawn")
    done, every = 0, max(1, len(units) // LINES_OF_PROGRESS)
    with ProcessPoolExecutor(PROCESSES, mp_context=fresh, initializer=_enter, initargs=(spoken(),)) as pool:
        waiting = [pool.submit(_one, which, unit, str(folder)) for unit in units]
        try:
            for one in as_completed(waiting):
                one.result()
                done += 1
                if done % every == 0 or done == len(units):
                    tell(msg("{done} of {total}"), done=done, total=len(units))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _enter(language: str) -> None:
    from tarazy.cli import site

    speak(language)
    site.enter()


def _one(which: tuple[str, int, str], unit: str, folder: str) -> None:
    """One report, put into place when it is whole. Without a unit it is the consolidated one."""
    from tarazy.web.doors.portal.reports.made import made, name_of

    content, name = made(which, unit), name_of(which, unit)
    draft = Path(folder, f"{_UNFINISHED}{secrets.token_hex(8)}")
    try:
        draft.write_bytes(content)
        os.replace(draft, Path(folder, name))
    finally:
        draft.unlink(missing_ok=True)
