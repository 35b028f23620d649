"""Pages for addresses that lead nowhere and for our own faults."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tarazy.web.ui.parts import Link


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


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: it may be what failed."""
    return render(request, "portal/server_error.html", status=500)
