"""Pages that explain the others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.trails import trail
from tarazy.web.ui.parts import Link


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about/about.html", {"trail": trail(Link(_("How to read"), "", current=True))})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    here = trail(Link(_("Accessibility"), "", current=True))
    return render(request, "portal/about/accessibility.html", {"trail": here})
