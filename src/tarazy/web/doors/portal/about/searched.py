"""The pages that explain the others, as they are searched: by their titles, leads and headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.rooms.search.life import Told, joined, searched

# By the name of the address: the title, then what stands on the page.
PAGES: Final[Mapping[str, tuple[Promise, ...]]] = {
    "about": (
        _("How to read"),
        _("What a score, a rank and a band say, and what they do not."),
        _("Score and points lost"),
        _("Rank and band"),
        _("Share not counted"),
        _("Illustration or official"),
        _("How certain it is"),
        _("Signs beside values"),
        _("Boundaries that changed"),
        _("Sources and licences"),
        _("Compute it again"),
    ),
    "accessibility": (_("Accessibility"),),
    "appeals": (_("Register of appeals"),),
    "release_calendar": (
        _("Release calendar"),
        _("When figures of the observatory come out: what is planned, what is late, what has come."),
    ),
}


@searched("page")
def pages_told() -> Iterator[Told]:
    for name, (title, *rest) in PAGES.items():
        yield Told(name, spoken(title), joined(*map(spoken, rest)))


def spoken(words: Promise) -> LocalText:
    return in_every_language(lambda: words)
