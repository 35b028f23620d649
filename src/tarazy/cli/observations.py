"""`tarazy observations import|meanings`: a table of figures into the observatory, by an analyst who says why."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import DONE, REFUSED
from tarazy.engine.words import msg

if TYPE_CHECKING:
    from tarazy.exchange.imports.meanings import Meanings
    from tarazy.web.rooms.observatory.actions.recording import Given
    from tarazy.web.rooms.observatory.queries.imports import Differences
    from tarazy.web.rooms.people.models import User

EXAMPLE: Final = (
    "tarazy observations import regions.xlsx --by aigerim --why 'Yearbook 2025' --source bns --period 2025 --dry-run"
)
MOST_SHOWN: Final = 20


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser("observations", help=told(msg("figures for the observatory")), example=EXAMPLE)
    commands = parser.add_subparsers(title=told(msg("commands")), metavar=told(msg("COMMAND")), required=True)
    taken = commands.add_parser(
        "import", help=told(msg("record what a table says beyond what is recorded")), example=EXAMPLE
    )
    taken.add_argument("file", metavar=told(msg("FILE")), type=Path, help=told(msg("table: .csv, .xlsx or .parquet")))
    taken.add_argument("--by", metavar="USER", required=True, help=told(msg("user name of the analyst")))
    taken.add_argument("--why", metavar="TEXT", required=True, help=told(msg("why, for everybody to read")))
    taken.add_argument("--source", metavar="TEXT", help=told(msg("source of rows that name none")))
    taken.add_argument("--series", metavar="NAME", help=told(msg("series of a table without that column")))
    taken.add_argument("--period", metavar="P", help=told(msg("period of a table without that column")))
    taken.add_argument("--code", metavar="NAME", help=told(msg("units are given by these codes, as kato")))
    taken.add_argument(
        "--meanings",
        metavar=told(msg("FILE")),
        type=Path,
        help=told(msg("table what,given,meant: what the columns and codes of the file stand for")),
    )
    taken.add_argument("--refused", metavar=told(msg("FILE")), type=Path, help=told(msg("write refused rows as CSV")))
    taken.add_argument(
        "--dry-run", action="store_true", help=told(msg("say what would be recorded, and record nothing"))
    )
    taken.set_defaults(run=import_table)
    meant = commands.add_parser(
        "meanings",
        help=told(msg("propose what the columns and codes of a table stand for, as a table to complete")),
        example="tarazy observations meanings regions.xlsx --by aigerim --out meanings.csv",
    )
    meant.add_argument("file", metavar=told(msg("FILE")), type=Path, help=told(msg("table: .csv, .xlsx or .parquet")))
    meant.add_argument(
        "--out", metavar=told(msg("FILE")), type=Path, required=True, help=told(msg("CSV to be written"))
    )
    meant.add_argument("--by", metavar="USER", required=True, help=told(msg("user name of the analyst")))
    meant.set_defaults(run=propose_meanings)


def import_table(chosen: argparse.Namespace) -> int:
    from tarazy.cli import site

    meanings = _meanings(chosen)
    return site.on_the_site(lambda: _import(chosen, meanings))


def propose_meanings(chosen: argparse.Namespace) -> int:
    from tarazy.cli import site

    return site.on_the_site(lambda: _propose(chosen))


def _propose(chosen: argparse.Namespace) -> int:
    from tarazy.exchange.imports.meanings import meanings_as_csv
    from tarazy.exchange.imports.opened import open_table
    from tarazy.exchange.imports.proposed import proposed
    from tarazy.web.rooms.observatory.queries.imports import known_names

    user = _analyst(chosen.by)
    if user is None:
        return REFUSED
    meanings = proposed(open_table(chosen.file), known_names(user))
    chosen.out.write_text(meanings_as_csv(meanings), encoding="utf-8", newline="")
    rows = meanings.rows()
    tell(
        msg("{file}: {count} meanings, {open} of them to be filled in or left out. Look at each, then import with it."),
        file=str(chosen.out),
        count=len(rows),
        open=sum(not meant for _what, _given, meant in rows),
    )
    return DONE


def _analyst(username: str) -> User | None:
    """The person who may import; where nobody may under that name, it is said why."""
    from tarazy.web.rooms.observatory.rules import may_import
    from tarazy.web.rooms.people.queries import user_called

    user = user_called(username)
    if user is None:
        tell(msg("Nobody here has the user name {name}."), name=username)
        return None
    allowed = may_import(user)
    if not allowed:
        tell(msg("{name} may not import: {reason}"), name=username, reason=str(getattr(allowed, "reason", "")))
        return None
    return user


def _meanings(chosen: argparse.Namespace) -> Meanings:
    """What the table of meanings says, and what stands in every row."""
    from dataclasses import replace

    from tarazy.exchange.imports.meanings import Meanings, read_meanings

    read = read_meanings(chosen.meanings) if chosen.meanings else Meanings()
    every = {name: getattr(chosen, name) for name in ("source", "series", "period") if getattr(chosen, name)}
    return replace(read, every={**read.every, **every})


def _import(chosen: argparse.Namespace, meanings: Meanings) -> int:
    from django.core.exceptions import ValidationError

    from tarazy.web.grammar.act import Denied
    from tarazy.web.rooms.observatory.actions.recording import NothingToRecord, import_observations
    from tarazy.web.rooms.observatory.queries.imports import differences

    user = _analyst(chosen.by)
    if user is None:
        return REFUSED
    given = _read(chosen, meanings)
    if chosen.dry_run:
        found = differences(given.incoming, user)
        _show(chosen, found, given)
        tell(msg("Nothing was recorded: this was a trial."))
        return REFUSED if found.refused else DONE
    try:
        done = import_observations(given, chosen.why, by=user)
    except NothingToRecord as nothing:
        _show(chosen, nothing.found, given)
        return REFUSED if nothing.found.refused else DONE
    except (ValidationError, Denied) as refused:
        print(*getattr(refused, "messages", [refused]), sep="\n", file=sys.stderr)
        return REFUSED
    _show(chosen, done.found, given)
    tell(msg("Recorded as import {number}."), number=done.made.pk)
    return REFUSED if done.found.refused else DONE


def _read(chosen: argparse.Namespace, meanings: Meanings) -> Given:
    from tarazy.exchange.imports.incoming import read_incoming
    from tarazy.exchange.imports.opened import open_table
    from tarazy.web.rooms.observatory.actions.recording import Given
    from tarazy.web.rooms.observatory.queries.imports import codes_of_scheme, known

    codes = codes_of_scheme(chosen.code) if chosen.code else None
    incoming = read_incoming(open_table(chosen.file), known(), meanings=meanings, codes=codes)
    with chosen.file.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Given(incoming, chosen.file.name, sha256, meanings)


def _show(chosen: argparse.Namespace, found: Differences, given: Given) -> None:
    from tarazy.exchange.imports.refusals import refusals_as_csv

    for problem in found.problems[:MOST_SHOWN]:
        print(problem.in_language(spoken()), file=sys.stderr)
    if len(found.problems) > MOST_SHOWN:
        tell(msg("And {count} more problems; --refused FILE writes them all."), count=len(found.problems) - MOST_SHOWN)
    if chosen.refused:
        chosen.refused.write_text(refusals_as_csv(found.refusals, spoken()), encoding="utf-8", newline="")
    for row in found.found.revised.head(MOST_SHOWN).iter_rows(named=True):
        keys = " ".join(row[name] for name in ("unit", "variable", "period", "breakdown", "series") if row[name])
        print(f"{given.incoming.observations.place(row['row'])}: {keys}: {row['value_before']} -> {row['value']}")
    tell(
        msg("New: {new}. Corrected: {revised}. As recorded: {same}. Refused: {refused}."),
        new=len(found.found.new),
        revised=len(found.found.revised),
        same=found.found.same,
        refused=found.refused,
    )
