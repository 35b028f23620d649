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
