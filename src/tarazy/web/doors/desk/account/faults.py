"""Pages for what was refused before a view was asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: sent from elsewhere, or after the person signed in or out in another window."""
    return render(request, "account/form_refused.html", status=403)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return render(request, "account/too_many.html", status=429)
