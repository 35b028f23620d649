"""One form on one page: asked, checked, done, or asked again with what is to be mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tarazy.web.ui.parts import Link


class Confirm(forms.Form):
    """Asks nothing: the button says it all."""


@dataclass(frozen=True)
class FormPage:
    """What stands around a form. `notes`: what follows from it; `kind`: of the button, `danger` where it takes away;
    `more`: what a template of its own needs besides.
    """

    title: str
    button: str
    trail: Sequence[Link] = ()
    lead: str = ""
    notes: Sequence[str] = ()
    kind: str = ""
    template: str = "desk/form.html"
    more: Mapping[str, Any] = field(default_factory=dict)


def form_page(
    request: HttpRequest, form: forms.Form, page: FormPage, done: Callable[[dict[str, Any]], HttpResponse]
) -> HttpResponse:
    """Show the form; when it is filled in rightly, do it. What the act refuses stands beside its field."""
    if form.is_bound and form.is_valid():
        try:
            answer = done(form.cleaned_data)
            _say_done(request, page, answer)
            return answer
        except ValidationError as refused:
            _add(form, refused)
    status = 422 if form.is_bound else 200
    back = page.trail[-2].href if len(page.trail) > 1 else ""
    return render(request, page.template, {**page.more, "form": form, "page": page, "back": back}, status=status)


def _say_done(request: HttpRequest, page: FormPage, answer: HttpResponse) -> None:
    """Nobody should have to look for whether it worked. Where the view said something itself, that is said."""
    has_said = getattr(messages.get_messages(request), "added_new", False)
    if isinstance(answer, HttpResponseRedirectBase) and not has_said:
        messages.success(request, _("Done: %(what)s.") % {"what": page.title})


def given_by(request: HttpRequest) -> QueryDict | None:
    """What was filled in; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None


def _add(form: forms.Form, refused: ValidationError) -> None:
    """A message about a field that the form does not show stands above all of them."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, errors in refused.error_dict.items():
        form.add_error(name if name in form.fields else None, ValidationError(errors))
