"""How a view is passed on: its permanent address, how it is cited, the code by which other pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.explorer.cells import Shown
from tarazy.web.rooms.observatory.models import Source
from tarazy.web.ui.written import in_language, long_date
from tarazy.web.ui.written import period as period_text

FRAME_HEIGHT = 560


@dataclass(frozen=True)
class Share:
    """Three texts to copy."""

    address: str
    citation: str
    embed: str


def share(request: HttpRequest, view: Shown) -> Share:
    source, title = (escape(text) for text in (address_of(request, view, "embed"), titles_of(view)))
    frame = f'<iframe src="{source}" title="{title}" width="100%" height="{FRAME_HEIGHT}" loading="lazy"></iframe>'
    return Share(address_of(request, view), citation(request, view), frame)


def address_of(request: HttpRequest, view: Shown, name: str = "explorer") -> str:
    return request.build_absolute_uri(f"{reverse(f'portal:{name}')}?{view.asked.view.query}")


def titles_of(view: Shown) -> str:
    """What is shown and of when, in a line."""
    titles = "; ".join(one.title for one in view.observed)
    if not view.periods:
        return titles
    first, last = period_text(view.periods[0]), period_text(view.periods[-1])
    return _("%(title)s, %(period)s") % {"title": titles, "period": last if first == last else f"{first}–{last}"}


def citation(request: HttpRequest, view: Shown) -> str:
    words = {
        "title": titles_of(view),
        "address": address_of(request, view),
        "day": long_date(timezone.localdate()),
    }
    return _("Tarazy. %(title)s. %(address)s (read on %(day)s).") % words


def line_of_sources(sources: dict[str, Source]) -> str:
    """Who published the values, each once."""
    return "; ".join(dict.fromkeys(in_language(source.published_by.name) for source in sources.values()))
