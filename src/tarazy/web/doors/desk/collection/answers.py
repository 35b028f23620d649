"""All answers of a form with what the checks say of them; why a value is right although a check speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.engine.model.finding import Finding
from tarazy.engine.model.text import Text
from tarazy.exchange.forms.form import Form
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.collection.cells import CellOnPage
from tarazy.web.doors.desk.collection.pages import files_of_form, form_trail
from tarazy.web.doors.desk.collection.rows import next_steps, state_kind
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.rooms.collection import rules
from tarazy.web.rooms.collection.actions.filling import explain_finding
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.forms import Asked, findings_of, form_of, progress_of
from tarazy.web.rooms.collection.queries.questions import key_of
from tarazy.web.rooms.collection.queries.remarks import remarks_of
from tarazy.web.rooms.collection.queries.submissions import evidence_of, explanations_of, open_returns
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import in_language, language

SEVERITIES = {
    "stop": gettext_lazy("Must be mended"),
    "explain": gettext_lazy("Must be explained"),
    "note": gettext_lazy("Worth a look"),
}


@dataclass(frozen=True)
class FindingOnPage:
    """What a check says, in the language of the page, of which cells, and why the value is right where the body says
    so.
    """

    finding: Finding
    text: str
    explanation: str
    cells: tuple[str, ...]

    @property
    def holds_back(self) -> bool:
        return self.finding.severity == "stop" or (self.finding.severity == "explain" and not self.explanation)


def titles_of(form: Form) -> Mapping[str, Text]:
    """By which names of cells findings speak."""
    return {cell.question.variable: cell.question.title for cell in form.cells.values()}


def findings_on_page(asked: Asked, form: Form) -> list[FindingOnPage]:
    explanations, titles = explanations_of(asked.submission), titles_of(form)
    return [
        FindingOnPage(
            one,
            one.in_language(language(), titles),
            explanations.get(one.case, ""),
            tuple(in_language(titles[id]) if id in titles else id for id in one.cells),
        )
        for one in findings_of(asked)
    ]


def cells_by_block(asked: Asked, form: Form) -> list[tuple[str, str, list[CellOnPage]]]:
    """Every block with its cells as they are read."""
    submission = asked.submission
    evidence, returned, said = evidence_of(submission), open_returns(submission), remarks_of(submission)
    blocks = []
    for block in form.blocks:
        cells = []
        for cell in block.cells:
            stored = asked.cells.get(key_of(cell.question))
            number = stored.pk if stored else 0
            given = tuple(evidence.get(number, ()))
            cells.append(CellOnPage(cell, stored, given, returned.get(number), remarks=said.get(number)))
        blocks.append((block.block, in_language(block.title), cells))
    return blocks


@require_safe
def answers(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Everything before it is submitted, certified or accepted."""
    user = person_of(request)
    asked = Asked(submission)
    form = form_of(asked)
    found = findings_on_page(asked, form)
    answered, count = progress_of(form)
    context = {
        "submission": submission,
        "kind": state_kind(submission),
        "trail": form_trail(submission, Link(_("All answers"), "", current=True)),
        "blocks": cells_by_block(asked, form),
        "files": files_of_form(submission),
        "columns": [Column(_("What is asked"), row_head=True), Column(_("Answer")), Column(_("Last year")),
                    Column(_("Target")), Column(_("Note and documents")), Column(_("History and remarks"))],
        "findings": _by_severity(found),
        "held": sum(one.holds_back for one in found),
        "open": count - answered,
        "may_fill": rules.may_fill(user, submission) is True,
        "to_explain": any(one.finding.severity == "explain" for one in found),
        "steps": next_steps(user, submission),
    }  # fmt: skip
    return render(request, "desk/collection/answers.html", context)


@dataclass(frozen=True)
class SaidOnce:
    """The same said of many cells, as of each that is empty, stands once with all of them."""

    text: str
    explanation: str
    cells: tuple[str, ...]


def _by_severity(found: Sequence[FindingOnPage]) -> list[tuple[str, str, list[SaidOnce]]]:
    lists = []
    for severity, words in SEVERITIES.items():
        cells: dict[tuple[str, str], list[str]] = {}
        for one in found:
            if one.finding.severity == severity:
                cells.setdefault((one.text, one.explanation), []).extend(one.cells)
        if cells:
            lists.append((severity, str(words), [SaidOnce(*said, tuple(named)) for said, named in cells.items()]))
    return lists


class Explanations(forms.Form):
    """A field a finding. Empty: not explained yet."""

    use_required_attribute = False

    def __init__(self, data: object, found: Sequence[FindingOnPage]) -> None:
        super().__init__(data, label_suffix="")  # type: ignore[arg-type]
        for one in found:
            self.fields[one.finding.case] = forms.CharField(
                label=_("%(cells)s: why is it right?") % {"cells": ", ".join(one.cells)},
                help_text=one.text,
                initial=one.explanation,
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )


@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Every finding that asks for an explanation, with a field."""
    asked = Asked(submission)
    found = [one for one in findings_on_page(asked, form_of(asked)) if one.finding.severity == "explain"]
    back = reverse("desk:answers", args=[submission.pk])

    def done(given: dict[str, str]) -> HttpResponse:
        changed = [one for one in found if given[one.finding.case].strip() not in ("", one.explanation)]
        for one in changed:
            explain_finding(submission, one.finding.case, given[one.finding.case], by=person_of(request))
        if changed:
            text = ngettext("%(count)s explanation is saved.", "%(count)s explanations are saved.", len(changed))
            messages.success(request, text % {"count": len(changed)})
        return redirect(back)

    page = FormPage(
        _("Explain what the checks say"),
        _("Save the explanations"),
        form_trail(submission, Link(_("All answers"), back), Link(_("Explanations"), "", current=True)),
        _("An explanation is submitted with the form. It lapses when the value changes."),
        [] if found else [_("No check asks for an explanation now.")],
    )
    form = Explanations(given_by(request), found)
    _refuse_what_is_gone(form, {one.finding.case for one in found})
    return form_page(request, form, page, done)


def _refuse_what_is_gone(form: Explanations, cases: set[str]) -> None:
    """What was explained on a page that is older than the values is not lost silently."""
    if not form.is_bound:
        return
    gone = [name for name, text in form.data.items() if len(name) == CASE_LENGTH and name not in cases and text.strip()]
    if gone:
        form.add_error(None, ValidationError(_("A value was changed meanwhile, and what was said of it lapsed.")))


CASE_LENGTH = 64
