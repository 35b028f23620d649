"""Pages that many will ask for are made before anybody does."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404
from django.urls import resolve, reverse
from django.utils.translation import override

from tarazy.engine.model.methodology import INDEX
from tarazy.web.doors.portal.how_sure.examined import examine_all
from tarazy.web.doors.portal.indices.index import Index, published_indices
from tarazy.web.doors.portal.indices.results import ROWS_A_PAGE
from tarazy.web.doors.portal.kept_pages import is_kept, pages, state_shown
from tarazy.web.rooms.publication.queries.hidden import shown_scores
from tarazy.web.rooms.work.tasks import regularly

LOG: Final = logging.getLogger(__name__)
SECONDS_A_TURN: Final = 20.0
MOST_PAGES: Final = 12_000  # of the 20,000 that are kept: readers' own askings have room too
LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)
PROGRESS: Final = "made-beforehand"


class Progress(NamedTuple):
    """How many pages are made of a state of what they show; None: it was seen for the first time."""

    state: str
    made: int | None


@regularly("portal.make_pages")
def make_when_quiet() -> None:
    """Make pages beforehand, once nothing that they show has changed since the last turn: what the next act makes
    useless is not worth the work. A worker beside no server lacks the static files that pages name, and makes none.
    """
    if not Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        return
    now, was = state_shown(), Progress(*pages().get(PROGRESS, ("", None)))
    if was == Progress(now, MOST_PAGES):
        return
    made = make_pages(was.made or 0, time.monotonic() + SECONDS_A_TURN) if was.state == now else None
    pages().set(PROGRESS, tuple(Progress(now, made)), None)


@regularly("portal.examine")
def examine_when_quiet() -> None:
    """Examine what is published and not examined yet: one takes longer than a reader waits."""
    examine_all(time.monotonic() + SECONDS_A_TURN)


def make_pages(first: int, until: float) -> int:
    """Make and keep what is not kept yet, from the page with the number `first` on, until a moment of the monotonic
    clock. With which page to go on; MOST_PAGES where nothing is left.
    """
    state = state_shown()
    for number, address in enumerate(islice(addresses(), first, MOST_PAGES), first):
        if time.monotonic() >= until:
            return number
        with override(address.split("/")[1]):
            request = asked(address)
            if not is_kept(request, state):
                _make(request)
    return MOST_PAGES


def addresses() -> Iterator[str]:
    """The pages of every index and of its units in all languages: the latest period of each, what is known of
    the units, then earlier periods.
    """
    indices = published_indices()  # each by the publication of its latest period
    assessed = [_units(index, index.latest) for index in indices]
    for index in indices:
        yield from _in_all_languages(index.href())
    for index, units in zip(indices, assessed, strict=True):
        yield from _of_index(index, index.latest, units)
    for unit in sorted(set().union(*assessed)):
        yield from _in_all_languages(reverse("portal:unit", kwargs={"unit": unit}))
    for index in indices:
        for period in reversed([one for one in index.periods if one != index.latest]):
            there = index.showing(period)
            yield from _of_index(there, period, _units(there, period))


def asked(address: str) -> WSGIRequest:
    """A page as somebody asks for it who is not known."""
    site, path = urlsplit(settings.SITE_ADDRESS), urlsplit(address)
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": unquote(path.path), "QUERY_STRING": path.query,
        "HTTP_HOST": site.netloc, "SERVER_NAME": site.hostname, "SERVER_PORT": str(site.port or ""),
        "wsgi.url_scheme": site.scheme, "wsgi.input": io.BytesIO(),
    }  # fmt: skip
    return WSGIRequest(environ)


def _make(request: WSGIRequest) -> None:
    found = resolve(request.path_info)
    try:
        found.func(request, *found.args, **found.kwargs)
    except Http404:
        return  # a decision has taken it away meanwhile
    except Exception:
        LOG.exception("%s could not be made beforehand", request.path)


def _of_index(index: Index, period: str, units: Sequence[str]) -> Iterator[str]:
    yield from _in_all_languages(index.href(period))
    for page in range(2, -(-len(units) // ROWS_A_PAGE) + 1):
        yield from _in_all_languages(index.href(period, page=str(page)))
    for unit in units:
        yield from _in_all_languages(index.unit_href(unit, period))


def _units(index: Index, period: str) -> list[str]:
    """Those of whom the index shows a score, or why there is none."""
    rows = shown_scores(index.run, index.hidden).filter(period=period, node=INDEX)
    return list(rows.order_by("unit").values_list("unit", flat=True))


def _in_all_languages(address: str) -> Iterator[str]:
    """An address begins with its language."""
    rest = address.split("/", 2)[2]
    return (f"/{language}/{rest}" for language in LANGUAGES)
