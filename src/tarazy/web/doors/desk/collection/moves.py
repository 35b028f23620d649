"""What is done with a form as a whole: submitted, taken back, certified, returned, accepted block by block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.collection.answers import cells_by_block, findings_on_page
from tarazy.web.doors.desk.collection.cells import CellOnPage
from tarazy.web.doors.desk.collection.pages import form_trail
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.rooms.collection.actions.moving import accept_block as accept
from tarazy.web.rooms.collection.actions.moving import move_submission
from tarazy.web.rooms.collection.enums import Move
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.forms import Asked, form_of, held_back_by, progress_of
from tarazy.web.rooms.collection.queries.submissions import digest_of
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import in_language

METHODS = ["GET", "HEAD", "POST"]


def _asked_to_confirm(
    request: HttpRequest, submission: Submission, move: Move, page: FormPage, said: str
) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        move_submission(submission, move, by=person_of(request))
        messages.success(request, said)
        return redirect("desk:form", submission.pk)

    return form_page(request, Confirm(given_by(request)), page, done)


def _trail(submission: Submission, title: str) -> list[Link]:
    return form_trail(submission, Link(title, "", current=True))


@require_http_methods(METHODS)
def submit(request: HttpRequest, submission: Submission) -> HttpResponse:
    title, asked = _("Submit the form"), Asked(submission)
    answered, count = progress_of(form_of(asked))
    notes = [
        _("Nobody changes an answer then, unless you take the form back or it is returned."),
        _("The head of your organisation certifies it; then the assessors read it."),
    ]
    page = FormPage(
        title,
        _("Submit"),
        _trail(submission, title),
        str(submission.unit.name),
        notes,
        template="desk/collection/submit.html",
        more={"submission": submission, "open": count - answered, "held": len(held_back_by(asked))},
    )
    return _asked_to_confirm(
        request, submission, Move.SUBMIT, page, _("The form is submitted. Now the head certifies it.")
    )


@require_http_methods(METHODS)
def take_back(request: HttpRequest, submission: Submission) -> HttpResponse:
    title = _("Take the form back")
    notes = [_("It becomes a draft again and can be changed; it must be submitted anew.")]
    page = FormPage(title, _("Take back"), _trail(submission, title), str(submission.unit.name), notes)
    return _asked_to_confirm(request, submission, Move.TAKE_BACK, page, _("The form is a draft again."))


@require_http_methods(METHODS)
def certify(request: HttpRequest, submission: Submission) -> HttpResponse:
    asked = Asked(submission)
    form = form_of(asked)
    title = _("Certify the form")
    page = FormPage(
        title,
        _("Certify"),
        _trail(submission, title),
        str(submission.unit.name),
        [_("You certify that every answer below is what your organisation reports, with its explanations.")],
        template="desk/collection/certify.html",
        more={
            "digest": digest_of(submission),
            "blocks": cells_by_block(asked, form),
            "columns": [
                Column(_("What is asked"), row_head=True),
                Column(_("Answer")),
                Column(_("Note and documents")),
            ],
            "explained": [one for one in findings_on_page(asked, form) if one.explanation],
        },
    )
    return _asked_to_confirm(
        request, submission, Move.CERTIFY, page, _("The form is certified. Now the assessors read it.")
    )


class Reasons(forms.Form):
    """A field a cell: why it is to be corrected. Empty: the cell stays as it is."""

    use_required_attribute = False

    def __init__(self, data: Any, cells: Sequence[CellOnPage]) -> None:
        super().__init__(data, label_suffix="")
        for cell in cells:
            self.fields[cell.id] = forms.CharField(
                label=cell.title,
                help_text=_("Answer: %(answer)s") % {"answer": cell.answer or "—"},
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )


@require_http_methods(METHODS)
def return_form(request: HttpRequest, submission: Submission) -> HttpResponse:
    asked = Asked(submission)
    cells = [cell for _id, _title, cells in cells_by_block(asked, form_of(asked)) for cell in cells if cell.stored]

    def done(given: dict[str, str]) -> HttpResponse:
        reasons = {
            (cell.stored.variable, cell.stored.breakdown): given[cell.id] for cell in cells if cell.stored is not None
        }
        move_submission(submission, Move.RETURN, reasons=reasons, by=person_of(request))
        messages.success(request, _("The form is returned. Its people see the reason beside each cell."))
        return redirect("desk:form", submission.pk)

    title = _("Return cells for correction")
    page = FormPage(
        title,
        _("Return the form"),
        _trail(submission, title),
        str(submission.unit.name),
        [_("Write beside each cell that is to be corrected what is wrong with it. The others stay as they are.")],
    )
    return form_page(request, Reasons(given_by(request), cells), page, done)


@require_http_methods(METHODS)
def accept_block(request: HttpRequest, submission: Submission, block: str) -> HttpResponse:
    asked = Asked(submission)
    form = form_of(asked)
    chosen = next((one for one in form.blocks if one.block == block), None)
    if chosen is None:
        raise Http404
    name = in_language(chosen.title)

    def done(_given: dict[str, Any]) -> HttpResponse:
        accept(submission, block, by=person_of(request))
        messages.success(request, _("The block “%(block)s” is accepted.") % {"block": name})
        return redirect("desk:form", submission.pk)

    own = {cell.question.variable for cell in chosen.cells}
    texts = [one.text for one in findings_on_page(asked, form) if own & set(one.finding.cells)]
    back = Link(_("All answers"), reverse("desk:answers", args=[submission.pk]))
    page = FormPage(
        _("Accept “%(block)s”") % {"block": name},
        _("Accept the block"),
        form_trail(submission, back, Link(_("Accept a block"), "", current=True)),
        str(submission.unit.name),
        [
            _("Cells of the block: %(cells)s. Findings of the checks: %(findings)s.")
            % {"cells": len(chosen.cells), "findings": len(texts)},
            *texts,
            _("With the last block the whole form is accepted, and its values are used from then on."),
        ],
    )
    return form_page(request, Confirm(given_by(request)), page, done)
