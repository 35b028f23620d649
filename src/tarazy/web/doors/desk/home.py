"""The first page of the desk: what awaits the person, and by when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tarazy.web.rooms.people.queries import current_posts


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/home.html", {"posts": current_posts(request.user)})
