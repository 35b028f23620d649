"""Which known name a mistyped one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from tarazy.engine.checks.look_alikes import in_latin


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, or "" if none is near.

    >>> nearest("bed", ["beds", "doctors"]), nearest("xyz", ["beds"])
    ('beds', '')
    """
    names = sorted(known)
    latin = in_latin(name)
    if latin in names:
        return latin
    lowered = {candidate.lower(): candidate for candidate in reversed(names)}
    found = get_close_matches(latin.lower(), list(lowered), n=1, cutoff=0.6)
    return lowered[found[0]] if found else ""
