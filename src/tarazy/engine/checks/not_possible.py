"""A value that is none of the few that are possible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.numbers import is_near
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("not_possible", msg("A value of those that are possible"), "stop")
_SENTENCES: Final = Sentences(
    msg("The value {value} is none of the possible ones: {possible}."),
    msg("Here the methodology reads these values and no others, such as 1 for yes and 0 for no."),
    msg("Choose one of them."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Values that equal none of `only_values`, in 12 significant digits; silent where any value is possible."""
    for cell in sheet.cells:
        value, possible = cell.value, cell.asked.only_values
        if value is None or not possible or any(is_near(value, one, 0.0) for one in possible):
            continue
        said = "; ".join(f"{one:.12g}" for one in possible)
        yield CHECK.finding(sheet, (cell.key,), _SENTENCES, {"value": value, "possible": said})
