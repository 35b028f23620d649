"""A value without the document that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("missing_evidence", msg("A document where one is required"), "stop")
_SENTENCES: Final = Sentences(
    msg("The value {value} stands without a supporting document."),
    msg("The methodology requires a document with this value, so that it can be verified."),
    msg("Attach the document or give its address; without one, leave the cell empty and choose a status."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Values that need evidence and have none."""
    for cell in sheet.cells:
        if cell.value is not None and cell.asked.evidence_required and not cell.evidence:
            yield CHECK.finding(sheet, (cell.key,), _SENTENCES, {"value": cell.value})
