"""The list of published indices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.home import card
from tarazy.web.doors.portal.indices.index import published_indices
from tarazy.web.doors.portal.trails import trail
from tarazy.web.ui.parts import Link


@require_safe
def indices(request: HttpRequest) -> HttpResponse:
    context = {
        "trail": trail(Link(_("Indices"), "", current=True)),
        "cards": [card(index) for index in published_indices()],
    }
    return render(request, "portal/indices/list.html", context)
