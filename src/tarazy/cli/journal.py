"""`tarazy journal prove|heads`: whether the history was altered, and the hashes by which anybody can ask that."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from tarazy.cli import site
from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import COULD_NOT_RUN, DONE, REFUSED
from tarazy.engine.words import msg

if TYPE_CHECKING:
    from tarazy.web.journal.proof import Proof

_HASH: Final = re.compile(r"[0-9a-f]{64}")
PROVE: Final = f"tarazy journal prove --head {'5f0c' * 16}"
SHOWN: Final = 20


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser(
        "journal", help=told(msg("proves that the history of the system was not altered")), example=PROVE
    )
    commands = parser.add_subparsers(title=told(msg("commands")), metavar=told(msg("COMMAND")), required=True)
    prove = commands.add_parser(
        "prove",
        help=told(msg("compute the whole chain and every seal again, and say what does not hold")),
        description=told(
            msg(
                "Computes the chain of the journal and the seal of every row again from the database, and says what "
                "was altered and where. Whoever owns the database can write a whole new chain: only a hash that left "
                "the system before, given with --head, shows that."
            )
        ),
        example=PROVE,
    )
    prove.add_argument(
        "--head",
        metavar="HASH",
        action="append",
        default=[],
        type=_hash,
        help=told(msg("a hash that left the system, from a publication or its bundle; may be given again")),
    )
    prove.set_defaults(run=lambda chosen: _in_database(lambda: _prove(chosen.head)))
    heads = commands.add_parser(
        "heads",
        help=told(msg("list the hashes that left the system, each with its publication")),
        example="tarazy journal heads",
    )
    heads.set_defaults(run=lambda chosen: _in_database(_list_heads))


def _hash(text: str) -> str:
    if _HASH.fullmatch(text.strip().lower()):
        return text.strip().lower()
    raise argparse.ArgumentTypeError(told(msg("{text} is no hash: a hash has 64 digits 0-9 and a-f."), text=text))


def _in_database(does: Callable[[], int]) -> int:
    """Do something with the tables, as the application. Tables of another version are not looked at."""
    from tarazy.web.config import console, database

    console.speak(spoken())
    try:
        with database.database(say=_say):
            site.enter()
            behind = site.pending_migrations()
            if behind:
                tell(msg("The tables are {count} steps behind. Run tarazy database migrate first."), count=behind)
                return COULD_NOT_RUN
            return does()
    except console.DatabaseRefused as refused:
        _say(str(refused))
        return COULD_NOT_RUN


def _prove(heads: Sequence[str]) -> int:
    from tarazy.web.journal.proof import prove

    proof = prove(*heads)
    for line in proof.problems:
        print(line)
    for line in _account(proof, heads):
        print(line)
    return DONE if proof.holds else REFUSED


def _account(proof: Proof, heads: Sequence[str]) -> Iterator[str]:
    yield told(
        msg("Computed again: entries {entries}, seals {seals}. Last hash: {head}"),
        entries=proof.entry_count,
        seals=proof.seal_count,
        head=proof.head,
    )
    for head, number in proof.known.items():
        yield told(msg("Known from outside and found: {head}, entry {number}."), head=head, number=number)
    if proof.raw_seals:
        text = msg("Written past every act and chained since, seals: {seals}.")
        yield told(text, seals=_first(proof.raw_seals))
    if proof.open_seals:
        yield told(msg("Written past every act, not chained yet, seals: {seals}."), seals=_first(proof.open_seals))
    if not proof.holds:
        yield told(msg("Altered. Places: {count}."), count=len(proof.problems))
    elif heads:
        yield told(msg("Nothing was altered up to the hashes that were given, nor since as far as the chain tells."))
    else:
        yield told(
            msg("The chain holds. Whether it was written anew as a whole only a hash from outside tells: --head.")
        )


def _first(seals: Sequence[int]) -> str:
    return ", ".join(map(str, seals[:SHOWN])) + (" …" if len(seals) > SHOWN else "")


def _list_heads() -> int:
    from tarazy.web.rooms.publication.queries.standing import heads_that_left

    for head in heads_that_left():
        print(f"{head.journal_head}  {head.published_at.isoformat(timespec='seconds')}  {head}")
    return DONE


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
