"""A value that another source gives differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.numbers import is_near
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("sources_disagree", msg("Agreement with other sources"), "explain")
_SENTENCES: Final = Sentences(
    msg("The value is {value}, but the source {source} has {other}; up to {threshold} percent apart is usual."),
    msg("Both speak of the same unit, variable and period, and at most one of them is right."),
    msg("Take over the other value if it is right; else explain why yours is, with a document if there is one."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Values that differ from another source's by more than `sources_differ_percent` of it."""
    for cell in sheet.cells:
        if cell.value is None:
            continue
        threshold = cell.asked.thresholds.sources_differ_percent
        for said in cell.other_sources:
            if not is_near(cell.value, said.value, threshold / 100 * abs(said.value)):
                yield CHECK.finding(
                    sheet,
                    (cell.key,),
                    _SENTENCES,
                    {"value": cell.value, "source": said.source, "other": said.value, "threshold": threshold},
                    about=said.source,
                )
