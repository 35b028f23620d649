"""What the status of an observation says, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def status_in_words(status: str) -> str:
    """The meaning of a code of SDMX's list; empty for a normal value."""
    words = {
        "": "",
        "A": "",
        "E": _("estimated"),
        "I": _("imputed"),
        "P": _("provisional"),
        "B": _("break in the series"),
        "U": _("doubtful"),
        "M": _("cannot exist"),
        "O": _("missing"),
        "Q": _("suppressed"),
        "L": _("exists, not collected"),
        "X": _("excluded by decision"),
    }
    return words.get(status, status)


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
