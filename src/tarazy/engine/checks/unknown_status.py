"""A status that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.checks.shown import shown
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.observations import STATUSES_OF_VALUES, STATUSES_WITHOUT_VALUE
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("unknown_status", msg("A status of the list"), "stop")
_KNOWN: Final = STATUSES_OF_VALUES.union(STATUSES_WITHOUT_VALUE)
_SENTENCES: Final = Sentences(
    msg("The status {status} is not known."),
    msg("A status is a code of the list, so that everybody reads the same from it."),
    msg(
        "Choose one of the list: A normal, E estimated, P provisional, U low reliability for a value; O missing, "
        "M cannot exist, Q suppressed, L not collected for an empty cell."
    ),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Cells whose status is no code of the list."""
    for cell in sheet.cells:
        if cell.status not in _KNOWN:
            yield CHECK.finding(sheet, (cell.key,), _SENTENCES, {"status": shown(cell.status)})
