"""An argument parser that speaks three languages and answers a wrong call with an example."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, Final, NoReturn

from tarazy.cli.language import told
from tarazy.engine.words import LANGUAGES, msg

DONE, REFUSED, WRONG_CALL, COULD_NOT_RUN = 0, 1, 2, 3

# What argparse says of a wrong call, and what we say instead.
WRONG_CALLS: Final = (
    (r"the following arguments are required: (?P<names>.+)", msg("Still needed: {names}.")),
    (r"unrecognized arguments: (?P<names>.+)", msg("Not understood: {names}.")),
    (r"argument (?P<name>.+?): expected .*argument.*", msg("A value is needed after {name}.")),
    (
        r"argument (?P<name>.+?): invalid choice: '?(?P<given>.*?)'? \(choose from (?P<choices>.+)\)",
        msg("{given} cannot stand for {name}; possible: {choices}."),
    ),
    (r"argument (?P<name>.+?): (?P<given>.+)", msg("{name}: {given}")),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, told(msg("usage: ")) if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """`example` is a call that works; it stands at the end of the help and of every refusal."""

    def __init__(self, *, example: str = "", **options: Any) -> None:
        self.example = example
        options.setdefault("formatter_class", _Formatter)
        # Half a name of an option would be understood today and mean something else with the next one.
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = told(msg("what to give"))  # argparse's own titles speak English only
        self._optionals.title = told(msg("options"))
        self.add_argument("-h", "--help", action="help", help=told(msg("show this text and end")))
        self.add_argument(
            "--lang", choices=LANGUAGES, help=told(msg("language of the messages; else that of the environment"))
        )
        if example:
            self.epilog = told(msg("For example:")) + f"\n  {example}"

    def error(self, message: str) -> NoReturn:
        self.refuse(_in_our_words(message))

    def refuse(self, said: str) -> NoReturn:
        """End with status 2: the call is wrong, nothing has been read or written."""
        self.print_usage(sys.stderr)
        example = told(msg("For example:")) + f" {self.example}\n" if self.example else ""
        self.exit(WRONG_CALL, f"{said}\n{example}")


def _in_our_words(message: str) -> str:
    for pattern, text in WRONG_CALLS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return told(text, **match.groupdict())
    return told(msg("The call could not be understood: {detail}"), detail=message)
