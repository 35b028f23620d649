"""The documents of a form: what proves which cells, given, taken back, opened by whoever reads the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.collection.answers import cells_by_block
from tarazy.web.doors.desk.collection.cells import CellOnPage
from tarazy.web.doors.desk.collection.links import link_on_page
from tarazy.web.doors.desk.collection.pages import form_trail
from tarazy.web.doors.desk.fields import day_field
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.doors.desk.given_documents import GivenDocument, document_from, download
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.rooms.collection.actions.evidence import give_evidence, replace_evidence, take_back_evidence
from tarazy.web.rooms.collection.models import Evidence, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, form_of
from tarazy.web.rooms.collection.queries.links import link_standings
from tarazy.web.rooms.collection.queries.submissions import earlier_revisions, evidence_of
from tarazy.web.rooms.collection.rules import may_fill
from tarazy.web.ui.parts import Column, Link

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def documents(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Every document that stands, with the cell that it proves; which cells still ask for one."""
    cells = cells_asked(submission)
    given = documents_given(submission, cells)
    earlier = earlier_revisions(submission)
    tried = link_standings({one.link for _cell, one in given if one.link})
    proved = [(cell, one, earlier.get(one.pk, []), link_on_page(tried.get(one.link))) for cell, one in given]
    standing = {one.cell_id for _cell, one in given}
    context = {
        "submission": submission,
        "trail": form_trail(submission, Link(_("Documents"), "", current=True)),
        "columns": [Column(_("What is asked"), row_head=True), Column(_("Document")), Column(_("Pages")),
                    Column(_("What can be done"))],
        "proved": proved,
        "files": files_of(request, "documents_file", submission.pk),
        "lacking": [cell for cell in cells if cell.cell.evidence and not (cell.stored and cell.stored.pk in standing)],
        "may_fill": may_fill(person_of(request), submission) is True,
    }  # fmt: skip
    return render(request, "desk/collection/documents.html", context)


def documents_given(submission: Submission, cells: Sequence[CellOnPage]) -> list[tuple[CellOnPage, Evidence]]:
    """Each document that stands, with the cell that it proves."""
    standing = evidence_of(submission)
    return [(cell, one) for cell in cells if cell.stored for one in standing.get(cell.stored.pk, [])]


def cells_asked(submission: Submission) -> list[CellOnPage]:
    asked = Asked(submission)
    return [cell for _id, _title, cells in cells_by_block(asked, form_of(asked)) for cell in cells]


class DatedDocument(GivenDocument):
    """A document with the days between which it holds."""

    valid_from = day_field(lazy("Date of the document"), required=False)
    valid_to = day_field(lazy("Valid until"), required=False)


class DocumentForm(DatedDocument):
    """A document and the cells that it proves: only cells with an answer can be chosen."""

    def __init__(self, data: Any, files: Any, cells: Sequence[CellOnPage]) -> None:
        super().__init__(data, files, label_suffix="")
        self.fields["cells"] = forms.MultipleChoiceField(
            label=_("Which answers it proves"),
            choices=[(cell.stored.pk, cell.title) for cell in cells if cell.stored],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose the cells of this form that the document proves.")},
        )


@require_http_methods(METHODS)
def give_document(request: HttpRequest, submission: Submission) -> HttpResponse:
    cells = [cell for cell in cells_asked(submission) if cell.stored]
    given = request.POST if request.method == "POST" else None
    form = DocumentForm(given, request.FILES if given is not None else None, cells)

    def done(said: dict[str, Any]) -> HttpResponse:
        chosen = [cell.stored for cell in cells if cell.stored and str(cell.stored.pk) in said["cells"]]
        give_evidence(submission, chosen, document_from(request, said), by=person_of(request))
        messages.success(request, _("The document stands beside the answers that it proves."))
        return redirect("desk:documents", submission.pk)

    title = _("Give a document")
    back = Link(_("Documents"), reverse("desk:documents", args=[submission.pk]))
    page = FormPage(
        title,
        _("Give the document"),
        form_trail(submission, back, Link(title, "", current=True)),
        str(submission.unit.name),
        template="desk/collection/document.html",
    )
    return form_page(request, form, page, done)


@require_http_methods(METHODS)
def replace_document(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """A later revision of a document, with what is said of the earlier one filled in; this stays to be read."""
    submission, given = evidence.cell.submission, given_by(request)
    said = {name: getattr(evidence, name) for name in ("title", "link", "pages", "valid_from", "valid_to")}
    form = DatedDocument(given, request.FILES if given is not None else None, initial=said, label_suffix="")

    def done(said: dict[str, Any]) -> HttpResponse:
        replace_evidence(evidence, document_from(request, said), by=person_of(request))
        messages.success(request, _("The later revision stands; the earlier one can still be read."))
        return redirect("desk:documents", submission.pk)

    title = _("Replace the document by a later revision")
    back = Link(_("Documents"), reverse("desk:documents", args=[submission.pk]))
    page = FormPage(
        title, _("Replace the document"), form_trail(submission, back, Link(title, "", current=True)), evidence.title,
        template="desk/collection/document.html",
    )  # fmt: skip
    return form_page(request, form, page, done)


@require_http_methods(METHODS)
def take_back_document(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    submission = evidence.cell.submission

    def done(_given: dict[str, Any]) -> HttpResponse:
        take_back_evidence(evidence, by=person_of(request))
        messages.success(request, _("The document is taken back; the history keeps it."))
        return redirect("desk:documents", submission.pk)

    title = _("Take the document back")
    back = Link(_("Documents"), reverse("desk:documents", args=[submission.pk]))
    page = FormPage(
        title, _("Take back"), form_trail(submission, back, Link(title, "", current=True)), evidence.title,
        [_("The answer stands without it then. Those who read the history still see it.")], "danger",
    )  # fmt: skip
    return form_page(request, Confirm(given_by(request)), page, done)


@require_safe
def document_file(request: HttpRequest, evidence: Evidence) -> FileResponse:
    return download(evidence.file, evidence.file_name)
