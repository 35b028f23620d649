"""What the checks of digits share: which numbers they look at, and how they say how seldom something is."""

from __future__ import annotations

from typing import Final

from tarazy.engine.model.numbers import decided
from tarazy.engine.model.sheet import Key, Sheet

# Beyond it a float does not hold every whole number.
_LARGEST: Final = 2**53


def whole_numbers(sheet: Sheet) -> list[tuple[Key, int]]:
    """Every whole value that without its sign is at least `digits_from`, in the order of the sheet."""
    return [
        (cell.key, abs(int(cell.value)))
        for cell in sheet.cells
        if cell.value is not None
        and sheet.thresholds.digits_from <= abs(cell.value) <= _LARGEST
        and float(cell.value).is_integer()
    ]


def one_in(probability: float) -> int:
    """In one of how many sheets chance alone would bring it, a million at most.

    >>> one_in(0.0004), one_in(1e-20)
    (2500, 1000000)
    """
    return int(decided(1 / max(probability, 1e-6)))
