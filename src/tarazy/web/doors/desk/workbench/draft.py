"""What was changed on the workbench becomes the text of a new version, a draft like every other."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tarazy.engine.load import methodology_from_files
from tarazy.engine.load.rewritten import Edition, rewritten
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES, ProblemsFound
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.doors.desk.methodologies.pages import version_trail
from tarazy.web.doors.desk.workbench.changes import changes_of
from tarazy.web.doors.desk.workbench.page import flat, told_of
from tarazy.web.doors.desk.workbench.work import Work, work_of
from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.methodologies.actions import draw_up
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import next_number, version_with
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import language

_NUMBER = r"^[0-9A-Za-z][0-9A-Za-z.-]*$"
MOST_PROBLEMS = 20
_EXAMPLES = gettext_lazy(
    "Worked examples that state what the version before comes to may not hold any more. Work them out anew before the "
    "draft is approved."
)
_DOES_NOT_FIT = gettext_lazy(
    "What is said to vary does not fit what is changed. Tick this box to save the draft without it, then state it anew "
    "in the text of the draft. What is in the way:"
)


class Naming(forms.Form):
    """What a new version is called, and who says what is changed in it."""

    kk = forms.CharField(label=gettext_lazy("Name in Kazakh"), max_length=300)
    ru = forms.CharField(label=gettext_lazy("Name in Russian"), max_length=300)
    en = forms.CharField(label=gettext_lazy("Name in English"), max_length=300)
    version = forms.RegexField(
        _NUMBER,
        label=gettext_lazy("Number of the new version"),
        help_text=gettext_lazy("Latin letters, digits, points and hyphens, such as 2026.2."),
        max_length=40,
    )
    source = forms.CharField(
        label=gettext_lazy("Who says so, and why"),
        help_text=gettext_lazy("It stands as the source beside every number that is changed."),
        max_length=300,
    )
    without_uncertainty = forms.BooleanField(
        label=gettext_lazy("Leave out what may vary (the section “uncertainty”)"),
        help_text=gettext_lazy(
            "Needed only where the section does not fit what is changed. State it anew in the text of the draft."
        ),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, version: Version) -> HttpResponse:
    """The address says what is changed, the form how the new version is called."""
    user, source = person_of(request), request.POST.get("source", "").strip()
    work = work_of(version, flat(request.GET), source or "-")
    if work.is_faulty or not work.asked.changed:
        return redirect(f"{reverse('desk:workbench', args=[version.pk])}?{work.query()}")
    first = {lang: getattr(version.title, lang) for lang in LANGUAGES} | {"version": next_number(version)}

    def done(given: dict[str, Any]) -> HttpResponse:
        methodology = _text_of(work, given)
        try:
            return redirect("desk:methodology", draw_up(methodology, version.organisation, by=user).pk)
        except Denied as denied:
            raise ValidationError(str(denied)) from None

    form = Naming(given_by(request), initial=first)
    if work.bench is None or work.bench.methodology.uncertainty is None:
        del form.fields["without_uncertainty"]
    return form_page(request, form, _page(work), done)


def _page(work: Work) -> FormPage:
    own = Link(str(work.version), reverse("desk:methodology", args=[work.version.pk]))
    bench = Link(_("Workbench"), f"{reverse('desk:workbench', args=[work.version.pk])}?{work.query()}")
    title = _("Save as a draft")
    return FormPage(
        title=title,
        button=title,
        trail=version_trail(own, bench, Link(title, "", current=True)),
        lead=_("A new version with these changes, which only your place sees until its consultation begins."),
        notes=[*told_of(work, language()), str(_EXAMPLES)],
    )


def _text_of(work: Work, given: dict[str, Any]) -> Methodology:
    """The text, read again as every text that is brought in. Raises ValidationError with what is wrong with it."""
    assert work.bench is not None
    old, number = work.bench.methodology, given["version"]
    if version_with(f"{old.methodology}/{number}") is not None:
        raise ValidationError({"version": _("There is a version of this number already. Give another.")})
    title = Text(**{lang: given[lang] for lang in LANGUAGES})
    is_without = given.get("without_uncertainty", False)
    try:
        return _loaded(work, old, given, title, is_without=is_without)
    except ProblemsFound as found:
        told = [problem.in_language(language()) for problem in found.problems[:MOST_PROBLEMS]]
    if not is_without and old.uncertainty is not None and _loads_without(work, old, given, title):
        raise ValidationError({"without_uncertainty": [str(_DOES_NOT_FIT), *told]})
    raise ValidationError(told)


def _loaded(work: Work, old: Methodology, given: dict[str, Any], title: Text, *, is_without: bool) -> Methodology:
    told = {lang: told_of(work, lang) for lang in LANGUAGES}
    changes = changes_of(old.id, told, given["source"], timezone.localdate(), is_without=is_without)
    edition = Edition(given["version"], title, changes, states_uncertainty=not is_without)
    return methodology_from_files(rewritten(old, work.asked.changed, edition))


def _loads_without(work: Work, old: Methodology, given: dict[str, Any], title: Text) -> bool:
    """Whether nothing but the section `uncertainty` is in the way."""
    try:
        _loaded(work, old, given, title, is_without=True)
    except ProblemsFound:
        return False
    return True
