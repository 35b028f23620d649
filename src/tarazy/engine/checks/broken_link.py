"""A link to evidence that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("broken_link", msg("A link that can be opened"), "explain")
_SENTENCES: Final = Sentences(
    msg("The link {name} could not be opened."),
    msg("Who verifies the value must be able to read the document."),
    msg("Correct the link, or attach the document as a file; if only some people can open it, explain who can."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Links that somebody tried in vain; silent where nobody tried."""
    for cell in sheet.cells:
        for evidence in cell.evidence:
            if evidence.reachable is False:
                yield CHECK.finding(sheet, (cell.key,), _SENTENCES, {"name": evidence.name}, about=evidence.name)
