"""A value that its variable cannot have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.numbers import decided
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("out_of_range", msg("A value within the range of its variable"), "stop")
_SENTENCES: Final = Sentences(
    msg("The value {value} lies outside its range, {low} to {high}."),
    msg("Outside this range no value of the variable can be right."),
    msg("Correct the value; look at the unit of measure first: a percent is not a share, thousand tenge is not tenge."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Values below the range's low or above its high end, in 12 significant digits; both ends are possible."""
    for cell in sheet.cells:
        range = cell.asked.range
        if cell.value is None or range is None or range.low <= cell.value <= range.high:
            continue
        value = decided(cell.value)
        if value < decided(range.low) or value > decided(range.high):
            yield CHECK.finding(
                sheet, (cell.key,), _SENTENCES, {"value": cell.value, "low": range.low, "high": range.high}
            )
