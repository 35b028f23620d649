"""Which number a text stands for that is not written as files write numbers."""

from __future__ import annotations

import re
from typing import Final

from tarazy.engine.checks.shown import UNSEEN

NUMBER: Final = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_NUMBER: Final = re.compile(NUMBER)


def number_meant(text: str) -> str:
    """The number that was probably meant, or "": without spaces, with a point.

    >>> number_meant("1 234,5"), number_meant("12.5"), number_meant("many")
    ('1234.5', '12.5', '')
    """
    bare = UNSEEN.sub("", text).replace(" ", "").replace("\N{MINUS SIGN}", "-")
    for candidate in (bare, bare.replace(",", "."), bare.replace(",", ""), bare.replace(".", "").replace(",", ".")):
        if _NUMBER.fullmatch(candidate):
            return candidate
    return ""
