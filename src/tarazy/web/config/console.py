"""What the start of the server says to the person at the console, before Django is there to say it."""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).resolve().parents[1] / "locale"

Say = Callable[[str], None]


_languages: ContextVar[list[str] | None] = ContextVar("console_languages", default=None)


def speak(language: str) -> None:
    """Choose the console's language; without this it is that of the environment."""
    _languages.set([language])


def console_text(message: str) -> str:
    """The message in the console's language (of LANGUAGE, LC_ALL, LC_MESSAGES or LANG), else in English."""
    return gettext.translation("django", LOCALE, _languages.get(), fallback=True).gettext(message)


class DatabaseRefused(Exception):
    """The database cannot be used as it is. The message says what, why and how to mend, in the console's language."""


def own_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment for PostgreSQL's programs: none of the caller's PG... settings may reach them."""
    kept = {name: environment[name] for name in ("PATH", "TZ", "TMPDIR") if name in environment}
    return {"PATH": os.defpath, **kept, "LC_ALL": "C"}
