"""The visitor's choice of light or dark colours, kept in a cookie of this browser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tarazy.web.ui.themes import COOKIE, COOKIE_SECONDS, THEMES


@require_POST
@csrf_exempt  # a token would make every page of the portal personal; a foreign site could at most change the colours
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remembers the choice and goes back to the page where it was made; an unknown choice changes nothing."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/")
    response = HttpResponseRedirect(address if is_ours else reverse("portal:gallery"), status=303)
    if (chosen := request.POST.get("theme")) in THEMES:
        response.set_cookie(
            COOKIE, chosen, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response
