"""Every address of the desk names its rule. Whoever is not signed in is asked to; whoever may not is told why."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path

from tarazy.web.grammar.act import NOT_ALLOWED, Denied, Refused, Rule
from tarazy.web.rooms.people.rules import is_person

View = Callable[..., HttpResponseBase]


def address(route: str, view: View, *, rule: Rule, name: str) -> URLPattern:
    """An address of the desk. The rule is asked with the user and with those parts of the address that it names."""
    names = tuple(inspect.signature(rule).parameters)[1:]

    @functools.wraps(view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if not is_person(request.user):
            return redirect_to_login(request.get_full_path())
        answer = rule(request.user, *(parts[part] for part in names))
        if answer is not True:
            return refusal(request, answer.reason if isinstance(answer, Refused) else NOT_ALLOWED)
        try:
            return view(request, **parts)
        except Denied as denied:
            return refusal(request, denied.reason)

    guarded.rule = rule  # type: ignore[attr-defined]  # the test that walks every address reads it
    return path(route, guarded, name=name)


def refusal(request: HttpRequest, reason: Any) -> HttpResponse:
    return render(request, "desk/refused.html", {"reason": reason}, status=403)
