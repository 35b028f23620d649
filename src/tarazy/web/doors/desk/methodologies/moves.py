"""A version is taken one step further: asked once more, then done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.doors.desk.methodologies.forms import FORMS
from tarazy.web.doors.desk.methodologies.pages import version_trail
from tarazy.web.doors.desk.methodologies.words import BUTTONS, NOTES
from tarazy.web.rooms.methodologies.actions import Terms, move_version
from tarazy.web.rooms.methodologies.enums import Move
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.ui.parts import Link

TAKES_AWAY = (Move.RETURN, Move.RETIRE)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, version: Version, move: Move) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        move_version(version, move, Terms(**given), by=person_of(request))
        return redirect("desk:methodology", version.pk)

    title = str(BUTTONS[move])
    own = Link(str(version), reverse("desk:methodology", args=[version.pk]))
    page = FormPage(
        title,
        title,
        version_trail(own, Link(title, "", current=True)),
        str(version.title),
        [str(NOTES[move])],
        "danger" if move in TAKES_AWAY else "",
    )
    return form_page(request, FORMS[move](given_by(request)), page, done)
