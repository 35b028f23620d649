"""How steps, parameters and their choices are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.ui.written import number, percent

STEPS: Final[Mapping[str, Promise]] = {
    "apply": _("To whom it applies"),
    "denominate": _("Denominator"),
    "missing": _("Missing data"),
    "treat": _("Outliers"),
    "normalise": _("Normalisation"),
    "weigh": _("Weights"),
    "aggregate": _("Aggregation"),
    "adjust": _("Adjustment"),
    "round": _("Rounding"),
    "rank": _("Rank"),
    "band": _("Bands"),
}

PARAMETERS: Final[Mapping[str, Promise]] = {
    "from_": _("In force from"),
    "kinds": _("Kinds"),
    "reason": _("Reason"),
    "floor": _("Least share of the weight that must be covered"),
    "scale": pgettext_lazy("of a normalisation", "Scale"),
    "outside": _("Values beyond the goalposts"),
    "low": _("Lower goalpost"),
    "high": _("Upper goalpost"),
    "within": _("Compared with"),
    "fraction": _("Share R by the place r of n"),
    "ties": _("Equal values take"),
    "weights": _("Weight"),
    "decimals": _("Decimal places"),
    "order": _("Order"),
    "source": _("Source"),
    "date": _("Date"),
}

CHOICES: Final[Mapping[str, Promise | str]] = {
    "linear": _("linear"),
    "log": _("logarithmic"),
    "cap": _("count as the nearer goalpost"),
    "leave": _("stay as they are"),
    "refuse": _("are refused"),
    "period": _("all who are scored in the period"),
    "peer_group": _("the peer group"),
    "n_minus_r_plus_1": "R = (n − r + 1) / n",
    "n_minus_r": "R = (n − r) / n",
    "lowest": _("the lowest of their ranks"),
    "average": _("the average of their ranks"),
    "highest": _("the highest of their ranks"),
    "highest_first": _("the highest score is first"),
    "lowest_first": _("the lowest score is first"),
}

# Parameters that are shares of a whole, 0..1.
SHARES: Final = frozenset({"floor", "weights"})

COMPARED: Final[Mapping[str, Promise]] = {
    "value": _("Value"),
    "score": _("Score"),
    "rank": _("Rank"),
    "band": _("Band"),
    "reason": _("Why there is no score"),
}


def parameter_in_words(name: str) -> str:
    return str(PARAMETERS.get(name, name))


def word_of(choice: str) -> str:
    return str(CHOICES.get(choice, choice))


def series_in_words(series: tuple[str, ...]) -> str:
    """Whose word is taken, the first accepted first."""
    return ", ".join(str(Series(one).label) for one in series)


def exact(value: float) -> str:
    """A number of the text with every digit that the text gives."""
    return number(value, places_of(Decimal(repr(value))))


def exact_percent(share: float) -> str:
    """A share of the text in percent, with every digit that the text gives."""
    return percent(share, places_of(Decimal(repr(share)) * 100))


def places_of(given: Decimal) -> int:
    return max(0, -int(given.normalize().as_tuple().exponent))
