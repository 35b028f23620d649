"""What holds on every page of the desk and of accounts: presence, no copies in caches, the second factor."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts, has_second_factor
from tarazy.web.rooms.people.rules import is_person

Answer = Callable[[HttpRequest], HttpResponse]

SEEN: Final = "seen_at"
SEEN_EVERY_SECONDS: Final = 300


def part_of_site(request: HttpRequest) -> str:
    """The first part of an address after the language: `desk` of /kk/desk/people/."""
    parts = request.path.split("/")
    return parts[2] if len(parts) > 3 else ""


class Presence:
    """A person who works stays signed in; who is away too long is not. The pages of persons are kept by no cache.

    The portal is left alone: its pages ask for no session, so that they stay the same for everybody.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if part_of_site(request) not in ("desk", "account"):
            return self.get_response(request)
        if request.user.is_authenticated and time.time() - request.session.get(SEEN, 0) > SEEN_EVERY_SECONDS:
            request.session[SEEN] = int(time.time())
            UserSession.objects.create_from_request(request)
        response = self.get_response(request)
        add_never_cache_headers(response)
        return response


class SecondFactorAsked:
    """Who leads or approves reaches the desk only with a second factor."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        user = request.user if part_of_site(request) == "desk" else None
        if isinstance(user, User) and is_person(user) and lacks_second_factor(user):
            return redirect("mfa_index")
        return None


def lacks_second_factor(user: User) -> bool:
    """Whether a post of today asks for a second factor that the person did not set up."""
    asked = any(post.role in settings.SECOND_FACTOR_ROLES for post in current_posts(user))
    return asked and not has_second_factor(user)
