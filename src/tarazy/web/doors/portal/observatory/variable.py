"""The page of a variable: map, table and line, definition, sources, gaps and breaks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.observatory.queries.variables import variable_with
from tarazy.web.ui.parts import Link


@require_safe
def variable(request: HttpRequest, variable: str) -> HttpResponse:
    """A variable in one period over its units, and over time."""
    found = variable_with(variable)
    if found is None:
        ways = [Link(_("Observatory"), reverse("portal:observatory"))]
        raise NoPage(_("The observatory has no variable “%(variable)s”.") % {"variable": variable}, ways)
    here = Link(str(found.title), "", current=True)
    context = {"variable": found, "trail": trail(Link(_("Observatory"), reverse("portal:observatory")), here)}
    return render(request, "portal/observatory/variable.html", context)
