"""A text where a number is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.checks.number_meant import number_meant
from tarazy.engine.checks.shown import shown
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("not_a_number", msg("A number where a number is asked"), "stop")
_WHAT: Final = msg("Here stands «{text}» instead of a number.")
_WHY: Final = msg("The value of this cell is computed with.")
_UNREADABLE: Final = Sentences(
    _WHAT, _WHY, msg("Write the number in digits; if there is none, leave the cell empty and choose a status.")
)
_MEANT: Final = Sentences(_WHAT, _WHY, msg("Write {better}."))


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Cells that hold a text and no value."""
    for cell in sheet.cells:
        if cell.value is None and cell.text.strip():
            better = number_meant(cell.text)
            if better:
                yield CHECK.finding(sheet, (cell.key,), _MEANT, {"text": shown(cell.text), "better": better})
            else:
                yield CHECK.finding(sheet, (cell.key,), _UNREADABLE, {"text": shown(cell.text)})
