"""What a check of a sheet found, and how grave it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

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
    it lapses when a value is changed, and not when other bodies hand in theirs. `reason`: why it must hold, as the
    methodology says it.
    """

    check: str
    severity: Severity
    problem: Problem
    cells: tuple[str, ...]
    numbers: Numbers
    case: str
    reason: Text | None = None

    def in_language(self, lang: str, titles: Mapping[str, Text] | None = None) -> str:
        """What, why and how to mend, without the place; codes of cells as their titles, where these are given."""
        what, why, mend = (
            _titled(part, lang, titles or {}) for part in (self.problem.what, self.problem.why, self.problem.mend)
        )
        return f"{what} {self.reason.in_language(lang) if self.reason else why} {mend}"


# The code of a cell within a formula: beds, beds[place=urban]. Numbers of a finding that hold one end in _of.
_CODE: Final = re.compile(r"[a-z][a-z0-9_]*(?:\[[^\]]*\])?")
_CODES: Final = "_of"


def _titled(message: Message, lang: str, titles: Mapping[str, Text]) -> str:
    def title(code: str) -> str:
        return titles[code].in_language(lang) if code in titles else code

    def quoted(found: re.Match[str]) -> str:
        return f"“{title(found[0])}”" if found[0] in titles else found[0]

    said = dict(message.said)
    for name, word in said.items():
        if isinstance(word, str):
            said[name] = title(word) if word in titles or not name.endswith(_CODES) else _CODE.sub(quoted, word)
    return Message(message.text, said).in_language(lang)
