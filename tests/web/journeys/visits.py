"""Which pages a browser opens in which language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.long import only_long
from tests.web.browsing import DESK, PHONE

# The language that is looked at in every state, since its words are the longest.
LONGEST_WORDS = "ru"


def visits(paths: Iterable[str]) -> Iterator[object]:
    """Language and path: every page in the language with the longest words and in one of the two others, which take
    turns; the third is left to the long run.
    """
    for number, path in enumerate(paths):
        in_turn, left = ("kk", "en") if number % 2 else ("en", "kk")
        yield from ((LONGEST_WORDS, path), (in_turn, path), only_long(left, path))


def sights(paths: Iterable[str]) -> Iterator[object]:
    """Language, path and width: every page once, the language with the longest words on a phone in turn with Kazakh on
    a wide screen; all others are left to the long run.
    """
    for number, path in enumerate(paths):
        in_turn = ("kk", path, DESK) if number % 2 else (LONGEST_WORDS, path, PHONE)
        yield in_turn
        every = ((language, path, width) for language in ("kk", "ru", "en") for width in (DESK, PHONE))
        yield from (only_long(*one) for one in every if one != in_turn)
