"""Numbers that must fit into a region of a map or a chart: fewer digits, and what one of them stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from tarazy.web.ui.written import number, with_unit

DIGITS_THAT_FIT: Final = 10_000


@dataclass(frozen=True)
class Short:
    """How values are shortened: divided by `divisor` (a power of a thousand), three digits kept."""

    divisor: int

    def of(self, value: float | None) -> str:
        if value is None:
            return ""
        shortened = value / self.divisor
        size = abs(shortened)
        text = number(shortened, 0 if size >= 100 else 1 if size >= 10 else 2)
        return number(round(shortened, 2)) if size < 10 and value == int(value) and self.divisor == 1 else text

    def divided(self, value: float | None) -> float | None:
        return None if value is None else value / self.divisor

    def note(self, symbol: str) -> str:
        """What 1 stands for; empty where nothing is divided."""
        if self.divisor == 1:
            return ""
        return _("Here 1 stands for %(amount)s.") % {"amount": with_unit(number(self.divisor, 0), symbol)}


def shortening(values: Iterable[float | None]) -> Short:
    """The shortening by which the greatest of the values fits."""
    greatest = max((abs(value) for value in values if value is not None), default=0.0)
    divisor = 1
    while greatest / divisor >= DIGITS_THAT_FIT:
        divisor *= 1000
    return Short(divisor)
