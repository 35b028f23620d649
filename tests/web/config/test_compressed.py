"""Pages are compressed for readers, and never where somebody may be signed in."""

from __future__ import annotations

import gzip

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from tarazy.web.config.compressed import Compressed

CONTENT = b"<p>A score can be followed back to its sources.</p>" * 20


def answered(request: HttpRequest, *, begins_session: bool = False) -> HttpResponseBase:
    def page(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(CONTENT)
        if begins_session:
            response.set_cookie(settings.SESSION_COOKIE_NAME, "somebody")
        return response

    return Compressed(page)(request)


def asked(**cookies: str) -> HttpRequest:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    request.COOKIES.update(cookies)
    return request


def test_a_reader_gets_a_page_compressed() -> None:
    found = answered(asked())
    assert isinstance(found, HttpResponse)
    assert found["Content-Encoding"] == "gzip"
    assert gzip.decompress(found.content) == CONTENT
    assert "Accept-Encoding" in found["Vary"]


def test_who_cannot_read_it_gets_it_as_it_is() -> None:
    assert "Content-Encoding" not in answered(RequestFactory().get("/"))


def test_a_page_of_a_session_is_not_compressed() -> None:
    assert "Content-Encoding" not in answered(asked(**{settings.SESSION_COOKIE_NAME: "somebody"}))
    assert "Content-Encoding" not in answered(asked(), begins_session=True)
