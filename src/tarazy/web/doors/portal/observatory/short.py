"""How the numbers of one picture or table are written: all with the same decimals, and short where space is short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from tarazy.web.ui.written import number, readable_places

DIGITS_THAT_FIT: Final = 10_000


@dataclass(frozen=True)
class Precision:
    """With how many decimals the numbers of a table are written: as many as its source gives and a reader can use."""

    places: int

    def of(self, value: float | None) -> str:
        return number(value, self.places)


def precision_of(values: Iterable[float | None]) -> Precision:
    known = [value for value in values if value is not None]
    greatest = max((abs(value) for value in known), default=0.0)
    return Precision(min(readable_places(greatest), max(map(decimals_of, known), default=0)))


def decimals_of(value: float) -> int:
    """The decimals with which a value is given."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True)
class Short:
    """How values are shortened: divided by `divisor`, a power of a thousand, and written with few decimals."""

    divisor: int
    places: int

    def of(self, value: float | None) -> str:
        return "" if value is None else number(value / self.divisor, self.places)

    def divided(self, value: float | None) -> float | None:
        return None if value is None else value / self.divisor

    def note(self, symbol: str) -> str:
        """What 1 stands for; empty where nothing is divided."""
        if self.divisor == 1:
            return ""
        return _("Here 1 stands for %(count)s (%(unit)s).") % {"count": number(self.divisor, 0), "unit": symbol}


def shortening(values: Iterable[float | None]) -> Short:
    """The shortening by which the greatest of the values fits into a region of a map: at most four digits."""
    known = [value for value in values if value is not None]
    greatest = max((abs(value) for value in known), default=0.0)
    divisor = 1
    while greatest / divisor >= DIGITS_THAT_FIT:
        divisor *= 1000
    size = greatest / divisor
    places = 0 if size >= 100 else 1 if size >= 10 else 2
    return Short(divisor, places if divisor > 1 else min(places, max(map(decimals_of, known), default=0)))
