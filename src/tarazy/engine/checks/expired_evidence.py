"""A document that had lapsed by the end of the period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding, Numbers
from tarazy.engine.model.period import last_day
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("expired_evidence", msg("A document that is still valid"), "explain")
_SENTENCES: Final = Sentences(
    msg("The document {name} was valid until {valid_until}, and the period ends on {last_day}."),
    msg("A document that had lapsed does not show what was so at the end of the period."),
    msg("Attach one that was valid on that day, or explain why this one holds."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Evidence whose last day of validity lies before the last day of the period."""
    end = last_day(sheet.period)
    for cell in sheet.cells:
        for evidence in cell.evidence:
            if evidence.valid_until is not None and evidence.valid_until < end:
                numbers: Numbers = {
                    "name": evidence.name,
                    "valid_until": f"{evidence.valid_until}",
                    "last_day": f"{end}",
                }
                yield CHECK.finding(sheet, (cell.key,), _SENTENCES, numbers, about=evidence.name)
