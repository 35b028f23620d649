"""A text is brought in: what is wrong with it, or what it would change; then it is kept as a draft or forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tarazy.engine.cases import run_cases
from tarazy.engine.load import methodology_from_files
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import Problem, ProblemsFound
from tarazy.exchange.methodologies.given import MOST_BYTES, files_of_archive, methodology_given
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.form_page import given_by
from tarazy.web.doors.desk.methodologies.compared import compared
from tarazy.web.doors.desk.methodologies.forms import Uploading
from tarazy.web.doors.desk.methodologies.pages import version_trail
from tarazy.web.grammar.act import Denied, Refused
from tarazy.web.rooms.methodologies import actions as acts
from tarazy.web.rooms.methodologies.life import DRAW_UP
from tarazy.web.rooms.methodologies.models import Upload
from tarazy.web.rooms.methodologies.queries import version_with
from tarazy.web.rooms.methodologies.rules import may_replace
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import organisations_with_right
from tarazy.web.ui.parts import Fact, Link
from tarazy.web.ui.written import in_language, language, long_date

# A line of a file, or a cell of a sheet, at the end of where a problem is.
_PLACE = re.compile(r"(?P<file>.*?)(?:!(?P<cell>[A-Z]+[0-9]+)|:(?P<line>[0-9]+)(?::[0-9]+)?)?", re.DOTALL)
MOST_SHOWN = 300


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    organisations = {one.pk: one for one in organisations_with_right(user, DRAW_UP)}
    form = Uploading(given_by(request), request.FILES or None, organisations.values())
    groups: list[Any] = []
    if form.is_bound and form.is_valid():
        chosen = organisations[form.cleaned_data.get("organisation") or next(iter(organisations))]
        try:
            return redirect("desk:uploaded_methodology", _taken_in(form.cleaned_data["file"], chosen, user).pk)
        except ProblemsFound as found:
            groups = grouped(found.problems)
        except Denied as denied:
            form.add_error("file", str(denied))
    context = {
        "form": form,
        "groups": groups,
        "count": sum(len(problems) for _file, problems in groups),
        "trail": version_trail(Link(_("Bring a methodology in"), "", current=True)),
    }
    is_faulty = bool(groups or form.errors)
    return render(request, "desk/methodologies/upload.html", context, status=422 if is_faulty else 200)


def _taken_in(file: Any, organisation: Organisation, user: User) -> Upload:
    methodology = methodology_given(file.read(MOST_BYTES + 1), file.name)
    owner = None if organisation.kind == OrganisationKind.CENTRE else organisation
    return acts.upload(methodology, owner, by=user)


def grouped(problems: Iterable[Problem]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Problems by file or sheet, each with its line or cell and its sentences."""
    found: dict[str, list[tuple[str, str]]] = {}
    for problem in list(problems)[:MOST_SHOWN]:
        place = _PLACE.fullmatch(problem.where)
        file, cell, line = place.group("file", "cell", "line") if place else (problem.where, None, None)
        at = _("cell %(cell)s") % {"cell": cell} if cell else _("line %(line)s") % {"line": line} if line else ""
        words = " ".join(part.in_language(language()) for part in (problem.what, problem.why, problem.mend))
        found.setdefault(file, []).append((at, words))
    return list(found.items())


@require_http_methods(["GET", "HEAD", "POST"])
def uploaded(request: HttpRequest, upload: Upload) -> HttpResponse:
    user, refusal = person_of(request), ""
    methodology = methodology_from_files(files_of_archive(bytes(upload.content)))
    if request.method == "POST":
        if "discard" in request.POST:
            acts.discard_upload(upload, by=user)
            return redirect("desk:methodologies")
        try:
            return redirect("desk:methodology", acts.keep_upload(upload, methodology, by=user).pk)
        except (Denied, ValidationError) as refused:
            refusal = str(refused) if isinstance(refused, Denied) else " ".join(refused.messages)
    there = version_with(methodology.id)
    allowed = may_replace(user, there) if there else True
    context = {
        "upload": upload,
        "methodology": methodology,
        "title": in_language(methodology.title),
        "trail": version_trail(Link(str(upload), "", current=True)),
        "facts": _facts(upload, methodology),
        "outcomes": run_cases(methodology),
        "there": there,
        "refusal": refusal or (allowed.reason if isinstance(allowed, Refused) else ""),
        **compared(methodology),
    }
    return render(request, "desk/methodologies/uploaded.html", context, status=422 if refusal else 200)


def _facts(upload: Upload, methodology: Methodology) -> list[Fact]:
    return [
        Fact(_("Identifier"), str(upload)),
        Fact(_("Whose"), str(upload.organisation.name) if upload.organisation else _("the centre")),
        Fact(_("Follows"), methodology.source),
        Fact(_("In force"), _("from %(from)s") % {"from": long_date(methodology.in_force.from_)}),
        Fact(_("Indicators"), str(len(methodology.indicators))),
        Fact(_("Worked examples"), str(len(methodology.cases))),
    ]
