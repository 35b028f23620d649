"""How units of measure, comparisons and numbers of a text are called and written on its pages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.methodology import UnitOfMeasure
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.ui.written import in_language, number, percent

# Parameters that are shares of a whole, 0..1.
SHARES: Final = frozenset({"floor", "weights", "omega", "explained", "importance"})

COMPARED: Final[Mapping[str, Promise]] = {
    "value": _("Value"),
    "score": _("Score"),
    "rank": _("Rank"),
    "band": _("Band"),
    "reason": _("Why there is no score"),
}

COLLECTED: Final[Mapping[str, Promise]] = {
    "year": _("every year"),
    "quarter": _("every quarter"),
    "month": _("every month"),
}

WITHIN_YEAR: Final[Mapping[str, Promise]] = {
    "sum": _("months and quarters are added up to the year"),
    "mean": _("the year is the mean of its months or quarters"),
    "last": _("the last month or quarter stands for the year"),
}


def series_in_words(series: tuple[str, ...]) -> str:
    """Whose word is taken, the first accepted first."""
    return ", ".join(str(Series(one).label) for one in series)


def unit_in_words(unit: UnitOfMeasure) -> str:
    """The title of a unit of measure, and as the text writes it what it equals."""
    title = in_language(unit.title)
    return title if unit.equals is None else f"{title} (= {unit.equals})"


def exact(value: float) -> str:
    """A number of the text with every digit that the text gives."""
    return number(value, places_of(Decimal(repr(value))))


def exact_percent(share: float) -> str:
    """A share of the text in percent, with every digit that the text gives."""
    return percent(share, places_of(Decimal(repr(share)) * 100))


def places_of(given: Decimal) -> int:
    return max(0, -int(given.normalize().as_tuple().exponent))
