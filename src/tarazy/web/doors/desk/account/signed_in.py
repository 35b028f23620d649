"""Who is signed in. Every request of the desk asks, so both questions stand ready."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from tarazy.web.grammar.standing import Given, Standing
from tarazy.web.rooms.people.models import User

SESSION: Final = Standing(lambda: Session.objects.filter(session_key=Given("key"), expire_date__gt=Given("now")))
USER: Final = Standing(lambda: User.objects.filter(pk=Given("number")))


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = SESSION.ask(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None  # as Django's own does: a key that nobody gave out is not used again
        return found[0] if found else None


class Backend(AuthenticationBackend):
    """allauth's way of signing in, by name or address."""

    def get_user(self, user_id: Any) -> User | None:
        found = USER.ask(number=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
