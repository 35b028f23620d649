"""Pages that are the same for everybody are kept once they are made, until an act changes what a page may show.

Whoever is signed in, or is told something, gets a page of his own.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from typing import Final, NamedTuple

from django.apps import apps
from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

import tarazy
from tarazy.web.journal.queries import last_of
from tarazy.web.ui.themes import chosen_theme

LOG: Final = logging.getLogger(__name__)
IN_PLACE: Final = "HX-Request"  # a script asks for a part of the page and shows no answer that is a fault
# What is done in these rooms no page of the portal shows. Of every other room it may.
NOT_SHOWN: Final = frozenset({"collection", "people", "post", "work"})
SECONDS: Final = 24 * 60 * 60
LEVEL: Final = 3  # of gzip: a tenth more bytes than at 6, for a quarter of the time of whoever asks first
_SAID: Final = ("DEBUG", "SITE_ADDRESS", "STATIC_URL")
_SOURCES: Final = frozenset({".html", ".js", ".css", ".mo", ".po", ".py", ".svg"})

_STATE_OF_PAGE: Final[ContextVar[list[str] | None]] = ContextVar("state_of_page", default=None)

View = Callable[..., HttpResponse]


class Page(NamedTuple):
    """A page as it is kept: compressed, with the headers that its view set."""

    content: bytes
    headers: dict[str, str]


def kept_page(view: View) -> View:
    """A view whose page depends on its address, the theme and what is recorded alone, and is for everybody."""

    @wraps(view)
    def read(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        with _one_state():
            if not is_for_everybody(request):
                return view(request, *args, **kwargs)
            key = key_of(request, state_shown())
            page = _found(key)
            if page is None:
                response = view(request, *args, **kwargs)
                if response.status_code != 200 or response.cookies:
                    return response
                page = Page(gzip.compress(response.content, LEVEL, mtime=0), dict(response.items()))
                _keep(key, page)
            return _answered(request, key, page)

    return read


@contextmanager
def _one_state() -> Iterator[None]:
    """A page is made from one state, asked for once."""
    token = _STATE_OF_PAGE.set([])
    try:
        yield
    finally:
        _STATE_OF_PAGE.reset(token)


def is_for_everybody(request: HttpRequest) -> bool:
    """Whether nothing in the request says who asks, or what he is to be told."""
    return not {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()


def is_kept(request: HttpRequest, state: str) -> bool:
    return pages().has_key(key_of(request, state))


def pages() -> BaseCache:
    return caches["pages"]


def key_of(request: HttpRequest, state: str) -> str:
    """Everything that a page is made from: what is asked and how, and the state of what it may show."""
    asked = request.build_absolute_uri(), IN_PLACE in request.headers, get_language(), chosen_theme(request)
    return _digest(state, *map(str, asked))


def state_shown() -> str:
    """What stands for everything that pages may show: the last act in any room of which they show some, the day, and
    the program.
    """
    of_page = _STATE_OF_PAGE.get()
    if of_page:
        return of_page[0]
    state = _digest(last_of(rooms_shown()), timezone.localdate().isoformat(), digest_of_site())
    if of_page is not None:
        of_page.append(state)
    return state


@cache
def rooms_shown() -> list[str]:
    prefix = "tarazy.web.rooms."
    rooms = {config.label for config in apps.get_app_configs() if config.name.startswith(prefix)}
    return sorted(rooms - NOT_SHOWN)


@cache
def digest_of_site() -> str:
    """Of the program's files as they lie here, and of what this installation has it say."""
    folder = Path(tarazy.__file__).parent
    found = sorted(path for path in folder.rglob("*") if path.suffix in _SOURCES)
    told = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in found]
    return _digest(*told, *(f"{name}={getattr(settings, name)}" for name in _SAID))


def _digest(*told: str) -> str:
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _found(key: str) -> Page | None:
    try:
        found = pages().get(key)
    except Exception:  # whatever lies there instead of a page: it is made anew
        LOG.exception("a kept page could not be read")
        return None
    return Page(*found) if found is not None else None


def _keep(key: str, page: Page) -> None:
    try:
        pages().set(key, tuple(page), SECONDS)
    except OSError:  # a full or foreign folder keeps nothing, and withholds nothing
        LOG.exception("a page could not be kept")


def _answered(request: HttpRequest, key: str, page: Page) -> HttpResponse:
    """The page compressed where the reader takes it so; nothing but its mark to whoever has it already."""
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(page.content if is_packed else gzip.decompress(page.content), headers=page.headers)
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(page.content))
    response.headers["ETag"] = f'W/"{key}"'
    response.headers["Cache-Control"] = "no-cache"  # a browser may keep it, and asks before it shows it again
    patch_vary_headers(response, ["Accept-Encoding", "Cookie", IN_PLACE])
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
