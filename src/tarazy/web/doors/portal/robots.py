"""What robots read."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.indices.index import published_indices
from tarazy.web.rooms.observatory.queries.variables import variables

PLAIN_PAGES = (
    "home", "indices", "units", "observatory", "methodologies", "about", "accessibility", "explorer", "compare",
    "downloads",
)  # fmt: skip


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    address = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(f"User-agent: *\nAllow: /\nSitemap: {address}\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of plain pages, indices and variables in each language, one a line."""
    addresses: list[str] = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            addresses += [reverse(f"portal:{name}") for name in PLAIN_PAGES]
            addresses += [index.href(period) for index in published_indices() for period in index.periods]
            addresses += [reverse("portal:variable", kwargs={"variable": one.pk}) for one in variables()]
    lines = "\n".join(request.build_absolute_uri(address) for address in addresses)
    return HttpResponse(lines + "\n", content_type="text/plain; charset=utf-8")
