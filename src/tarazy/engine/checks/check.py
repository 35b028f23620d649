"""What every check of a sheet has: an id, a title, a severity; and how it says what it found."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple, Protocol

from tarazy.engine.model.finding import Finding, Numbers, Severity
from tarazy.engine.model.sheet import Key, Sheet
from tarazy.engine.model.text import Text
from tarazy.engine.words import Message, Problem


class Sentences(NamedTuple):
    """What was found, why it cannot stand or needs a reason, how to mend it: marked texts with the same numbers."""

    what: str
    why: str
    mend: str


class Check(NamedTuple):
    """`title`: what is asked, as a marked text."""

    id: str
    title: str
    severity: Severity

    def finding(
        self,
        sheet: Sheet,
        keys: tuple[Key, ...],
        sentences: Sentences,
        numbers: Numbers,
        *,
        severity: Severity | None = None,
        about: str = "",
        reason: Text | None = None,
    ) -> Finding:
        """A finding about some cells; `severity` only where the case decides it.

        `about`: which document, source or other cells, where it is not about the value alone. `reason`: why it must
        hold, where the methodology says it.
        """
        codes = tuple(key.code for key in keys)
        values = "".join(f"{key.code}={sheet.value(key)!r}\n" for key in keys)
        return Finding(
            check=self.id,
            severity=severity or self.severity,
            problem=Problem(
                what=Message(sentences.what, numbers),
                where=sheet.where(keys),
                why=Message(sentences.why, numbers),
                mend=Message(sentences.mend, numbers),
            ),
            cells=codes,
            numbers=numbers,
            case=sha256(f"{self.id}\n{sheet.unit}\n{sheet.period}\n{about}\n{values}".encode()).hexdigest(),
            reason=reason,
        )


class CheckOfSheets(Protocol):
    """A module of this folder that checks sheets."""

    CHECK: Check

    def findings(self, sheet: Sheet) -> Iterator[Finding]: ...
