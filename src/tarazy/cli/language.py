"""The language in which this process speaks on the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from itertools import pairwise

from tarazy.engine.words import LANGUAGES, SOURCE_LANGUAGE, Number, say

_chosen: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


def asked_for(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """The language of `--lang`, else of the environment, else English. Read before the parser is made, for its help
    speaks too.
    """
    for argument, following in pairwise((*arguments, "")):
        given = following if argument == "--lang" else argument.removeprefix("--lang=")
        if argument.startswith("--lang") and given in LANGUAGES:
            return given
    # The first that is set decides, as for every other program.
    found = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return found[:2] if found[:2] in LANGUAGES else SOURCE_LANGUAGE


def speak(lang: str) -> None:
    """Choose the language of everything said from here on."""
    _chosen.set(lang)


def spoken() -> str:
    return _chosen.get()


def told(text: str, /, **said: str | Number) -> str:
    """A marked text in the language of this process."""
    return say(text, spoken(), said)


def tell(text: str, /, **said: str | Number) -> None:
    """Print a marked text: what a command reports besides its result goes to standard error."""
    print(told(text, **said), file=sys.stderr)
