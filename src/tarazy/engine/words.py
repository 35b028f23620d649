"""What the engine says: messages in three languages, and the shape of a problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

LANGUAGES: Final = ("kk", "ru", "en")
SOURCE_LANGUAGE: Final = "en"
CATALOGUES: Final = Path(__file__).parent / "locale"

Number = float | int
Said = Mapping[str, "str | Number"]


def msg(text: str) -> str:
    """Mark a text for translation. The text itself is the key; `say` renders it."""
    return text


@cache
def _catalogue(lang: str) -> Mapping[str, str]:
    # Babel is only needed once somebody reads another language than the source language.
    from babel.messages.pofile import read_po

    found: dict[str, str] = {}
    for path in sorted(CATALOGUES.glob(f"*.{lang}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=lang):
                if message.id and message.string and not message.fuzzy:
                    found[str(message.id)] = str(message.string)
    return found


def in_words(number: str | Number, lang: str) -> str:
    """A number as a reader of the language writes it: at most 12 significant digits, decimal comma in kk and ru."""
    if isinstance(number, str):
        return number
    return _with_marks(f"{number:.12g}" if isinstance(number, float) else str(number), lang)


def with_decimals(number: float, decimals: int, lang: str) -> str:
    """A number with so many decimals, rounded half up as a reader does it, on its first 12 significant digits.

    >>> with_decimals(56.25, 1, "en"), with_decimals(-0.04, 1, "ru")
    ('56.3', '0,0')
    """
    exact = Decimal(f"{number:.12g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=400))
    return _with_marks(f"{exact if exact else abs(exact):f}", lang)


def _with_marks(text: str, lang: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}", 1).replace(".", "," if lang in ("kk", "ru") else ".")


def say(text: str, lang: str, said: Said | None = None) -> str:
    """Render a marked text in a language, with its numbers written the way that language writes them."""
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}: one of {', '.join(LANGUAGES)}")
    template = text if lang == SOURCE_LANGUAGE else _catalogue(lang).get(text, text)
    return template.format_map(_Written(said or {}, lang))


class _Written(dict[str, str]):
    """Numbers as a language writes them; only those that a text names."""

    def __init__(self, said: Said, lang: str) -> None:
        super().__init__()
        self._said, self._lang = said, lang

    def __missing__(self, name: str) -> str:
        return in_words(self._said[name], self._lang)


class Message(msgspec.Struct, frozen=True):
    """A text with its numbers, not yet in any language."""

    text: str
    said: dict[str, str | float | int] = {}

    def in_language(self, lang: str) -> str:
        return say(self.text, lang, self.said)


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong with an input: what was found, where, why it cannot stand, how to mend it.

    `where` is a file with line, a sheet with cell, or a unit with period: codes and paths, which need no translation.
    """

    what: Message
    where: str
    why: Message
    mend: Message

    def in_language(self, lang: str) -> str:
        sentences = (part.in_language(lang) for part in (self.what, self.why, self.mend))
        return f"{self.where}: " + " ".join(sentences)


class ProblemsFound(Exception):
    """The input was refused. Holds every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(problem.in_language(SOURCE_LANGUAGE) for problem in self.problems))
