"""A sheet in which every value is the one of last year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding, Numbers
from tarazy.engine.model.numbers import is_near
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("same_as_last_year", msg("Not all values as last year"), "explain")
_SENTENCES: Final = Sentences(
    msg("All {count} values that can be compared are those of {period}."),
    msg("A whole sheet without any change was probably copied."),
    msg("Enter the values of this period, or explain why none of them changed."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Sheets whose values all equal those of a year ago; needs `same_at_least` cells with both.

    Cells that are zero in both years do not count: nothing happens twice without anybody copying.
    """
    compared = []
    for cell in sheet.cells:
        before = cell.earlier.get(sheet.year_before)
        if cell.value is None or before is None or cell.value == before == 0:
            continue
        if not is_near(cell.value, before, 0.0):
            return
        compared.append(cell.key)
    if len(compared) >= sheet.thresholds.same_at_least:
        numbers: Numbers = {"count": len(compared), "period": sheet.year_before}
        yield CHECK.finding(sheet, tuple(compared), _SENTENCES, numbers)
