"""Parts that do not sum to their whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.checks.wholes import why_whole
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.numbers import is_near
from tarazy.engine.model.sheet import Key, Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("sum_of_parts", msg("Parts sum to the whole"), "stop")
_WHAT: Final = msg("The parts sum to {sum}, but {whole_of} is {whole}.")
_MEND: Final = msg("Correct the part or the whole that is wrong.")


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Sums whose whole is a cell and whose parts come to something else; silent where a value is missing."""
    for sum in sheet.sums:
        whole = sheet.value(sum.whole) if isinstance(sum.whole, Key) else None
        total = sheet.total(sum.parts)
        if total is None or whole is None or not isinstance(sum.whole, Key):
            continue
        if not is_near(total, whole, sum.tolerance):
            yield CHECK.finding(
                sheet,
                (*sum.parts, sum.whole),
                Sentences(_WHAT, why_whole(sum), _MEND),
                {"sum": total, "whole": whole, "whole_of": sum.whole.code, "tolerance": sum.tolerance},
            )
