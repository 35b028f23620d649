"""What a check of a sheet found, and how grave it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from tarazy.engine.model.text import Text
from tarazy.engine.words import Message, Problem

# The sheet cannot be submitted; it can with an explanation, which is part of it; it can.
Severity = Literal["stop", "explain", "note"]
Numbers = dict[str, "str | float | int"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding of one check.

    `cells`: the codes of the cells it is about. `numbers`: those of the case, from which it can be computed again.
    `case`: the same as long as the same check finds the same cells with the same values. An explanation holds to it:
    it lapses when a value is changed, and not when other bodies hand in theirs.
    """

    check: str
    severity: Severity
    problem: Problem
    cells: tuple[str, ...]
    numbers: Numbers
    case: str

    def in_language(self, lang: str, titles: Mapping[str, Text] | None = None) -> str:
        """What, why and how to mend, without the place; codes of cells as their titles, where these are given."""
        parts = (self.problem.what, self.problem.why, self.problem.mend)
        return " ".join(_titled(part, lang, titles or {}) for part in parts)


def _titled(message: Message, lang: str, titles: Mapping[str, Text]) -> str:
    said = {
        name: titles[word].in_language(lang) if isinstance(word, str) and word in titles else word
        for name, word in message.said.items()
    }
    return Message(message.text, said).in_language(lang)
