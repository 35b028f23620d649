"""`tarazy methodology diff`: what changed between two methodologies, in words."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from tarazy.cli.language import spoken, told
from tarazy.cli.parser import DONE
from tarazy.engine.words import Problem, ProblemsFound, msg

if TYPE_CHECKING:
    from tarazy.engine.model.methodology import Methodology

EXAMPLE: Final = "tarazy methodology diff wales/imd/2019 path/to/folder"
INDENT: Final = "  "


def register(commands: Any) -> None:
    about = told(msg("say in words what changed between two methodologies, from when, and who is affected"))
    parser = commands.add_parser("diff", help=about, description=about, example=EXAMPLE)
    for name, metavar, help in (
        ("old", "A", msg("the earlier one: a folder, or place/name/version of a methodology that ships with Tarazy")),
        ("new", "B", msg("the later one, named in the same way")),
    ):
        parser.add_argument(name, metavar=metavar, help=told(help))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Exit status: 0 whether or not anything changed, 1 where one of the two is refused."""
    from tarazy.engine.differences import Wording, differences, reach_in_words
    from tarazy.engine.differences import told as told_changes

    old, new = _both(chosen.old, chosen.new)
    changes, wording = differences(old, new), Wording(spoken())
    for line in _head(old, new):
        print(line)
    for thing in told_changes(old, new, changes, wording):
        print("", thing.head, *(INDENT + line for line in thing.lines), sep="\n")
    print("", *reach_in_words(old, new, changes, wording), sep="\n")
    return DONE


def _both(first: str, second: str) -> tuple[Methodology, Methodology]:
    """Both methodologies; the problems of both are reported together, each below the folder that it is of."""
    from tarazy.engine.load import load_methodology

    read: list[Methodology] = []
    problems: list[Problem] = []
    for where in (first, second):
        try:
            read.append(load_methodology(where))
        except ProblemsFound as found:
            for one in found.problems:
                at = one.where if one.where == where else f"{where}: {one.where}"
                problems.append(Problem(what=one.what, where=at, why=one.why, mend=one.mend))
    if problems:
        raise ProblemsFound(problems)
    return read[0], read[1]


def _head(old: Methodology, new: Methodology) -> Iterator[str]:
    for text, methodology in ((msg("Before: {title} ({id})"), old), (msg("After: {title} ({id})"), new)):
        yield told(text, title=methodology.title.in_language(spoken()), id=methodology.id)
