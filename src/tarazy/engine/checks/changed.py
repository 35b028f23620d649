"""A value that changed a great deal over the year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding, Numbers
from tarazy.engine.model.numbers import is_near
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("changed", msg("Change over the year"), "explain")
_WHY: Final = msg("So great a change within a year is rare; it may be a mistake, or another way of counting.")
_MEND: Final = msg("Look at both values and their unit of measure; if they are right, explain what changed.")
_BY_PERCENT: Final = Sentences(
    msg("The value changed from {before} ({period}) to {value}, by {percent} percent; up to {threshold} is usual."),
    _WHY,
    _MEND,
)
_FROM_ZERO: Final = Sentences(msg("The value changed from 0 ({period}) to {value}."), _WHY, _MEND)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Values whose change over the year is above `change_percent` of the earlier value, and above `change_by`.

    Formula: percent = 100 * (value - before) / |before|; from zero there is no percent, and every change counts.
    """
    for cell in sheet.cells:
        before = cell.earlier.get(sheet.year_before)
        if cell.value is None or before is None or cell.value == before:
            continue
        limits = cell.asked.thresholds
        if is_near(cell.value, before, max(limits.change_by, limits.change_percent / 100 * abs(before))):
            continue
        numbers: Numbers = {"value": cell.value, "before": before, "period": sheet.year_before}
        if before:
            percent = round(100 * (cell.value - before) / abs(before), 1)
            numbers |= {"percent": percent, "threshold": limits.change_percent}
        yield CHECK.finding(sheet, (cell.key,), _BY_PERCENT if before else _FROM_ZERO, numbers)
