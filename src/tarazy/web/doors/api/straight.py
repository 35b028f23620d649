"""Addresses for programs go straight to their view, past what pages for people need: sessions, signing in, forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import activate, get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

Answer = Callable[[HttpRequest], HttpResponseBase]

PROGRAMS: Final = ("/api/v1", "/sdmx/")


class Straight:
    """Stands behind what sets the headers of safety and before everything that asks who somebody is.

    The views of these addresses are for reading, know nobody, and say their faults themselves.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PROGRAMS):
            return self.get_response(request)
        request.get_host()  # refuses a host that is not ours
        try:
            found = resolve(request.path_info)
        except Resolver404:  # the page for people says it
            return self.get_response(request)
        request.resolver_match, language = found, language_of(request)
        activate(language)  # and left so, since what is streamed is made afterwards
        response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        if isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


def language_of(request: HttpRequest) -> str:
    """The first language of ours that the program reads."""
    accepted = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    for language, _weight in parse_accept_lang_header(accepted.lower()) if accepted else ():
        try:
            return get_supported_language_variant(language)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
