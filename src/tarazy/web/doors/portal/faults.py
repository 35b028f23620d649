"""Pages for addresses that lead nowhere and for our own faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from tarazy.web.ui.parts import Link

NO_SIGN: Final = "\0"


class NoPage(Http404):
    """There is nothing at this address: what was looked for, and where to go instead."""

    def __init__(self, message: str, ways: Sequence[Link] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.ways = ways


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = exception.message if isinstance(exception, NoPage) else ""
    ways = exception.ways if isinstance(exception, NoPage) else ()
    return render(request, "portal/not_found.html", {"message": message, "ways": ways}, status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Most of these ask for more than a page reads, such as a thousand names in one address. To a host that is not
    ours no page can be shown: each has its own address in it.
    """
    if isinstance(exception, DisallowedHost):
        return HttpResponseBadRequest(_("There is no such site here."), content_type="text/plain; charset=utf-8")
    return render(request, "portal/bad_request.html", status=400)


class Askable:
    """Middleware: an address that asks with a sign which no text holds leads nowhere. The database would refuse such
    a text only later, as if the fault were ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_page = get_language_from_path(request.path_info) is not None
        if is_page and any(NO_SIGN in text for texts in request.GET.lists() for text in (texts[0], *texts[1])):
            raise NoPage(_("This address holds a sign that no text can hold."))
        return self._get_response(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: it may be what failed."""
    return render(request, "portal/server_error.html", status=500)
