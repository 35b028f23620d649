"""Shares that do not sum to one hundred percent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.checks.wholes import why_whole
from tarazy.engine.model.finding import Finding, Numbers
from tarazy.engine.model.numbers import is_near
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("shares", msg("Shares sum to 100 percent"), "stop")
_WHAT: Final = msg("The shares sum to {sum} instead of {whole}.")
_MEND: Final = msg("Correct the share that is wrong, or add the one that is missing.")


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Sums whose whole is a number (100, or 1) and whose parts come to another; silent where a value is missing."""
    for sum in sheet.sums:
        if isinstance(sum.whole, tuple):
            continue
        total = sheet.total(sum.parts)
        if total is not None and not is_near(total, sum.whole, sum.tolerance):
            numbers: Numbers = {"sum": total, "whole": float(sum.whole), "tolerance": sum.tolerance}
            yield CHECK.finding(
                sheet,
                sum.parts,
                Sentences(_WHAT, why_whole(sum), _MEND),
                numbers,
                severity=sum.severity,
                reason=sum.reason,
            )
