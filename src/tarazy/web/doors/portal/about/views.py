"""Pages that explain the others."""

from __future__ import annotations

import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.about.licences import licences_of, unstated
from tarazy.web.doors.portal.about.signs import signs
from tarazy.web.doors.portal.indices.index import published_indices
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.observatory.queries.variables import every_source
from tarazy.web.ui.parts import Column, Link

REVIEWED_ON: Final = datetime.date(2026, 11, 21)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How to read scores, ranks, bands and values; where figures come from; how to compute everything again."""
    sources = list(every_source())
    context = {
        "trail": trail(Link(_("How to read"), "", current=True)),
        "indices": [(index.title, index.href()) for index in published_indices()],
        "signs": signs(),
        "sign_columns": [Column(_("Sign"), row_head=True), Column(_("What it says"))],
        "licences": licences_of(sources),
        "licence_columns": [
            Column(_("Licence as stated"), row_head=True),
            Column(_("Sources"), numeric=True),
            Column(_("Published by")),
        ],
        "sources": len(sources),
        "unstated": unstated(sources),
    }
    return render(request, "portal/about/about.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    context = {"trail": trail(Link(_("Accessibility"), "", current=True)), "reviewed_on": REVIEWED_ON}
    return render(request, "portal/about/accessibility.html", context)
