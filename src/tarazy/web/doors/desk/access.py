"""Every address of the desk names its rule. Whoever is not signed in is asked to; whoever may not is told why."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path

from tarazy.web.grammar.act import NOT_ALLOWED, Denied, Refused, Rule
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import anybody, is_person

View = Callable[..., HttpResponseBase]
Found = Callable[[Any], Any]  # the thing that a part of an address names, or None
NOTHING: Final[Mapping[str, Found]] = MappingProxyType({})


def address(route: str, view: View, *, rule: Rule, name: str, things: Mapping[str, Found] = NOTHING) -> URLPattern:
    """An address of the desk. The rule is asked with the user and with those parts of the address that it names.

    `things`: how the thing is found that a part names; rule and view get the thing, and there is no page where there is
    none. Only what is open to `anybody` is seen without signing in.
    """
    names = tuple(inspect.signature(rule).parameters)[1:]

    def found(parts: Mapping[str, Any]) -> dict[str, Any]:
        known = {part: things[part](value) if part in things else value for part, value in parts.items()}
        if None in known.values():
            raise Http404
        return known

    def asked(user: User | AnonymousUser, parts: Mapping[str, Any]) -> bool | Refused:
        return rule(user, *(parts[part] for part in names))

    @functools.wraps(view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if rule is not anybody and not is_person(request.user):
            return redirect_to_login(request.get_full_path())
        parts = found(parts)
        answer = asked(request.user, parts)
        if answer is not True:
            return refusal(request, answer.reason if isinstance(answer, Refused) else NOT_ALLOWED)
        try:
            return view(request, **parts)
        except Denied as denied:
            return refusal(request, denied.reason)

    # for the test of every address
    guarded.rule, guarded.found, guarded.asked = rule, found, asked  # type: ignore[attr-defined]
    return path(route, guarded, name=name)


def person_of(request: HttpRequest) -> User:
    """Who is signed in, on a page that nobody else can open."""
    assert isinstance(request.user, User)
    return request.user


def refusal(request: HttpRequest, reason: Any) -> HttpResponse:
    return render(request, "desk/refused.html", {"reason": reason}, status=403)
