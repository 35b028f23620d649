"""Which pages a browser opens in which language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.long import only_long

# The language that is looked at in every state, since its words are the longest.
LONGEST_WORDS = "ru"


def visits(paths: Iterable[str]) -> Iterator[object]:
    """Language and path: every page in the language with the longest words and in one of the two others, which take
    turns; the third is left to the long run.
    """
    for number, path in enumerate(paths):
        in_turn, left = ("kk", "en") if number % 2 else ("en", "kk")
        yield from ((LONGEST_WORDS, path), (in_turn, path), only_long(left, path))
