"""What is said beside a cell: questions, their answers, and that they are settled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.collection.pages import asked_in, form_trail
from tarazy.web.doors.desk.collection.written import answer_in_words, remarks_in_words
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.rooms.collection.actions.remarks import remark_on_cell, settle_remark_on_cell
from tarazy.web.rooms.collection.models import Cell
from tarazy.web.rooms.collection.queries.forms import answer_of
from tarazy.web.rooms.collection.queries.remarks import cell_of
from tarazy.web.rooms.collection.rules import may_settle_remark
from tarazy.web.rooms.remarks.models import Remark
from tarazy.web.rooms.remarks.queries import Thread, counts_on, threads_on
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import language

METHODS = ["GET", "HEAD", "POST"]


class Saying(forms.Form):
    use_required_attribute = False

    text = forms.CharField(label=lazy("Your remark"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any, answered: Thread | None) -> None:
        super().__init__(data, label_suffix="")
        if answered is not None:
            self.fields["text"].label = _("Your answer")


@require_http_methods(METHODS)
def cell_remarks(request: HttpRequest, cell: Cell) -> HttpResponse:
    """Everything that was said beside a cell, and a field; with `answers` in the address it answers one remark."""
    user, threads = person_of(request), threads_on(cell)
    answered = next((one for one in threads if str(one.remark.pk) == request.GET.get("answers")), None)

    def done(given: dict[str, Any]) -> HttpResponse:
        answers = answered.remark if answered else None
        remark_on_cell(cell, given["text"], language=language(), answers=answers, by=user)
        return redirect("desk:cell_remarks", cell.pk)

    title, known, symbol = asked_in(cell)
    more = {
        "cell": cell,
        "answer": answer_in_words(answer_of(cell), known, symbol),
        "threads": [(one, not one.settlement and may_settle_remark(user, one.remark) is True) for one in threads],
        "answered": answered,
        "said": remarks_in_words(counts_on(Cell, [cell.pk]).get(str(cell.pk))),
    }
    trail = form_trail(
        cell.submission, Link(_("All answers"), reverse("desk:answers", args=[cell.submission_id])),
        Link(title, "", current=True),
    )  # fmt: skip
    page = FormPage(
        title, _("Write"), trail, str(cell.submission.unit.name), template="desk/collection/remarks.html", more=more
    )
    return form_page(request, Saying(given_by(request), answered), page, done)


@require_http_methods(METHODS)
def settle_remark(request: HttpRequest, remark: Remark) -> HttpResponse:
    cell = cell_of(remark)
    assert cell is not None, "the rule lets in to remarks on cells only"
    here = reverse("desk:cell_remarks", args=[cell.pk])

    def done(_given: dict[str, Any]) -> HttpResponse:
        settle_remark_on_cell(remark, by=person_of(request))
        messages.success(request, _("The remark is settled."))
        return redirect(here)

    title = _("Settle the remark")
    trail = form_trail(cell.submission, Link(_("Remarks"), here), Link(title, "", current=True))
    page = FormPage(title, title, trail, remark.text, [_("Nobody answers it any more. It stays to be read.")])
    return form_page(request, Confirm(given_by(request)), page, done)
