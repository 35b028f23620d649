"""Parts that do not sum to their whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.checks.wholes import why_whole
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.numbers import is_near
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("sum_of_parts", msg("Parts sum to the whole"), "stop")
_WHAT: Final = msg("The parts sum to {sum}, but {whole_of} is {whole}.")
_MEND: Final = msg("Correct the part or the whole that is wrong.")


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Sums whose whole is made of cells and whose parts come to something else; silent where a value is missing."""
    for sum in sheet.sums:
        if not isinstance(sum.whole, tuple):
            continue
        whole, total = sheet.total(sum.whole), sheet.total(sum.parts)
        if total is None or whole is None or is_near(total, whole, sum.tolerance):
            continue
        codes = " + ".join(key.code for key in sum.whole)
        yield CHECK.finding(
            sheet,
            (*sum.parts, *sum.whole),
            Sentences(_WHAT, why_whole(sum), _MEND),
            {"sum": total, "whole": whole, "whole_of": codes, "tolerance": sum.tolerance},
            severity=sum.severity,
            about=codes,
            reason=sum.reason,
        )
