"""A form as a workbook or CSV: downloaded, filled in without the network, compared cell by cell, then saved."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.documents import XLSX
from tarazy.exchange.forms.csv_written import csv_of
from tarazy.exchange.forms.differences import Difference, Differences, Kind, differences, summary
from tarazy.exchange.forms.form import Answer, Form
from tarazy.exchange.forms.workbook_written import workbook_of
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.collection.cells import CellOnPage
from tarazy.web.doors.desk.collection.pages import form_trail
from tarazy.web.doors.desk.collection.written import answer_in_words, problem_in_words
from tarazy.web.rooms.collection.actions.filling import Change, Saved, save_cells
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.forms import Asked, form_of
from tarazy.web.rooms.collection.queries.questions import key_of
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import language

MOST_BYTES: Final = 30_000_000
A_DAY: Final = 24 * 60 * 60  # seconds for which differences may wait to be saved
SALT: Final = "differences of a form"
KIND_WORDS: Final[dict[Kind, Any]] = {
    "created": gettext_lazy("Answered for the first time"),
    "updated": gettext_lazy("Changed"),
    "cleared": gettext_lazy("Emptied"),
    "refused": gettext_lazy("Refused"),
}


@require_safe
def workbook(request: HttpRequest, submission: Submission) -> HttpResponse:
    return _file(submission, "xlsx", XLSX.media_type, workbook_of(form_of(Asked(submission)), language()))


@require_safe
def csv(request: HttpRequest, submission: Submission) -> HttpResponse:
    return _file(submission, "csv", "text/csv; charset=utf-8", csv_of(form_of(Asked(submission)), language()))


def _file(submission: Submission, ending: str, kind: str, content: bytes) -> HttpResponse:
    name = f"{submission.campaign_id}-{submission.unit_id}-{submission.period}.{ending}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


class Upload(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Workbook or CSV of this form"),
        help_text=gettext_lazy(
            "The one that was downloaded here and filled in. Nothing is saved before you see what would change."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than any form can be."))
        return file


class Waiting(msgspec.Struct, frozen=True):
    """What a file would change, kept signed on the page itself until the person says yes: nothing waits on the server.
    `overtaken`: which of the changes meet an answer that somebody else gave since the file was downloaded.
    """

    submission: int
    user: int
    origin: Origin
    changes: list[tuple[str, str, int, Answer]]
    overtaken: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, submission: Submission) -> HttpResponse:
    """A file is chosen; its differences are shown; what is good of it is saved."""
    if "waiting" in request.POST:
        return _saved(request, submission)
    given = request.POST if request.method == "POST" else None
    form = Upload(given, request.FILES if given is not None else None, label_suffix="")
    if form.is_bound and form.is_valid():
        asked = Asked(submission)
        try:
            return _differences_page(request, asked, form.cleaned_data["file"])
        except ProblemsFound as found:
            for problem in found.problems:
                form.add_error("file", problem.in_language(language()))
    context = {"form": form, "submission": submission, "trail": _trail(submission)}
    return render(request, "desk/collection/upload.html", context, status=422 if form.is_bound else 200)


def _trail(submission: Submission) -> list[Link]:
    return form_trail(submission, Link(_("Upload a filled-in form"), "", current=True))


@dataclass(frozen=True)
class DifferenceOnPage:
    """What a file says of one cell, in the language of the page."""

    cell: CellOnPage
    where: str
    before: str
    after: str
    problems: list[str]
    overtaken: bool
    key: str


def _differences_page(request: HttpRequest, asked: Asked, file: UploadedFile[bytes]) -> HttpResponse:
    submission, form = asked.submission, form_of(asked)
    name = Path(file.name or "").name
    found = _compared(form, name, file)
    lists = [
        (kind, words, [_on_page(asked, form, one) for one in found.cells if one.kind == kind])
        for kind, words in KIND_WORDS.items()
    ]
    waiting = Waiting(
        submission.pk,
        person_of(request).pk,
        Origin.WORKBOOK if name.lower().endswith(".xlsx") else Origin.CSV,
        [_waiting(asked, form, one) for one in found.changes],
        [one.cell for one in found.changes if one.is_overtaken],
    )
    context = {
        "submission": submission,
        "trail": _trail(submission),
        "name": name,
        "summary": summary(found, language()),
        "lists": [one for one in lists if one[2]],
        "problems": [problem.in_language(language()) for problem in found.problems],
        "columns": [Column(_("What is asked"), row_head=True, note=_("Place in the file")), Column(_("Now")),
                    Column(_("In the file"))],
        "count": len(found.changes),
        "waiting": signing.dumps(msgspec.json.encode(waiting).decode(), salt=SALT, compress=True),
    }  # fmt: skip
    return render(request, "desk/collection/differences.html", context)


def _compared(form: Form, name: str, file: UploadedFile[bytes]) -> Differences:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"form{Path(name).suffix.lower()}")
        with path.open("wb") as written:
            for chunk in file.chunks():
                written.write(chunk)
        return differences(form, path, name)


def _on_page(asked: Asked, form: Form, one: Difference) -> DifferenceOnPage:
    cell = form.cells[one.cell]
    symbol = cell.question.unit_of_measure.symbol
    return DifferenceOnPage(
        CellOnPage(cell, asked.cells.get(key_of(cell.question))),
        one.where,
        _with_note(answer_in_words(one.before, cell.known, symbol), one.before),
        _with_note(answer_in_words(one.after, cell.known, symbol), one.after),
        [f"{problem.where}: {problem_in_words(problem)}" for problem in one.problems],
        one.is_overtaken,
        one.cell,
    )


def _with_note(written: str, answer: Answer) -> str:
    return "\n".join(part for part in (written, answer.note) if part) or "—"


def _waiting(asked: Asked, form: Form, one: Difference) -> tuple[str, str, int, Answer]:
    key = key_of(form.cells[one.cell].question)
    stored = asked.cells.get(key)
    return *key, stored.edition if stored else 0, one.after


def _saved(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Save what was shown, and of what somebody else answered since only what was chosen."""
    user = person_of(request)
    try:
        waiting = msgspec.json.decode(signing.loads(request.POST["waiting"], salt=SALT, max_age=A_DAY), type=Waiting)
    except (signing.BadSignature, msgspec.DecodeError):
        waiting = None
    if waiting is None or (waiting.submission, waiting.user) != (submission.pk, user.pk):
        messages.error(request, _("What the file would change is not known any longer. Upload it again."))
        return redirect("desk:upload_form", submission.pk)
    left = set(waiting.overtaken) - set(request.POST.getlist("take"))
    form = form_of(Asked(submission))
    kept = {key_of(form.cells[id].question) for id in left if id in form.cells}
    changes = [Change(*one) for one in waiting.changes if one[:2] not in kept]
    _say(request, save_cells(submission, changes, origin=waiting.origin, by=user))
    return redirect("desk:form", submission.pk)


def _say(request: HttpRequest, saved: Saved) -> None:
    count = len(saved.cells)
    text = ngettext("%(count)s answer of the file is saved.", "%(count)s answers of the file are saved.", count)
    messages.success(request, text % {"count": count})
    late = len(saved.overtaken) + len(saved.refused)
    if late:
        text = ngettext(
            "%(count)s answer was changed by somebody else while you looked and is not saved. Upload the file again to "
            "see it.",
            "%(count)s answers were changed by somebody else while you looked and are not saved. Upload the file again "
            "to see them.",
            late,
        )
        messages.error(request, text % {"count": late})
