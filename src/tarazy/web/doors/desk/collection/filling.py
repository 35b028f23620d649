"""One block of a form on one page: filled in, saved, and what was overtaken or refused said beside its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tarazy.exchange.forms.form import Cell
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.collection.cells import AnswerForm, CellOnPage, prefix_of
from tarazy.web.doors.desk.collection.pages import form_trail
from tarazy.web.doors.desk.collection.written import answer_in_words, problem_in_words
from tarazy.web.doors.desk.form_page import given_by
from tarazy.web.rooms.collection.actions.filling import Saved, save_cells
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Cell as Stored
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.forms import Asked, answer_of, cells_asked, cells_to_answer
from tarazy.web.rooms.collection.queries.questions import key_of, questions_of
from tarazy.web.rooms.collection.queries.remarks import remarks_of
from tarazy.web.rooms.collection.queries.submissions import evidence_of, open_returns
from tarazy.web.ui.parts import Link, Problem
from tarazy.web.ui.tags.forms import problems_of
from tarazy.web.ui.written import in_language

JSON = "application/json"


@require_http_methods(["GET", "HEAD", "POST"])
def fill_block(request: HttpRequest, submission: Submission, block: str) -> HttpResponse:
    asked = _asked_in(submission, block)
    data = given_by(request)
    if data is None:
        cells = cells_asked(asked)
        return _page(
            request, asked, block, cells, {prefix_of(one.question): _as_it_stands(asked, one) for one in cells}
        )
    answers = _given(_only_given(asked, data), data)
    saved = _save(request, submission, answers)
    if request.headers.get("Accept") == JSON:
        return JsonResponse({"cells": [_told(one, saved) for one in answers]})
    for change, problems in saved.refused:
        one = next(one for one in answers if one.is_valid() and one.change == change)
        for problem in problems:
            one.add_error("value", problem_in_words(problem))
    if saved.overtaken or not all(one.is_valid() for one in answers):
        return _asked_again(request, submission, block, answers, saved)
    _say(request, saved)
    return redirect(_after(submission, block, "next" in data))


def _asked_in(submission: Submission, block: str) -> Asked:
    """The cells of one block and nothing else of the form."""
    every = questions_of(submission.campaign.version, submission.unit, submission.period)
    found = {key for key, question in every.items() if question.block == block}
    if not found:
        raise Http404
    return Asked(submission, found)


def _only_given(asked: Asked, data: QueryDict) -> Asked:
    """The same, of the cells that were sent: a script sends one, many times a minute, so nothing else is read."""
    given = {key_of(question) for question in asked.questions if f"{prefix_of(question)}-seen" in data}
    return Asked(asked.submission, given)


def _as_it_stands(asked: Asked, cell: Cell) -> AnswerForm:
    return AnswerForm(None, cell, asked.cells.get(key_of(cell.question)))


def _given(asked: Asked, data: QueryDict) -> list[AnswerForm]:
    """What was sent. What stands in the cells is read once nobody else can write into them any more."""
    return [AnswerForm(data, cell, None) for cell in cells_to_answer(asked)]


def _save(request: HttpRequest, submission: Submission, answers: list[AnswerForm]) -> Saved:
    changes = [one.change for one in answers if one.is_valid() and one.is_changed]
    return save_cells(submission, changes, origin=Origin.TYPED, by=person_of(request))


def _asked_again(
    request: HttpRequest, submission: Submission, block: str, answers: list[AnswerForm], saved: Saved
) -> HttpResponse:
    """The page as it stands now: what was good is kept, what was typed elsewhere stands there still."""
    asked = _asked_in(submission, block)
    cells = cells_asked(asked)
    now = {prefix_of(cell.question): cell for cell in cells}
    overtaken = {(one.change.variable, one.change.breakdown): one.cell for one in saved.overtaken}
    forms: dict[str, AnswerForm] = {}
    for one in answers:
        key, prefix = key_of(one.cell.question), prefix_of(one.cell.question)
        if key in overtaken:
            forms[prefix] = one.overtaken_by(overtaken[key], now[prefix])
        elif one.is_valid():
            forms[prefix] = _as_it_stands(asked, now[prefix])
        else:
            forms[prefix] = one
    _say(request, saved)
    return _page(request, asked, block, cells, forms, status=422)


def _page(
    request: HttpRequest,
    asked: Asked,
    block: str,
    cells: Sequence[Cell],
    forms: Mapping[str, AnswerForm],
    *,
    status: int = 200,
) -> HttpResponse:
    submission, shown = asked.submission, _on_page(asked, cells, forms)
    title = in_language(asked.methodology.nodes[block].title)
    blocks = _blocks(submission)
    position = blocks.index(block)
    context = {
        "submission": submission,
        "title": title,
        "lead": _("Block %(number)s of %(count)s") % {"number": position + 1, "count": len(blocks)},
        "trail": form_trail(submission, Link(title, "", current=True)),
        "cells": shown,
        "problems": [problem for one in shown if one.form for problem in _problems(one)],
        "is_last": position == len(blocks) - 1,
    }
    return render(request, "desk/collection/block.html", context, status=status)


def _on_page(asked: Asked, cells: Sequence[Cell], forms: Mapping[str, AnswerForm]) -> list[CellOnPage]:
    submission, shown = asked.submission, []
    returned, evidence, said = open_returns(submission), evidence_of(submission), remarks_of(submission)
    for cell in cells:
        stored, one = asked.cells.get(key_of(cell.question)), forms.get(prefix_of(cell.question))
        number = stored.pk if stored else 0
        theirs = stored if one is not None and "choice" in one.fields else None
        given = tuple(evidence.get(number, ()))
        shown.append(CellOnPage(cell, stored, given, returned.get(number), one, theirs, said.get(number)))
    return shown


def _blocks(submission: Submission) -> list[str]:
    every = questions_of(submission.campaign.version, submission.unit, submission.period)
    return list(dict.fromkeys(question.block for question in every.values()))


def _problems(cell: CellOnPage) -> list[Problem]:
    """Each with the title of its cell: on a page of forty a message alone does not say which one is meant."""
    assert cell.form is not None
    return [Problem(f"{cell.title}: {one.message}", one.field_id) for one in problems_of(cell.form)]


def _say(request: HttpRequest, saved: Saved) -> None:
    count = len(saved.cells)
    if count:
        text = ngettext("%(count)s answer is saved.", "%(count)s answers are saved.", count) % {"count": count}
        messages.success(request, text)


def _after(submission: Submission, block: str, goes_on: bool) -> str:
    blocks = _blocks(submission)
    following = blocks[blocks.index(block) + 1 :]
    if goes_on and following:
        return reverse("desk:fill_block", args=[submission.pk, following[0]])
    return reverse("desk:form", args=[submission.pk])


def _told(one: AnswerForm, saved: Saved) -> dict[str, Any]:
    """What a script is told of a cell that it saved by itself."""
    told: dict[str, Any] = {"cell": prefix_of(one.cell.question)}
    if not one.is_valid():
        words = " ".join(str(message) for errors in one.errors.values() for message in errors)
        return told | {"state": "refused", "message": words}
    cells = {(cell.variable, cell.breakdown): cell for cell in saved.cells}
    overtaken = {(each.cell.variable, each.cell.breakdown): each.cell for each in saved.overtaken}
    refused = {(change.variable, change.breakdown): problems for change, problems in saved.refused}
    key = key_of(one.cell.question)
    if key in cells:
        mark = answer_of(cells[key]).mark
        return told | {"state": "saved", "message": _("Saved."), "seen": cells[key].edition, "mark": mark}
    if key in overtaken:
        return told | {"state": "overtaken", "message": _by_another(one, overtaken[key])}
    if key in refused:
        return told | {"state": "refused", "message": " ".join(problem_in_words(each) for each in refused[key])}
    return told | {"state": "same", "message": ""}


def _by_another(one: AnswerForm, stored: Stored) -> str:
    answer = answer_in_words(answer_of(stored), one.cell.known, one.cell.question.unit_of_measure.symbol)
    return _(
        "%(person)s wrote meanwhile: %(answer)s. What you wrote is not saved yet. Save the page to choose which of the "
        "two stands."
    ) % {"person": stored.changed_by, "answer": answer or "—"}
