"""A text of a cell as a message shows it."""

from __future__ import annotations

import re
from typing import Final

# Spaces and marks that no screen shows: no-break, figure, thin, narrow no-break, zero-width, byte order mark, soft
# hyphen.
UNSEEN: Final = re.compile("[\u00a0\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff\u00ad]")
_LONGEST_SHOWN: Final = 60


def shown(text: str) -> str:
    """A cell's text for a message: on one line, short, with every unseen character by its number."""
    visible = UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", " ".join(text.split(" ")))
    printable = "".join(letter if letter.isprintable() else f"<U+{ord(letter):04X}>" for letter in visible)
    return printable if len(printable) <= _LONGEST_SHOWN else printable[: _LONGEST_SHOWN - 1] + "…"
