"""The entry `tarazy`: finds the command, speaks its language, turns refusals into exit statuses."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from contextvars import copy_context
from typing import Final

from tarazy.cli.language import asked_for, speak, spoken, tell, told
from tarazy.cli.parser import COULD_NOT_RUN, REFUSED, Parser
from tarazy.engine.words import ProblemsFound, msg

# A command's module is imported only when its command is called, and imports what is slow only when it runs.
COMMANDS: Final = {
    "methodology": "tarazy.cli.methodology",
    "score": "tarazy.cli.score",
    "explain": "tarazy.cli.explain",
    "uncertainty": "tarazy.cli.uncertainty",
    "sensitivity": "tarazy.cli.sensitivity",
    "compare": "tarazy.cli.compare",
    "examine": "tarazy.cli.examine",
    "recompute": "tarazy.cli.recompute",
    "journal": "tarazy.cli.journal",
    "demo": "tarazy.cli.demo",
    "serve": "tarazy.cli.serve",
    "work": "tarazy.cli.work",
    "stop": "tarazy.cli.stop",
    "database": "tarazy.cli.database",
    "people": "tarazy.cli.people",
    "publications": "tarazy.cli.publications",
    "reports": "tarazy.cli.reports",
    "observations": "tarazy.cli.observations",
    "search": "tarazy.cli.search",
    "boundaries": "tarazy.cli.boundaries",
}


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The call as its command understands it. A parser is made only for the command that is called, else for all of
    them.
    """
    parser = Parser(
        prog="tarazy",
        description=told(msg("Tarazy computes, explains and publishes assessments of how government performs.")),
        example="tarazy score un/hdi/2021 data/un/observations.csv --units data/un/units.csv --period 2021",
    )
    called = next((argument for argument in arguments if argument in COMMANDS), None)
    subparsers = parser.add_subparsers(title=told(msg("commands")), metavar=told(msg("COMMAND")), required=True)
    for name, module in COMMANDS.items():
        if called in (name, None):
            importlib.import_module(module).register(subparsers)
    chosen, strange = parser.parse_known_args(arguments)
    if strange:
        # The command itself answers, with its own usage and example.
        subparsers.choices.get(called or "", parser).error(f"unrecognized arguments: {' '.join(strange)}")
    return chosen


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 input refused or proof failed, 2 wrong call, 3 could not run.

    The language it speaks is that of this call alone: whoever calls from Python keeps their own.
    """
    return copy_context().run(_called, sys.argv[1:] if arguments is None else list(arguments))


def _called(given: list[str]) -> int:
    speak(asked_for(given))
    try:
        chosen = parsed(given)
        chosen.lang = spoken()
        return run(chosen)
    except SystemExit as end:  # a parser that refuses ends the process; a caller from Python wants the status
        return int(end.code or 0)


def run(chosen: argparse.Namespace) -> int:
    try:
        return int(chosen.run(chosen))
    except ProblemsFound as found:
        for problem in found.problems:
            print(problem.in_language(spoken()), file=sys.stderr)
        tell(msg("The input was refused and nothing was written. Problems: {count}."), count=len(found.problems))
        return REFUSED
    except BrokenPipeError:  # the reader of our output has gone, as `tarazy ... | head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT_RUN
    except OSError as fault:
        tell(
            msg("Could not go on: {fault} ({file})."),
            fault=fault.strerror or str(fault),
            file=str(fault.filename or "?"),
        )
        return COULD_NOT_RUN
    except MemoryError:
        tell(msg("Could not go on: this machine has not enough memory for the table."))
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        tell(msg("Stopped; nothing was left half-written."))
        return COULD_NOT_RUN
