"""What the status of an observation says, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS: Final[Mapping[str, Promise | str]] = {
    "": "",
    "A": "",
    "E": gettext_lazy("estimated"),
    "I": gettext_lazy("imputed"),
    "P": gettext_lazy("provisional"),
    "B": gettext_lazy("break in the series"),
    "U": gettext_lazy("doubtful"),
    "M": gettext_lazy("cannot exist"),
    "O": gettext_lazy("missing"),
    "Q": gettext_lazy("suppressed"),
    "L": gettext_lazy("exists, not collected"),
    "X": gettext_lazy("excluded by decision"),
}


def status_in_words(status: str) -> str:
    """The meaning of a code of SDMX's list; empty for a normal value."""
    return str(WORDS.get(status, status))


def status_meaning(status: str) -> str:
    """What a code of SDMX's list says of a value, as a sentence; empty for a normal value."""
    sentences = {
        "": "",
        "A": "",
        "E": _("The source estimated it, since it was not counted in full."),
        "I": _("It was missing and was filled in by a method that the source names."),
        "P": _("It may still be corrected when everything is in."),
        "B": _("From here on it is counted otherwise than before."),
        "U": _("There are reasons to doubt it."),
        "M": _("There can be no such value here."),
        "O": _("It should be there and is not."),
        "Q": _("It is known and not published: somebody in a small group could be recognised by it."),
        "L": _("It could be known, but nobody collects it."),
        "X": _("It was left out by a decision."),
    }
    return sentences.get(status, "")
