"""A table of figures is given, its words get their meaning, its differences are looked at, then it is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from tarazy.engine.words import Problem, ProblemsFound
from tarazy.exchange.imports.incoming import read_incoming
from tarazy.exchange.imports.meanings import Meanings, meanings_of
from tarazy.exchange.imports.opened import Opened, open_table
from tarazy.exchange.imports.proposed import completed, proposed
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.form_page import given_by
from tarazy.web.doors.desk.observations.corrections import corrections
from tarazy.web.doors.desk.observations.meanings import meanings_on_page, words_asked
from tarazy.web.doors.desk.observations.pages import import_trail
from tarazy.web.rooms.files.actions import keep_content
from tarazy.web.rooms.files.queries import path_of
from tarazy.web.rooms.observatory.actions.recording import Given, import_observations
from tarazy.web.rooms.observatory.enums import IMPORTED
from tarazy.web.rooms.observatory.queries import imports as asked
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import language, number

A_DAY: Final = 24 * 60 * 60  # seconds for which a table may wait to be recorded
SALT: Final = "a table that is to be imported"
MOST_SHOWN: Final = 100


class Giving(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Table of figures"),
        help_text=gettext_lazy(
            "CSV in UTF-8 or an Excel workbook, long or wide. Nothing is recorded before you have seen it."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Of all rows that name none: a publication with its table, so that everybody finds it."),
        required=False,
        max_length=200,
    )
    period = forms.CharField(
        label=gettext_lazy("Period"),
        help_text=gettext_lazy("Of a table without such a column: 2025, 2025-Q1, 2025-07."),
        required=False,
        max_length=20,
    )
    series = forms.ChoiceField(
        label=gettext_lazy("Who says so"), choices=[(one.value, one.label) for one in IMPORTED], required=False
    )
    code = forms.ChoiceField(label=gettext_lazy("Units are given by"), required=False)

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        schemes = [(one, one) for one in asked.schemes()]
        self.fields["code"].choices = [("", _("their ids or their names")), *schemes]  # type: ignore[attr-defined]


class Why(forms.Form):
    use_required_attribute = False

    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("It stands with the import and beside each corrected value."),
        max_length=500,
    )


class Waiting(msgspec.Struct, frozen=True):
    """A table that is kept and not recorded yet, signed on the page: nothing else waits on the server. `words`: what
    and given of each meaning that the page asks for, in its order; the page sends only what each of them means.
    """

    user: int
    sha256: str
    name: str
    source: str
    period: str
    series: str
    code: str
    words: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
def give_table(request: HttpRequest) -> HttpResponse:
    if "waiting" in request.POST:
        return _looked_at(request)
    form = Giving(given_by(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            return _looked_at_first(request, form.cleaned_data)
        except ValidationError as refused:
            form.add_error("file", refused)
        except ProblemsFound as found:
            for problem in found.problems:
                form.add_error("file", problem.in_language(language()))
    context = {"form": form, "trail": import_trail(Link(_("Bring a table in"), "", current=True))}
    return render(request, "desk/observations/give.html", context, status=422 if form.is_bound else 200)


def _looked_at_first(request: HttpRequest, given: dict[str, Any]) -> HttpResponse:
    """The table is kept, and the page asks what its words mean."""
    user = person_of(request)
    file: UploadedFile[bytes] = given["file"]
    name = Path(file.name or "").name
    content = keep_content(file, name, by=user)
    opened = open_table(path_of(content.sha256), name)
    meanings = proposed(opened, asked.known_names(user))
    said = (given["source"], given["period"], given["series"], given["code"])
    return _page(request, Waiting(user.pk, content.sha256, name, *said, words_asked(meanings)), meanings, opened)


def _looked_at(request: HttpRequest) -> HttpResponse:
    """The table that waits, with what the person said of its words: shown again, or recorded."""
    user = person_of(request)
    waiting = _waiting(request.POST["waiting"])
    meant = request.POST.getlist("meant")
    opened = None if waiting is None or waiting.user != user.pk else _opened(waiting)
    if waiting is None or opened is None or len(waiting.words) != len(meant):
        messages.error(request, _("What was to be recorded is not known any longer. Bring the table in again."))
        return redirect("desk:import_table")
    meanings = meanings_of((what, given, said) for (what, given), said in zip(waiting.words, meant, strict=True))
    if "record" not in request.POST:
        return _looked_at_again(request, waiting, meanings, opened)
    try:
        made = import_observations(_read(waiting, meanings, opened), request.POST.get("why", ""), by=user).made
    except ValidationError as refused:
        return _page(request, waiting, meanings, opened, refused.messages)
    except ProblemsFound:
        return _page(request, waiting, meanings, opened)
    count = made.new + made.revised
    text = ngettext("%(count)s value is recorded.", "%(count)s values are recorded.", count)
    messages.success(request, text % {"count": number(count)})
    return redirect("desk:import", made.pk)


def _looked_at_again(request: HttpRequest, waiting: Waiting, meanings: Meanings, opened: Opened) -> HttpResponse:
    """Of a column that is one of codes only now, the page asks what these mean too."""
    whole = completed(opened, meanings, asked.known_names(person_of(request)))
    try:
        waiting = msgspec.structs.replace(waiting, words=words_asked(whole))
    except ValidationError as refused:
        return _page(request, waiting, meanings, opened, refused.messages)
    return _page(request, waiting, whole, opened)


def _waiting(signed: str) -> Waiting | None:
    try:
        return msgspec.json.decode(signing.loads(signed, salt=SALT, max_age=A_DAY), type=Waiting)
    except (signing.BadSignature, msgspec.DecodeError):
        return None


def _opened(waiting: Waiting) -> Opened | None:
    """The table that waits; None where its file is no longer kept."""
    try:
        return open_table(path_of(waiting.sha256), waiting.name)
    except ProblemsFound:
        return None


def _read(waiting: Waiting, meanings: Meanings, opened: Opened) -> Given:
    said = {"source": waiting.source, "series": waiting.series, "period": waiting.period}
    every = {name: text for name, text in said.items() if text}
    full = Meanings(meanings.columns, every, meanings.codes)
    codes = asked.codes_of_scheme(waiting.code) if waiting.code else None
    incoming = read_incoming(opened, asked.known(), meanings=full, codes=codes)
    return Given(incoming, waiting.name, waiting.sha256, full)


def _page(
    request: HttpRequest, waiting: Waiting, meanings: Meanings, opened: Opened, faults: Sequence[str] = ()
) -> HttpResponse:
    """What the words of the table mean, what it would change, which rows cannot be taken, and what to do next."""
    try:
        given = _read(waiting, meanings, opened)
        found = asked.differences(given.incoming, person_of(request))
        problems, whole = found.problems, False
    except ProblemsFound as refused:
        given, found, problems, whole = None, None, refused.problems, True
    context = {
        "trail": import_trail(Link(waiting.name, "", current=True)),
        "name": waiting.name,
        "waiting": signing.dumps(msgspec.json.encode(waiting).decode(), salt=SALT, compress=True),
        **meanings_on_page(meanings, person_of(request)),
        "meaning_columns": [Column(_("In the file"), row_head=True), Column(_("Here"))],
        "faults": faults,
        "whole": whole,
        "counts": _counts(found) if found else {},
        "why": Why({"why": request.POST.get("why", "")} if faults else None),
        "problems": [_words(problem) for problem in problems[:MOST_SHOWN]],
        "unlisted": max(0, len(problems) - MOST_SHOWN),
        "corrections": corrections(given, found, person_of(request)) if given and found else [],
        "correction_columns": [Column(_("Value"), row_head=True), Column(_("Recorded"), numeric=True),
                               Column(_("In the file"), numeric=True)],
    }  # fmt: skip
    status = 422 if faults or whole else 200
    return render(request, "desk/observations/differences.html", context, status=status)


def _counts(found: asked.Differences) -> dict[str, int]:
    new, revised = len(found.found.new), len(found.found.revised)
    return {"new": new, "revised": revised, "same": found.found.same, "refused": found.refused, "all": new + revised}


def _words(problem: Problem) -> tuple[str, str]:
    """Where, and in whole sentences what, why and how to mend it."""
    parts = (problem.what, problem.why, problem.mend)
    return problem.where, " ".join(part.in_language(language()) for part in parts)
