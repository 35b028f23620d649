"""An empty cell that does not say why it is empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.observations import STATUSES_OF_VALUES
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("no_status", msg("A value, or a status that says why there is none"), "stop")
_SENTENCES: Final = Sentences(
    msg("The cell is empty and no status says why."),
    msg("Not applicable, missing and not collected are counted in different ways."),
    msg("Enter the value, or choose the status that says why there is none."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Cells with neither a value, nor a text, nor a status of those that stand without a value."""
    for cell in sheet.cells:
        if cell.value is None and not cell.text.strip() and cell.status in STATUSES_OF_VALUES:
            yield CHECK.finding(sheet, (cell.key,), _SENTENCES, {})
