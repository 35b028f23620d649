"""Every version with its state and what awaits it; one version whole; its differences."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.methodologies.compared import compared
from tarazy.web.doors.desk.methodologies.words import BUTTONS, awaits, owner_of, terms_of
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.methodologies import queries, rules
from tarazy.web.rooms.methodologies.enums import Move, State
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.ui.parts import Column, Download, Fact, Link
from tarazy.web.ui.written import long_date

ROWS_A_PAGE = 50


def version_trail(*links: Link) -> list[Link]:
    return desk_trail(Link(_("Methodologies"), reverse("desk:methodologies"), current=not links), *links)


@require_safe
def methodologies(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    page = Paginator(queries.versions_seen_by(user), ROWS_A_PAGE).get_page(request.GET.get("page"))
    labels = _("Methodology"), _("Whose"), _("Standing"), _("State"), _("What awaits it")
    context = {
        "trail": version_trail(),
        "columns": [Column(label, row_head=number == 0) for number, label in enumerate(labels)],
        "rows": [(one, owner_of(one), awaits(one, in_order(one))) for one in page],
        "files": files_of(request, "methodologies_file"),
        "page": page,
        "may_draw_up": rules.may_draw_up(user) is True,
    }
    return render(request, "desk/methodologies/list.html", context)


def in_order(version: Version) -> list[Any]:
    """The moves made with a version, the earliest first."""
    return sorted(version.moves_made.all(), key=lambda made: made.pk)


@require_safe
def version(request: HttpRequest, version: Version) -> HttpResponse:
    user = person_of(request)
    answers = {move: rules.may_move(user, version, move) for move in Move}
    context = {
        "version": version,
        "trail": version_trail(Link(str(version), "", current=True)),
        "facts": _facts(version),
        "files": list(queries.files_of(version)),
        "downloads": _downloads(version),
        "outcomes": list(queries.outcomes_of(version)),
        "history": [(made, terms_of(made)) for made in queries.moves_made(version)],
        "history_columns": [Column(_("Step"), row_head=True), Column(_("Who")), Column(_("When")), Column(_("Terms"))],
        "editions": list(queries.editions(version)),
        "moves": [(move.value, BUTTONS[move]) for move, answer in answers.items() if answer is True],
        "why_not": getattr(answers[Move.APPROVE], "reason", "") if version.state == State.CONSULTATION else "",
        "may_try": rules.may_try(user, version) is True,
        "is_public": queries.public_version_with(str(version)) is not None,
        "parts": [*version.methodology.split("/", 1), version.version],
    }
    return render(request, "desk/methodologies/version.html", context)


def _facts(version: Version) -> list[Fact]:
    return [
        Fact(_("Identifier"), str(version)),
        Fact(_("Whose"), owner_of(version)),
        Fact(_("Standing"), str(version.get_standing_display())),
        Fact(_("State"), str(version.get_state_display())),
        Fact(_("What awaits it"), awaits(version, list(queries.moves_made(version))) or "—"),
        Fact(_("Registered on"), long_date(version.registered_at)),
    ]


def _downloads(version: Version) -> list[Download]:
    return [
        Download("ZIP", reverse("desk:methodology_archive", args=[version.pk])),
        Download("Excel", reverse("desk:methodology_workbook", args=[version.pk])),
    ]


@require_safe
def differences(request: HttpRequest, version: Version) -> HttpResponse:
    own = Link(str(version), reverse("desk:methodology", args=[version.pk]))
    context = {
        "version": version,
        "trail": version_trail(own, Link(_("Differences"), "", current=True)),
        **compared(queries.methodology_of(version)),
    }
    return render(request, "desk/methodologies/differences.html", context)
