"""The instructions that concern a person, and one of them with its history."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.followup.rows import TAGS, InstructionRow, history_of, instruction_columns, name_of
from tarazy.web.doors.desk.given_documents import download
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.followup.enums import Move
from tarazy.web.rooms.followup.life import LIFE
from tarazy.web.rooms.followup.models import Document, Recommendation
from tarazy.web.rooms.followup.queries import overdue, recommendations_seen_by, under_control
from tarazy.web.rooms.followup.rules import may_give, may_move, may_move_deadline
from tarazy.web.rooms.people.models import User
from tarazy.web.ui.parts import Fact, Link
from tarazy.web.ui.written import long_date

ROWS_A_PAGE = 50
OVERDUE, SETTLED, ALL = "overdue", "settled", "all"


def instructions_trail(*links: Link) -> list[Link]:
    own = Link(_("Instructions"), reverse("desk:instructions"), current=not links)
    return desk_trail(own, *links)


def instruction_trail(recommendation: Recommendation, *links: Link) -> list[Link]:
    href = reverse("desk:instruction", args=[recommendation.pk])
    return instructions_trail(Link(name_of(recommendation), href, current=not links), *links)


@require_safe
def instructions(request: HttpRequest) -> HttpResponse:
    user, chosen = person_of(request), request.GET.get("show", "")
    page = Paginator(instructions_asked(request), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": instructions_trail(),
        "filters": [Link(f"{label}: {found.count()}", f"?show={name}" if name else "?", current=name == chosen)
                    for name, (label, found) in _lists(user).items()],
        "columns": instruction_columns(),
        "page": page,
        "rows": [InstructionRow(one) for one in page],
        "files": files_of(request, "instructions_file"),
        "may_give": may_give(user) is True,
    }  # fmt: skip
    return render(request, "desk/followup/instructions.html", context)


def _lists(user: User) -> dict[str, tuple[str, QuerySet[Recommendation]]]:
    """By the name in the address: what a list is called, and what stands in it."""
    seen = recommendations_seen_by(user)
    control = under_control(seen)
    return {
        "": (_("under control"), control),
        OVERDUE: (_("overdue"), overdue(seen)),
        SETTLED: (_("settled"), seen.exclude(pk__in=control.values("pk"))),
        ALL: (_("all"), seen),
    }


def instructions_asked(request: HttpRequest) -> QuerySet[Recommendation]:
    lists = _lists(person_of(request))
    return lists.get(request.GET.get("show", ""), lists[""])[1]


@require_safe
def instruction(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    user = person_of(request)
    context = {
        "recommendation": recommendation,
        "title": name_of(recommendation),
        "trail": instruction_trail(recommendation),
        "tag": TAGS.get(recommendation.state, ""),
        "facts": [
            Fact(_("Kind"), recommendation.get_kind_display()),
            Fact(_("Body"), str(recommendation.unit.name)),
            Fact(_("Given by"), f"{recommendation.organisation.name}, {recommendation.opened_by}"),
            Fact(_("Deadline"), long_date(recommendation.deadline)),
            Fact(_("Answers for it"), str(recommendation.owner or _("the head of the body"))),
        ],
        "moves": [(move, str(move.label).capitalize()) for move in LIFE.table
                  if may_move(user, recommendation, Move(move)) is True],
        "may_move_deadline": may_move_deadline(user, recommendation) is True,
        "history": history_of(recommendation),
    }  # fmt: skip
    return render(request, "desk/followup/instruction.html", context)


@require_safe
def document(request: HttpRequest, document: Document) -> FileResponse:
    return download(document.file.sha256, document.file_name)
