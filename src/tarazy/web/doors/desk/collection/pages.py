"""The forms that concern a person, one of them as a list of its blocks, and what stood in a cell before."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.forms.form import Beside
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.collection.rows import block_rows, day_in_words, form_rows, next_steps, open_days, state_kind
from tarazy.web.doors.desk.collection.written import answer_in_words
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.collection.models import Cell, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, answer_of, form_of, progress_of
from tarazy.web.rooms.collection.queries.questions import key_of
from tarazy.web.rooms.collection.queries.submissions import (
    history_of,
    returns_of,
    state_changes_of,
    submissions_assigned_to,
    submissions_for,
    submissions_verified_by,
    with_answered,
)
from tarazy.web.rooms.collection.rules import may_fill
from tarazy.web.rooms.people.models import User
from tarazy.web.ui.parts import Column, Download, Fact, Link
from tarazy.web.ui.written import in_language, period

ROWS_A_PAGE = 50


def forms_trail(*links: Link) -> list[Link]:
    return desk_trail(Link(_("Forms"), reverse("desk:forms")), *links)


def form_trail(submission: Submission, *links: Link) -> list[Link]:
    own = Link(str(submission.unit.name), reverse("desk:form", args=[submission.pk]), current=not links)
    return forms_trail(own, *links)


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Those of the person's own body, of the bodies that they assess, and of the campaigns that they verify."""
    page, found = request.GET.get("page"), lists_of_forms(person_of(request))
    pages = [(title, Paginator(rows, ROWS_A_PAGE).get_page(page)) for title, rows in found]
    context = {
        "trail": desk_trail(Link(_("Forms"), "", current=True)),
        "files": files_of(request, "forms_file"),
        "lists": [(title, page, form_rows(page)) for title, page in pages if page.object_list],
        "columns": [Column(_("Body"), row_head=True), Column(_("State")), Column(_("Answered cells"), numeric=True),
                    Column(_("To be submitted by")), Column(_("Working days left"), numeric=True)],
    }  # fmt: skip
    return render(request, "desk/collection/forms.html", context)


def lists_of_forms(user: User) -> list[tuple[str, QuerySet[Submission]]]:
    found = [
        (_("To be filled in by your organisation"), submissions_for(user)),
        (_("Assessed by you"), submissions_assigned_to(user)),
        (_("Verified by you"), submissions_verified_by(user)),
    ]
    return [(title, with_answered(rows)) for title, rows in found]


def files_of_form(submission: Submission) -> list[Download]:
    """The form itself, as it is filled in without the network."""
    return [
        Download("XLSX", reverse("desk:form_workbook", args=[submission.pk])),
        Download("CSV", reverse("desk:form_csv", args=[submission.pk])),
    ]


@require_safe
def form(request: HttpRequest, submission: Submission) -> HttpResponse:
    """What is to be done with one form: its blocks, how far they are, and the next step."""
    asked = Asked(submission)
    whole = form_of(asked)
    answered, count = progress_of(whole)
    context = {
        "submission": submission,
        "trail": form_trail(submission),
        "kind": state_kind(submission),
        "lead": f"{submission.campaign.title}. {period(submission.period)}",
        "blocks": block_rows(asked, whole, person_of(request)),
        "answered": answered,
        "count": count,
        "facts": [
            Fact(_("To be submitted by"), day_in_words(whole.deadline)),
            Fact(_("Working days left"), open_days(submission, whole.deadline)),
            Fact(_("Answered cells"), _("%(answered)s of %(count)s") % {"answered": answered, "count": count}),
        ],
        "steps": next_steps(person_of(request), submission),
        "files": files_of_form(submission),
        "may_fill": may_fill(person_of(request), submission) is True,
        "moves": state_changes_of(submission),
        "move_columns": [Column(_("What was done"), row_head=True), Column(_("By whom")), Column(_("When")),
                         Column(_("Digest of all cells"))],
    }  # fmt: skip
    return render(request, "desk/collection/form.html", context)


def asked_in(cell: Cell) -> tuple[str, Beside | None, object]:
    """Title, what is known already and unit of what a cell answers. What is asked no longer has its history still."""
    asked = Asked(cell.submission)
    question = next((one for one in asked.questions if key_of(one) == (cell.variable, cell.breakdown)), None)
    if question is None:
        return cell.variable, None, ""
    return in_language(question.title), asked.known(question), question.unit_of_measure.symbol


@require_safe
def history(request: HttpRequest, cell: Cell) -> HttpResponse:
    """Every edition of a cell, and why it was returned."""
    submission = cell.submission
    title, known, symbol = asked_in(cell)
    answers = form_trail(submission, Link(_("All answers"), reverse("desk:answers", args=[submission.pk])))
    context = {
        "title": title,
        "trail": [*answers, Link(title, "", current=True)],
        "columns": [Column(_("Edition"), row_head=True), Column(_("Answer")), Column(_("Note")), Column(_("By whom")),
                    Column(_("When")), Column(_("How it came"))],
        "rows": [(one, answer_in_words(answer_of(one), known, symbol)) for one in history_of(cell)],
        "returns": returns_of(cell),
    }  # fmt: skip
    return render(request, "desk/collection/history.html", context)
