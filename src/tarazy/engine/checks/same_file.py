"""A file that was already attached to an earlier period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("same_file", msg("A file of its own for each period"), "explain")
_SENTENCES: Final = Sentences(
    msg("The file {name} is, byte for byte, one that was attached to an earlier period."),
    msg("The same file rarely shows the values of two periods."),
    msg("Attach the file of this period, or explain why the earlier one holds."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Files whose SHA-256 is that of a file of an earlier period."""
    for cell in sheet.cells:
        for evidence in cell.evidence:
            if evidence.digest in sheet.earlier_files:
                yield CHECK.finding(
                    sheet,
                    (cell.key,),
                    _SENTENCES,
                    {"name": evidence.name, "sha256": evidence.digest},
                    about=evidence.digest,
                )
