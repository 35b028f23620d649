"""A value beside a status that says there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.observations import STATUSES_WITHOUT_VALUE
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("status_forbids", msg("A value and its status agree"), "stop")
_SENTENCES: Final = Sentences(
    msg("The cell holds {value}, and its status {status} says that there is no value."),
    msg("One of the two is wrong."),
    msg("Remove the value or the status."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Cells that hold both a value and one of the statuses M, O, Q, L, X."""
    for cell in sheet.cells:
        if cell.value is not None and cell.status in STATUSES_WITHOUT_VALUE:
            yield CHECK.finding(sheet, (cell.key,), _SENTENCES, {"value": cell.value, "status": cell.status})
