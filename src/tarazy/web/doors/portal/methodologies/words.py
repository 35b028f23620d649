"""How steps, parameters and their choices are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    "kinds": _("Kinds of units"),
    "reason": _("Reason"),
    "floor": _("Least share that must be covered"),
    "scale": pgettext_lazy("of a normalisation", "Scale"),
    "outside": _("Values outside"),
    "low": _("lower goalpost"),
    "high": _("upper goalpost"),
    "within": _("Compared within"),
    "fraction": _("Fraction"),
    "ties": _("Equal values take the rank"),
    "weights": _("Weights"),
    "decimals": _("Decimal places"),
    "order": _("Order"),
    "source": _("Source"),
    "date": _("Date"),
}

CHOICES: Final[Mapping[str, Promise]] = {
    "linear": _("linear"),
    "log": _("logarithmic"),
    "cap": _("count as the nearer goalpost"),
    "leave": _("stay as they are"),
    "refuse": _("are refused"),
    "period": _("all units of the period"),
    "peer_group": _("the peer group"),
    "n_minus_r_plus_1": "(n − r + 1) / n",  # type: ignore[dict-item]
    "n_minus_r": "(n − r) / n",  # type: ignore[dict-item]
    "lowest": _("the lowest"),
    "average": _("the average"),
    "highest": _("the highest"),
    "highest_first": _("the highest score is first"),
    "lowest_first": _("the lowest score is first"),
}


def parameter_in_words(name: str) -> str:
    return str(PARAMETERS.get(name, name))


def word_of(choice: str) -> str:
    return str(CHOICES.get(choice, choice))
