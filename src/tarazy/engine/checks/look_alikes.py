"""Letters of another alphabet that look like Latin ones: unseen, and yet a code with one of them is another code."""

from __future__ import annotations

from typing import Final, NamedTuple

_CYRILLIC: Final = "АВЕКМНОРСТУХЅІЈҮҺӀԚԜаеорсухѕіјһԛԝӏ"
_LATIN: Final = "ABEKMHOPCTYXSIJYHIQWaeopcyxsijhqwl"
_LATIN_FOR: Final = dict(zip(_CYRILLIC, _LATIN, strict=True))


class LookAlike(NamedTuple):
    """A letter, its position in the code (from 1), and the Latin letter it is taken for ("" if none)."""

    letter: str
    position: int
    latin: str


def look_alikes(code: str) -> tuple[LookAlike, ...]:
    """The letters of a code that are not of the Latin alphabet.

    >>> look_alikes("KZ-АLM")
    (LookAlike(letter='А', position=4, latin='A'),)
    >>> look_alikes("KZ-ALM")
    ()
    """
    return tuple(
        LookAlike(letter, position, _LATIN_FOR.get(letter, ""))
        for position, letter in enumerate(code, start=1)
        if letter.isalpha() and not letter.isascii()
    )


def in_latin(code: str) -> str:
    """The code with each look-alike replaced by the Latin letter it is taken for.

    >>> in_latin("KZ-АLM")
    'KZ-ALM'
    """
    return "".join(_LATIN_FOR.get(letter, letter) for letter in code)
